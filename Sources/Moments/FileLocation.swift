package import SystemPackage

/// A file as lists name it. Names of files are bytes, not text.
package enum FileLocation {
  package static func bytes(of path: FilePath) -> [UInt8] {
    path.withPlatformString { pointer in
      UnsafeBufferPointer(start: pointer, count: path.length).map { UInt8(bitPattern: $0) }
    }
  }

  /// `file:///…`, byte for byte, with `%XX` for all but letters, digits and `-._~/` (RFC 3986 §2.3, RFC 8089). A path that
  /// does not begin at the root becomes a relative reference.
  package static func url(of path: FilePath) -> String {
    let bytes = bytes(of: path)
    var url = bytes.first == UInt8(ascii: "/") ? "file://" : bytes.first.map { _ in "./" } ?? ""
    for byte in bytes {
      if isUnreserved(byte) {
        url.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        url += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return url
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/".utf8.contains(byte)
    }
  }

  /// Whether a line of text can hold the path as it is.
  static func isPlain(_ path: FilePath) -> Bool {
    let bytes = bytes(of: path)
    guard let first = bytes.first, first != UInt8(ascii: "#"), bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return false
    }
    // White space at the ends is taken away by readers.
    return first != 0x20 && bytes.last != 0x20 && String(validating: bytes, as: UTF8.self) != nil
  }
}
