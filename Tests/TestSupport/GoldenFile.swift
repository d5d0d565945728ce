package import Foundation

/// Files under `Tests/Golden` that say what output must be, byte for byte.
///
/// With `SURTITLE_RECORD_GOLDEN=1` the output is recorded instead, and the test fails so that nobody forgets to look at
/// what changed.
package enum GoldenFile {
  /// Compares `data` with the golden file `name`, a path below `Tests/Golden`.
  ///
  /// - Throws: `GoldenFileError` that shows the lines that differ.
  package static func verify(_ data: Data, _ name: String) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["SURTITLE_RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
      throw GoldenFileError(description: "recorded \(name): read the difference before you commit it")
    }
    guard let expected = try? Data(contentsOf: file) else {
      throw GoldenFileError(description: "no golden file \(name): record it with SURTITLE_RECORD_GOLDEN=1")
    }
    guard expected != data else { return }
    throw GoldenFileError(description: "not as in \(name):\n" + difference(from: expected, to: data))
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden")

  private static func difference(from expected: Data, to actual: Data) -> String {
    let old = String(decoding: expected, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let new = String(decoding: actual, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let changes = new.difference(from: old).map { change -> (line: Int, text: String) in
      switch change {
      case .remove(let offset, let element, _): (offset, "-\(offset + 1): \(element)")
      case .insert(let offset, let element, _): (offset, "+\(offset + 1): \(element)")
      }
    }
    if changes.isEmpty { return "the bytes differ, the lines do not: look at the line ends and at normalisation" }
    return changes.sorted { $0.line < $1.line }.prefix(40).map(\.text).joined(separator: "\n")
  }
}

/// Output is not what its golden file says, or there is none.
package struct GoldenFileError: Error, CustomStringConvertible {
  package let description: String
}
