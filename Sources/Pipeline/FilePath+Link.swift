internal import Library
package import SystemPackage

extension FilePath {
  /// A relative URL that leads from a file in `folder` to this one, with everything escaped that URLs give a meaning.
  /// Names need not be text. Both are absolute.
  package func link(from folder: FilePath) -> String {
    let (target, start) = (Self.names(self), Self.names(folder))
    let common = zip(target, start).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: start.count - common)
    return (up + target[common...].map(Self.escaped)).joined(separator: "/")
  }

  private static func names(_ path: FilePath) -> [ArraySlice<UInt8>] {
    path.lexicallyNormalized().bytes.split(separator: UInt8(ascii: "/"))
  }

  private static func escaped(_ name: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = name.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        [byte]
      default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
