/// OpenVINO could not do something: what, and why in its own words.
public struct InferenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done: `compile the graph “encoder” for CPU`.
  public var operation: String
  public var message: String

  public init(operation: String, message: String) {
    self.operation = operation
    self.message = message
  }

  public var description: String { "could not \(operation): \(message)" }
}
