import COpenVINO

/// Calls a function of the C face and throws what it reports.
func check(
  _ operation: @autoclosure () -> String, _ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt
) throws(InferenceError) {
  var message: UnsafeMutablePointer<CChar>?
  guard call(&message) != 0 else { return }
  defer { cov_string_destroy(message) }
  throw InferenceError(
    operation: operation(), message: message.map { lastLines(of: String(cString: $0)) } ?? "no reason given")
}

/// Takes over a string that the C face made.
func adopt(_ string: UnsafeMutablePointer<CChar>?) -> String {
  defer { cov_string_destroy(string) }
  return string.map { String(cString: $0) } ?? ""
}

/// OpenVINO's messages carry its source positions, a line each; the last lines that are none say what matters.
private func lastLines(of message: String) -> String {
  let lines = message.split(whereSeparator: \.isNewline).filter {
    !$0.contains("Exception from") && !$0.contains(".cpp:")
  }
  return lines.isEmpty ? message : lines.suffix(3).joined(separator: "; ")
}
