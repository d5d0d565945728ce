import Foundation
import SystemPackage
import TestSupport
import Testing

/// A plug-in is a folder, a row in the table and a registration: these must agree.
@Suite struct BundledPluginsTests {
  private struct Row: Hashable, Comparable {
    var folder: String
    var id: String
    var kind: String

    static func < (a: Row, b: Row) -> Bool { a.folder < b.folder }
  }

  /// Rows such as `| [SubRip](SubRip/README.md) | \`org.surtitle.subrip\` | subtitleFormat | … |`.
  private func table() throws -> [Row] {
    try Project.text("Plugins/README.md").matches(
      of: #/(?m)^\| \[(\w+)\]\(\1/README\.md\) \| `([\w.\-]+)` \| (\w+) \|/#
    )
    .map { Row(folder: String($0.1), id: String($0.2), kind: String($0.3)) }
  }

  private func registered() async throws -> [[String: String]] {
    let program = try Program()
    return try #require(try program.json(try await program("plugins", "list", "--json").output) as? [[String: String]])
  }

  @Test func haveAFolderAndARowEach() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Project.root.appending("Plugins").string)
      .filter { $0 != "README.md" }
    // Plug-ins that share what they do share a folder.
    #expect(Set(try table().map(\.folder)) == Set(folders))
    for folder in folders {
      #expect(FileManager.default.fileExists(atPath: Project.root.appending("Plugins/\(folder)/README.md").string))
    }
  }

  @Test func areRegistered() async throws {
    let rows = try table().map { "\($0.id) \($0.kind)" }.sorted()
    #expect(try await registered().map { "\($0["id"] ?? "") \($0["kind"] ?? "")" }.sorted() == rows)
  }

  @Test func describeThemselves() async throws {
    let program = try Program()
    for plugin in try await registered() {
      let name = try #require(plugin["name"])
      #expect(plugin["summary"]?.isEmpty == false)
      #expect(plugin["version"]?.split(separator: ".").count == 3)
      let info = try await program("plugins", "info", name)
      #expect(info.status == 0)
      #expect(info.output.contains(try #require(plugin["id"])))
    }
  }
}
