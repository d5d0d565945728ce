import Foundation
import SystemPackage

/// Files for tests: those of Tests/Fixtures/Media, and wave files made on the spot.
enum Fixtures {
  static func named(_ name: String) -> FilePath {
    FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures").appending("Media")
      .appending(name)
  }

  static func sine(_ frequency: Double, rate: Int, seconds: Double, amplitude: Double = 0.5) -> [Float] {
    (0..<Int(seconds * Double(rate))).map {
      Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate)))
    }
  }

  /// A wave file of interleaved float samples. `declaredBytes` is what its header claims, where that is not the truth.
  static func wave(_ samples: [Float], rate: Int, channels: Int = 1, mask: Int? = nil, declaredBytes: Int? = nil)
    -> Data
  {
    let byteCount = declaredBytes ?? samples.count * 4
    var data = Data("RIFF".utf8)
    func append<T: FixedWidthInteger>(_ value: Int, _: T.Type) {
      withUnsafeBytes(of: T(truncatingIfNeeded: value).littleEndian) { data.append(contentsOf: $0) }
    }
    append(byteCount + 60, UInt32.self)
    data.append(contentsOf: "WAVEfmt ".utf8)
    append(40, UInt32.self)
    append(0xFFFE, UInt16.self)
    append(channels, UInt16.self)
    append(rate, UInt32.self)
    append(rate * channels * 4, UInt32.self)
    append(channels * 4, UInt16.self)
    append(32, UInt16.self)
    append(22, UInt16.self)
    append(32, UInt16.self)
    append(mask ?? (channels == 1 ? 0x4 : 0x3), UInt32.self)
    // KSDATAFORMAT_SUBTYPE_IEEE_FLOAT
    data.append(contentsOf: [3, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71])
    data.append(contentsOf: "data".utf8)
    append(byteCount, UInt32.self)
    samples.withUnsafeBytes { data.append(contentsOf: $0) }
    return data
  }
}

/// A folder of one test, removed with it.
final class Scratch: Sendable {
  let path: FilePath

  init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("surtitle-media-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  /// Writes a file whose name may be any bytes.
  func file(_ name: FilePath.Component, _ data: Data) throws -> FilePath {
    let file = path.appending(name)
    let descriptor = try FileDescriptor.open(
      file, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    _ = try descriptor.closeAfter { try data.withUnsafeBytes { try descriptor.writeAll($0) } }
    return file
  }

  var output: FilePath { path.appending("output.f32") }
}

/// The samples of a raw file.
func readSamples(_ path: FilePath) throws -> [Float] {
  try Data(contentsOf: URL(fileURLWithPath: path.string)).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
}

extension Collection<Float> {
  /// Root of the mean square: 0.707 of the amplitude of a sine.
  var level: Float { isEmpty ? 0 : (reduce(0) { $0 + $1 * $1 } / Float(count)).squareRoot() }
}
