import Foundation
package import Testing

/// A page of `Documentation/Conformance`, which says what becomes of a public suite.
///
/// With `SURTITLE_RECORD_GOLDEN=1` the page is recorded instead, and the test fails so that somebody looks at it.
package enum ConformancePage {
  /// - Parameter name: without the extension.
  package static func verify(_ page: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/Conformance/\(name).md")
    if ProcessInfo.processInfo.environment["SURTITLE_RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(page.utf8).write(to: file)
      Issue.record(
        "recorded Documentation/Conformance/\(name).md: read the difference before you commit it",
        sourceLocation: sourceLocation)
      return
    }
    #expect(
      (try? String(contentsOf: file, encoding: .utf8)) == page, "record it with SURTITLE_RECORD_GOLDEN=1",
      sourceLocation: sourceLocation)
  }
}
