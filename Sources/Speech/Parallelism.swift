/// How the cores of a machine share the work of recognition.
///
/// One single-threaded stream for each core does the most work for a CPU second, but each has its own caches and
/// activations: 150 MB, and 10 MB for each window of its batch with the base model. So that the whole stays under 1 GB,
/// more than two streams have smaller batches, and beyond four streams further cores help inside the streams.
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
    self.init(workers: min(cores, 4))
    threads = max(cores, streams)
  }

  /// The choice for a number of workers, each on a core of its own. Up to two decode eight windows each, the
  /// most that pays; more share sixteen. Up to four workers stay under 1 GB, each further one takes its 170 MB.
  package init(workers: Int) {
    let streams = max(1, workers)
    self.init(streams: streams, threads: streams, batchSize: min(8, max(1, 16 / streams)))
  }
}
