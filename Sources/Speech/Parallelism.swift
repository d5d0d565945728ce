/// How the cores of a machine share the work of recognition.
///
/// One single-threaded stream for each core does the most work for a CPU second, but each has its own caches and
/// activations (`MemoryNeed`): with the base model one stream takes 410 MB in all, two 550 MB, four 780 MB. So that the
/// whole stays under 900 MB, cores beyond four help inside the streams.
package struct Parallelism: Hashable, Sendable {
  /// Workers side by side.
  package var streams: Int
  /// Threads of all streams together.
  package var threads: Int
  /// Windows that a worker decodes together.
  package var batchSize: Int

  package init(streams: Int, threads: Int, batchSize: Int) {
    self.streams = streams
    self.threads = threads
    self.batchSize = batchSize
  }

  /// The choice for a number of cores.
  package init(cores: Int) {
    self.init(workers: cores <= 4 ? cores : Self.streams(cores: cores))
    threads = streams * max(1, cores / streams)
  }

  /// Four or three: whichever leaves fewer cores without work. Six cores are three times two.
  private static func streams(cores: Int) -> Int {
    cores / 3 * 3 > cores / 4 * 4 ? 3 : 4
  }

  /// The choice for a number of workers, each on a core of its own. Up to four decode eight windows each, the most that
  /// pays; more share 32.
  package init(workers: Int) {
    let streams = max(1, workers)
    self.init(streams: streams, threads: streams, batchSize: min(8, max(1, 32 / streams)))
  }
}
