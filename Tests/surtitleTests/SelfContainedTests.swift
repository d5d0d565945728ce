import Foundation
import SystemPackage
import TestSupport
import Testing

/// A clone of this project and nothing beside it is enough to run all tests.
@Suite struct SelfContainedTests {
  private func sources() throws -> [(name: String, text: String)] {
    try FileManager.default.subpathsOfDirectory(atPath: Project.root.appending("Tests").string)
      .filter { $0.hasSuffix(".swift") && !$0.hasPrefix("TestSupport/") && !$0.hasSuffix("/SelfContainedTests.swift") }
      .map { ($0, try Project.text("Tests/\($0)")) }
  }

  @Test func sharedMaterialIsAskedForOnlyWhereItIs() throws {
    let sources = try sources()
    #expect(sources.count > 40)
    for source in sources {
      #expect(!source.text.contains("\"SURTITLE_TESTDATA\""), "\(source.name): ask TestData")
      // What only supports tests has none of its own to put a condition on.
      let isSupport = source.name.contains("/Support/")
      if !isSupport, source.text.contains("TestData.root") || source.text.contains("SampleFiles.") {
        #expect(source.text.contains(".enabled(if: TestData.isAvailable"), "\(source.name) needs a condition")
      }
    }
  }

  @Test func noTestNamesAPlaceOnOneMachine() throws {
    for source in try sources() {
      for match in source.text.matches(of: /"(\/(?:root|Users|mnt|work)\/[^"]*)"/) {
        Issue.record("\(source.name) names \(match.1)")
      }
    }
  }
}
