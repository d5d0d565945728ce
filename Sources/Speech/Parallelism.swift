/// How the cores of a machine share the work of recognition.
///
/// One single-threaded stream for each core does the most work for a CPU second, but each has its own caches and
/// activations: 150 MB, and 18 MB for each window of its batch with the base model. So that the whole stays under 1 GB,
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
    let streams = max(1, min(cores, 4))
    self.init(streams: streams, threads: max(cores, streams), batchSize: 8 / streams)
  }
}
