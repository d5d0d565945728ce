/// How the cores of a machine share the work of recognition.
///
/// One single-threaded stream for each core does the most work for a CPU second, but each has its own caches and
/// activations (`RecognitionMemory`): with the base model one stream takes 410 MB in all, two 560 MB, four 750 MB. So that the
/// whole stays under 900 MB, cores beyond four help inside the streams.
package struct Parallelism: Hashable, Sendable {
  /// Workers side by side.
  package var streams: Int
  /// Threads of all streams together.
  package var threads: Int
  /// Windows that a worker decodes together.
  package var batchSize: Int
  /// Whether a user asked for it: then a small model may take more than it does by itself.
  package var isAsked = false

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

  /// Windows that a worker decodes together: the most that pays.
  package static let largestBatch = 8

  /// The choice for a number of workers, each on a core of its own. Up to four decode eight windows each; more share
  /// 32.
  package init(workers: Int) {
    let streams = max(1, workers)
    self.init(streams: streams, threads: streams, batchSize: min(Self.largestBatch, max(1, 32 / streams)))
  }
}

extension Parallelism {
  /// The same with smaller batches, then with fewer workers, so that all takes at most `limit` bytes; nil where even one
  /// window at a time takes more.
  package func fitting(_ limit: Int, _ need: RecognitionMemory) -> Parallelism? {
    var result = self
    // Halves of a batch cost little time: below three windows a worker is better spared.
    while need.total(workers: result.streams, batchSize: result.batchSize) > limit {
      if result.batchSize > 3 || (result.streams == 1 && result.batchSize > 1) {
        result.batchSize -= 1
      } else if result.streams > 1 {
        result.streams -= 1
        result.batchSize = batchSize
      } else {
        return nil
      }
    }
    // Those that are spared help inside the others, where they divide.
    result.threads = result.streams * max(1, threads / result.streams)
    return result
  }
}
