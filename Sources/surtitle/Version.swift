/// The version of the program, as releases are tagged.
enum Version {
  static let text = "0.1.0"
  /// As files name what made them.
  static let program = "surtitle \(text)"
}
