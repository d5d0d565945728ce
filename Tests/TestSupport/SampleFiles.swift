package import Foundation
import SystemPackage

/// The files of the shared test material that tests read whole.
package enum SampleFiles {
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

  /// All below `folder` with one of the extensions, by path.
  package static func all(
    below folder: String = "subtitles", withExtension extensions: String...
  ) throws -> [(name: String, data: Data)] {
    guard let root = TestData.root else { return [] }
    let folder = URL(fileURLWithPath: root.string).appendingPathComponent(folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { extensions.contains(($0 as NSString).pathExtension) }.map {
      ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
    }
  }
}
