import Inference
import Synchronization
import WhisperCost

/// Keeps the tools that no worker uses at the moment.
final class ToolPool: Sendable {
  private let model: WhisperModel
  private let width: Int
  private let idle = Mutex<[RecognitionTools]>([])

  /// - Parameter width: texts of one window that are remembered at the same time.
  init(_ model: WhisperModel, width: Int) {
    self.model = model
    self.width = width
  }

  func take() throws -> RecognitionTools {
    try idle.withLock { $0.popLast() } ?? RecognitionTools(model, capacity: model.parallelism.batchSize, width: width)
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
