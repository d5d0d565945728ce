import Inference
import Synchronization

/// Keeps the tools that no worker uses at the moment.
final class ToolPool: Sendable {
  private let model: WhisperModel
  private let idle = Mutex<[RecognitionTools]>([])

  init(_ model: WhisperModel) {
    self.model = model
  }

  func take() throws -> RecognitionTools {
    try idle.withLock { $0.popLast() } ?? RecognitionTools(model, capacity: model.parallelism.batchSize)
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
