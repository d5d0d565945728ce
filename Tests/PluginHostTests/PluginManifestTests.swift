import Foundation
import PluginHost
import PluginKit
import Testing

struct PluginManifestTests {
  private static let exporter: [String: JSONValue] = [
    "id": .string("org.example.shout"), "version": .string("1.2.0"), "protocol": .integer(1),
    "kind": .string("exporter"), "summary": .string("The transcript in capitals"), "licence": .string("Apache-2.0"),
    "command": .array([.string("python3"), .string("main.py")]), "fileExtension": .string("shout.txt"),
  ]

  private func manifest(_ changes: [String: JSONValue] = [:], without missing: [String] = []) throws -> PluginManifest {
    let members = Self.exporter.merging(changes) { $1 }.filter { !missing.contains($0.key) }
    return try PluginManifest(parsing: Data(JSONValue.object(members).canonical.utf8))
  }

  private func problems(_ changes: [String: JSONValue], without missing: [String] = []) -> [String] {
    let error = #expect(throws: ConfigurationDiagnostics.self) { try manifest(changes, without: missing) }
    return error?.diagnostics.map(\.description) ?? []
  }

  @Test func `all that it says is known before it runs`() throws {
    let manifest = try manifest([
      "consumes": .array([.string("transcript"), .string("findings")]),
      "uses": .array([.string("speakers")]),
      "configuration": .object(["properties": .object(["loud": .object(["default": .bool(true)])])]),
      "permissions": .object(["network": .bool(true), "environment": .array([.string("API_KEY")])]),
      "protocol": .array([.integer(1), .integer(2)]),
    ])
    #expect(
      manifest.descriptor
        == PluginDescriptor(
          id: "org.example.shout", version: "1.2.0", kind: .exporter, summary: "The transcript in capitals",
          licence: "Apache-2.0", consumes: [.transcript, .findings], uses: [.speakers]))
    #expect(manifest.command == ["python3", "main.py"] && manifest.fileExtension == "shout.txt")
    #expect(manifest.protocolVersions == [1, 2] && manifest.descriptor.produces.isEmpty)
    #expect(manifest.configuration.defaults == .object(["loud": .bool(true)]))
    var permissions = PluginManifest.Permissions()
    permissions.network = true
    permissions.environment = ["API_KEY"]
    #expect(manifest.permissions == permissions)
  }

  @Test func `what is left out is usual`() throws {
    let manifest = try manifest()
    #expect(manifest.permissions == .init() && manifest.descriptor.consumes == [.transcript])
    #expect(manifest.configuration.defaults == .emptyObject)
    let recognizer = try self.manifest(["kind": .string("speechRecognizer")], without: ["fileExtension"])
    #expect(recognizer.descriptor.consumes == [.audio] && recognizer.fileExtension == nil)
  }

  @Test(arguments: [
    ("id", JSONValue.string("shout"), "/id: this must look like org.example.shout"),
    ("id", .string("Org.Example"), "/id: this must look like org.example.shout"),
    ("version", .string("1.0"), "/version: this must look like 1.0.0"),
    ("version", .number(1.5), "/version: this must look like 1.0.0"),
    ("summary", .string("two\nlines"), "/summary: this must look like one line for lists"),
    ("kind", .string("exportr"), "/kind: did you mean “exporter”?"),
    (
      "kind", .integer(1),
      "/kind: this must be one of speechRecognizer, annotator, transcriptFilter, subtitleFormat, exporter"
    ),
    (
      "protocol", .integer(9),
      "/protocol: the plug-in speaks version 9 of the protocol, this program 1; one of them is too old"
    ),
    (
      "protocol", .string("1"),
      "/protocol: this must be the number of the protocol's version, or a list of them; this program speaks 1"
    ),
    (
      "command", .string("sh main.sh"),
      "/command: this must be a list of the program and its arguments, as [\"python3\", \"main.py\"]"
    ),
    (
      "command", .array([.string("")]), "/command: the program and its arguments must be texts, and the first not empty"
    ),
    (
      "command", .array([.string("/bin/sh")]),
      "/command: the program must lie in the plug-in's folder, or be a name that is found on the path"
    ),
    (
      "command", .array([.string("../sh")]),
      "/command: the program must lie in the plug-in's folder, or be a name that is found on the path"
    ),
    ("fileExtension", .string(".txt"), "/fileExtension: this must look like srt, without the first dot"),
    (
      "consumes", .array([.string("embeddings")]), "/consumes: “embeddings” is for plug-ins in the program; remove it"
    ),
    ("consumes", .array([.string("trancript")]), "/consumes: did you mean “transcript”?"),
    (
      "consumes", .array([.string("My layer")]),
      "/consumes: this must be one of audio, transcript, speakers, findings, or a name in small letters, not \"My "
        + "layer\""
    ),
    (
      "consumes", .string("audio"),
      "/consumes: this must be a list of audio, transcript, speakers, findings, or names of your own"
    ),
    (
      "produces", .array([.string("findings")]),
      "/produces: a plug-in that writes files gives nothing to others; remove it"
    ),
    ("configuration", .array([]), "/configuration: this must be an object, not a list"),
    (
      "configuration", .object(["properties": .object(["loud": .object(["type": .string("boolean")])])]),
      "/configuration/properties/loud: a setting needs a default, so that the plug-in runs where nobody sets anything"
    ),
    ("comand", .array([]), "/comand: unknown setting; did you mean “command”?"),
    ("permissions", .object(["netwrk": .bool(true)]), "/permissions/netwrk: unknown setting; did you mean “network”?"),
    ("permissions", .object(["network": .string("yes")]), "/permissions/network: this must be true or false"),
  ])
  func `each mistake is named with its place`(key: String, value: JSONValue, problem: String) {
    #expect(problems([key: value]) == [problem])
  }

  @Test func `all mistakes are told at once`() {
    let all = problems(["licence": .string("")], without: ["id", "command", "fileExtension"])
    #expect(all.map { String($0.prefix { $0 != ":" }) } == ["/id", "/licence", "/command", "/fileExtension"])
  }

  @Test func `what it gives can have names of its own`() throws {
    let annotator = try manifest(
      [
        "kind": .string("annotator"), "consumes": .array([.string("speakers")]),
        "produces": .array([.string("topics")]),
      ], without: ["fileExtension"])
    #expect(annotator.descriptor.consumes == [.speakers] && annotator.descriptor.produces == ["topics"])
    let usual = try manifest(["kind": .string("annotator")], without: ["fileExtension"])
    #expect(usual.descriptor.produces == [.findings])
    let filter = try manifest(
      ["kind": .string("transcriptFilter"), "produces": .array([])], without: ["fileExtension"])
    #expect(filter.descriptor.produces == [.transcript])
  }

  @Test func `who writes nothing has no extension`() {
    #expect(
      problems(["kind": .string("annotator")]) == [
        "/fileExtension: plug-ins of the kind annotator write no files; remove it"
      ])
  }

  @Test(arguments: ["", "{", "[]", "3"]) func `what is no manifest is called so`(text: String) {
    #expect(throws: ConfigurationDiagnostics.self) { try PluginManifest(parsing: Data(text.utf8)) }
  }
}
