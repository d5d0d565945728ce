/// An argument as people type it into a shell.
package enum ShellWord {
  private static let plain = Set("%+,-./0123456789:=@_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  /// Quoted where a shell would not take it for what it is. What is no text, and what a terminal does not show, is written
  /// as `$'\NNN'`, which bash, zsh, ksh and every shell of POSIX 2024 know.
  package static func quoted(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "''" }
    if bytes.allSatisfy(plain.contains) { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy(isShown) {
      return "'" + text.replacing("'", with: "'\\''") + "'"
    }
    var word = "$'"
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\\"): word += "\\" + String(UnicodeScalar(byte))
      case 0x20...0x7E: word += String(UnicodeScalar(byte))
      // Three octal digits: hexadecimal ones may take in what follows.
      default: word += "\\" + octal(byte)
      }
    }
    return word + "'"
  }

  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate: false
    default: true
    }
  }
}
