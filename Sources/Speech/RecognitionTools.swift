/// What one worker needs to recognise speech: requests with their memory, too large to make anew for every file.
///
/// SAFETY: not for two threads at once; whoever takes it from the pool is its only user until it is given back.
final class RecognitionTools: @unchecked Sendable {
  /// Windows that are worked on at the same time.
  let capacity: Int
  let listener: WindowListener
  let decoder: TextDecoder

  /// - Parameter width: texts of one window that are remembered at the same time.
  init(_ model: WhisperModel, capacity: Int, width: Int) throws {
    self.capacity = capacity
    listener = try WindowListener(model, windows: capacity)
    decoder = try TextDecoder(model, slots: capacity * width, sound: listener.sound)
  }
}
