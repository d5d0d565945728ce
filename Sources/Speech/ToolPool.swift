import Synchronization

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

/// Keeps the tools that no worker uses at the moment.
final class ToolPool: Sendable {
  private let model: WhisperModel
  private let options: DecodingOptions
  private let idle = Mutex<[RecognitionTools]>([])

  init(_ model: WhisperModel, options: DecodingOptions) {
    self.model = model
    self.options = options
  }

  func take() throws -> RecognitionTools {
    try idle.withLock { $0.popLast() } ?? RecognitionTools(model, options: options)
  }

  func giveBack(_ tools: RecognitionTools) {
    idle.withLock { $0.append(tools) }
  }
}
