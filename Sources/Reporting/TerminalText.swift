package import Foundation

/// Text of other programs and people on its way to a terminal.
package enum TerminalText {
  /// The same without what a terminal takes for an order: control characters but ends of lines and tabs, and bytes that are
  /// no UTF-8, become `\u{FFFD}`.
  package static func harmless(_ text: Data) -> Data {
    guard text.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 >= 0x7F }) else { return text }
    var result = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      // The ends of lines of tables stay what they are.
      if isAfterReturn { result.append(scalar == "\n" ? "\r" : "\u{FFFD}") }
      isAfterReturn = scalar == "\r"
      guard !isAfterReturn else { continue }
      let isOrder = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
      result.append(isOrder ? "\u{FFFD}" : scalar)
    }
    if isAfterReturn { result.append("\u{FFFD}") }
    return Data(String(result).utf8)
  }
}
