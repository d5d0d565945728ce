/// What one worker needs to recognise speech: requests with their memory, too large to make anew for every file.
///
/// SAFETY: not for two threads at once; whoever takes it from the pool is its only user until it is given back.
final class RecognitionTools: @unchecked Sendable {
  let decoder: WindowDecoder
  let aligner: WindowAligner

  init(_ model: WhisperModel, options: DecodingOptions) throws {
    decoder = try WindowDecoder(model, batch: model.parallelism.batchSize, usesTimestamps: options.usesTimestamps)
    aligner = try WindowAligner(model)
  }
}
