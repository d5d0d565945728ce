import Inference
import Synchronization

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

  /// Gives up what nobody uses, and the memory with it.
  func clear() {
    idle.withLock { $0.removeAll() }
    Runtime.releaseUnusedMemory()
  }

  func giveBack(_ tools: RecognitionTools) {
    idle.withLock { $0.append(tools) }
  }
}
