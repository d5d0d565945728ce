package import SystemPackage

/// File names on Linux are bytes, not text: these keep every one of them.
extension FilePath {
  /// The bytes of the path as the system knows it, without the terminating zero.
  package var bytes: [UInt8] {
    withPlatformString { pointer in
      var bytes: [UInt8] = []
      var next = pointer
      while next.pointee != 0 {
        bytes.append(UInt8(bitPattern: next.pointee))
        next += 1
      }
      return bytes
    }
  }

  /// A path of any bytes; what follows a zero is dropped, as the system would.
  package init(bytes: some Sequence<UInt8>) {
    self.init(platformString: bytes.map { CChar(bitPattern: $0) } + [0])
  }

  /// The path of `name` in this folder, byte for byte.
  package func appending(name: some Sequence<UInt8>) -> FilePath {
    FilePath(bytes: bytes + [UInt8(ascii: "/")] + name)
  }

  /// The bytes of the last component; empty for `/`.
  package var nameBytes: [UInt8] { lastComponent.map { FilePath(root: nil, [$0]).bytes } ?? [] }

  /// The path for people and terminals: control characters and bytes that are no UTF-8 are shown as `\xNN`.
  package var display: String {
    var text = ""
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var rest = ArraySlice(bytes)
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        rest = rest.dropFirst(UTF8.width(scalar))
        if scalar.properties.generalCategory == .control || scalar.isDirectionMark {
          text += scalar.utf8.map(Self.escaped).joined()
        } else {
          text.unicodeScalars.append(scalar)
        }
      case .emptyInput:
        return text
      case .error:
        guard let byte = rest.first else { return text }
        text += Self.escaped(byte)
        rest = rest.dropFirst()
        decoder = UTF8()
        iterator = Array(rest).makeIterator()
      }
    }
  }

  /// Whether `string` loses nothing.
  package var isText: Bool { Array(string.utf8) == bytes }

  /// The path from the root, with `.` and `..` resolved by their spelling; links are not followed.
  package func absolute(in workingDirectory: FilePath) -> FilePath {
    var path = isAbsolute ? self : workingDirectory.pushing(self)
    path.lexicallyNormalize()
    return path
  }

  private static func escaped(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "\\x" + (digits.count < 2 ? "0" : "") + digits
  }
}

extension Unicode.Scalar {
  /// Marks that reorder the text around them and could make a name look like another.
  fileprivate var isDirectionMark: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) || [0x200E, 0x200F, 0x061C].contains(value)
  }

  fileprivate var utf8: [UInt8] { Array(String(Character(self)).utf8) }
}
