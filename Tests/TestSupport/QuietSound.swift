package import Foundation

/// Sound for programs that hear what a test tells them.
package enum QuietSound {
  /// A quiet sound of 8000 samples a second, by its length another one.
  package static func wave(seconds: Int) -> Data {
    var data = Data("RIFF".utf8)
    func append(_ number: UInt32) { withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) } }
    let bytes = UInt32(seconds * 16_000)
    append(36 + bytes)
    data += Data("WAVEfmt ".utf8)
    append(16)
    append(0x0001_0001)
    append(8000)
    append(16_000)
    append(0x0010_0002)
    data += Data("data".utf8)
    append(bytes)
    data += Data((0..<Int(bytes)).map { UInt8(truncatingIfNeeded: $0 % 7) })
    return data
  }
}
