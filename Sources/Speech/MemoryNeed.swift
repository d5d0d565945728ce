import CSpeechKernels

/// How much memory recognition takes at its peak, estimated from a model's sizes.
///
/// Measured with the model `base` on quarter of an hour of speech, 1 to 4 workers with 1 to 8 windows: 325 to 578 MB in
/// bytes, 471 to 719 MB in 32 bits; the estimate is between 5 % below and 12 % above that.
package struct MemoryNeed: Hashable, Sendable {
  /// Bytes: the program with its libraries, and the weights, while they are loaded.
  package var fixed: Int
  /// Of each worker, for the encoder's activations.
  package var worker: Int
  /// Of each window that a worker decodes: what is heard of it, and its texts.
  package var window: Int

  /// - Parameters:
  ///   - bytesPerWeight: 1 for bytes, 2, or 4.
  ///   - texts: that are followed at the same time in a window.
  package init(_ sizes: WhisperSizes, bytesPerWeight: Int, texts: Int) {
    let (width, layers) = (sizes.width, sizes.decoderLayers)
    let square = width * width
    let weights = sizes.vocabulary * width + (12 * sizes.encoderLayers + 16 * layers) * square
    // The file, at half width as a rule, and what becomes of it.
    fixed = 130_000_000 + weights * (bytesPerWeight * 11 / 10 + 1)
    worker = 6 * sizes.audioPositions * width * 4
    let said = 120 * 2 * width * 4 * layers
    window = csk_sound_size(sizes.headCount, sizes.audioPositions) * layers + (texts + 1) * said
  }

  package func total(workers: Int, batchSize: Int) -> Int { fixed + workers * (worker + batchSize * window) }
}

extension Parallelism {
  /// The same with smaller batches, then with fewer workers, so that all takes at most `limit` bytes; nil where even one
  /// window at a time takes more.
  package func fitting(_ limit: Int, _ need: MemoryNeed) -> Parallelism? {
    var result = self
    // Halves of a batch cost little time: below four windows a worker is better spared.
    while need.total(workers: result.streams, batchSize: result.batchSize) > limit {
      if result.batchSize > 4 || (result.streams == 1 && result.batchSize > 1) {
        result.batchSize -= 1
      } else if result.streams > 1 {
        result.streams -= 1
        result.batchSize = batchSize
      } else {
        return nil
      }
    }
    // Those that are spared help inside the others.
    result.threads = result.streams * max(1, threads / result.streams)
    return result
  }
}
