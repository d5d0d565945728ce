internal import Foundation
public import Media
internal import SystemPackage
public import Timeline

extension AudioReference {
  /// The samples of a span of time, −1…1, fewer where the sound ends within it.
  ///
  /// - Throws: What reading the file throws.
  public func samples(in range: TimeRange) throws -> [Float] {
    let bounds = [range.start, range.end].map { min(max(0, Int64($0.seconds * Double(sampleRate))), sampleCount) }
    let file = try FileHandle(forReadingFrom: URL(filePath: path.string))
    defer { try? file.close() }
    let size = MemoryLayout<Float>.size
    try file.seek(toOffset: UInt64(bounds[0]) * UInt64(size))
    let data = try file.read(upToCount: Int(bounds[1] - bounds[0]) * size) ?? Data()
    return data.withUnsafeBytes { bytes in
      (0..<bytes.count / size).map { bytes.loadUnaligned(fromByteOffset: size * $0, as: Float.self) }
    }
  }
}
