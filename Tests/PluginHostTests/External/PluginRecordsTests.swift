import Foundation
import PluginHost
import PluginKit
import SystemPackage
import TestSupport
import Testing

/// What is granted and who is left alone, from run to run.
@Suite(.timeLimit(.minutes(10)))
struct PluginRecordsTests {
  @Test func `what is not granted is named before anything starts`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      {"id":"org.example.test","version":"1.0.0","protocol":1,"kind":"annotator","summary":"x","licence":"MIT",
      "command":["x"],"permissions":{"network":true,"environment":["TOKEN"]}}
      """, to: "plugin.json")
    let records = try PluginRecords(file: folder.path.appending("records/records.json"))
    let host = ExternalHost(
      .init(version: "1.0.0", environment: [:], modelDirectory: "/models"), records: records
    ) { [path = folder.path] in path }
    let found = try #require(PluginPath([folder.path]).find().plugins.first)
    let plugin = try RegisteredPlugin(found, host: host)
    let error = #expect(throws: ConfigurationDiagnostics.self) { try plugin.configure() }
    #expect("\(try #require(error))".contains("asks for the network, the variable TOKEN"))
    try records.trust(found)
    _ = try plugin.configure()
    // The next run knows.
    let again = try PluginRecords(file: folder.path.appending("records/records.json"))
    #expect(again.granted("org.example.test") == found.manifest.permissions)
    try again.distrust("org.example.test")
    #expect(again.granted("org.example.test").isEmpty)
  }

  @Test func `quarantine lasts, until another version comes`() async throws {
    let fixture = try ExternalFixture("sys.exit('no licence key')", records: "records.json")
    for _ in 0..<3 { await #expect(throws: PluginFailure.self) { try await fixture.filter() } }
    await fixture.host.shutDown()
    let records = try PluginRecords(file: fixture.folder.path.appending("records.json"))
    var manifest = try DiscoveredPlugin(in: fixture.folder.path.appending("plugin")).manifest
    #expect(records.quarantine(of: manifest)?.reason.contains("no licence key") == true)
    manifest.descriptor.version = "1.0.1"
    #expect(records.quarantine(of: manifest) == nil)
  }

  @Test func `records that cannot be read are not thrown away`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{", to: "records.json")
    #expect(throws: ConfigurationDiagnostics.self) { try PluginRecords(file: folder.path.appending("records.json")) }
  }

  // MARK: Several programs at once

  /// A plug-in that asks for the network, in `folder`.
  private func plugin(in folder: TemporaryFolder, _ name: String, version: String = "1.0.0") throws -> DiscoveredPlugin
  {
    try folder.write(
      """
      {"id":"org.example.test","version":"\(version)","protocol":1,"kind":"annotator","summary":"x","licence":"MIT",
      "command":["x"],"permissions":{"network":true}}
      """, to: "\(name)/plugin.json")
    return try DiscoveredPlugin(in: folder.path.appending(name))
  }

  @Test func `what was taken back meanwhile does not come back`() throws {
    let folder = try TemporaryFolder()
    let plugin = try plugin(in: folder, "plugin")
    let file = folder.path.appending("records.json")
    try PluginRecords(file: file).trust(plugin)
    let first = try PluginRecords(file: file)
    try PluginRecords(file: file).distrust("org.example.test")
    // The first one still knows of the grant when it writes.
    try first.note("it crashed", of: plugin.manifest)
    let after = try PluginRecords(file: file)
    #expect(after.granted("org.example.test").isEmpty && first.granted("org.example.test").isEmpty)
    #expect(after.trouble(with: plugin.manifest)?.crashes == 1)
  }

  @Test func `none of what several programs remember is lost`() async throws {
    let folder = try TemporaryFolder()
    let plugin = try plugin(in: folder, "plugin")
    let file = folder.path.appending("records.json")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        let records = try PluginRecords(file: file)
        group.addTask { for _ in 0..<5 { try records.note("it crashed", of: plugin.manifest) } }
      }
      try await group.waitForAll()
    }
    #expect(try PluginRecords(file: file).trouble(with: plugin.manifest)?.crashes == 100)
  }

  @Test func `a grant is for one plug-in, not for who takes its name`() throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("records.json")
    let records = try PluginRecords(file: file)
    let good = try plugin(in: folder, "good")
    let other = try plugin(in: folder, "other")
    #expect(records.request(of: good) == "asks for the network")
    try records.trust(good)
    #expect(records.request(of: good) == nil)
    #expect(records.request(of: other)?.contains("another plug-in of this id was trusted, in") == true)
    #expect(records.missing(for: other) == ["the network"])
    // By whatever path.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending("link").string, withDestinationPath: good.folder.string)
    #expect(records.request(of: try DiscoveredPlugin(in: folder.path.appending("link"))) == nil)
    let changed = try plugin(in: folder, "good", version: "1.0.1")
    #expect(try PluginRecords(file: file).request(of: changed)?.contains("plugin.json has changed") == true)
  }

  @Test func `grants of an earlier version are asked for anew`() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"granted": {"org.example.test": {"network": true}}}"#, to: "records.json")
    let records = try PluginRecords(file: folder.path.appending("records.json"))
    let plugin = try plugin(in: folder, "plugin")
    #expect(records.granted("org.example.test").network)
    #expect(records.request(of: plugin)?.contains("trusted before grants belonged to a folder") == true)
  }
}
