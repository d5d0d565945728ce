package import Foundation
import SystemPackage

/// The files of the shared test material that tests read whole.
package enum SampleFiles {
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
