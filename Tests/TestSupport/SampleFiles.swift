package import Foundation
import SystemPackage

/// The subtitle files of the shared test material.
package enum SampleFiles {
  /// All below `subtitles` with one of the extensions, by path.
  package static func all(withExtension extensions: String...) throws -> [(name: String, data: Data)] {
    guard let root = TestData.root else { return [] }
    let folder = URL(fileURLWithPath: root.string).appendingPathComponent("subtitles")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { extensions.contains(($0 as NSString).pathExtension) }.map {
      ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
    }
  }
}
