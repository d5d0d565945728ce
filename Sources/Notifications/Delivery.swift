/// What became of a try to deliver a message.
enum Delivery: Hashable, Sendable {
  case delivered
  /// Another try may help.
  ///
  /// - Parameter delay: seconds that the receiver asks for.
  case failed(String, delay: Double? = nil)
  /// No other try will help.
  case refused(String)
}
