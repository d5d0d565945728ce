import Foundation
import PluginHost
import PluginKit
import Subtitles
import Testing
import Transcript

/// A format with settings of every sort.
private struct PaintFormat: SubtitleFormat {
  struct Settings: PluginConfiguration {
    struct Colour: Codable, Hashable, Sendable {
      var red = 1.0
      var name: String?
    }
    var lines = 2
    var isBold = false
    var title: String?
    var colour = Colour()
    var fonts: [String] = ["Sans"]
    var aliases: [String: Int] = [:]

    static let choices = ["title": ["Plain", "Loud"], "missing": ["x"]]
  }

  static let descriptor = PluginDescriptor(
    id: "org.example.paint", version: "1.2.3", kind: .subtitleFormat, summary: "Paints", licence: "Apache-2.0")
  static let fileExtension = "paint"
  let settings: Settings

  init(configuration: Settings) throws {
    guard configuration.lines > 0 else { throw ConfigurationError("/lines", "at least one line is needed") }
    settings = configuration
  }

  func write(_ document: SubtitleDocument) throws -> Data { Data("\(settings)".utf8) }
  func read(_ data: Data) throws -> SubtitleDocument { SubtitleDocument(cues: []) }
}

private struct NoteExporter: Exporter {
  static let descriptor = PluginDescriptor(
    id: "org.example.note", version: "2.0.0", kind: .exporter, summary: "Notes", licence: "Apache-2.0")
  static let fileExtension = "note.json"
  init(configuration: NoConfiguration) throws {}
  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data { Data() }
}

@Suite struct PluginRegistryTests {
  let registry: PluginRegistry

  init() throws {
    var registry = PluginRegistry()
    try registry.register(PaintFormat.self)
    try registry.register(NoteExporter.self)
    self.registry = registry
  }

  private func configure(_ json: String) throws -> ConfiguredPlugin {
    try registry.plugin(named: "paint").configure(JSONValue(parsing: Data(json.utf8)), at: "/plugins/paint")
  }

  @Test(arguments: ["paint", "org.example.paint"])
  func findsByIdAndShortName(name: String) throws {
    #expect(try registry.plugin(named: name).descriptor.id == "org.example.paint")
  }

  @Test(arguments: [("paint", "paint"), (".paint", "paint"), ("note.json", "note"), ("json", "note"), ("JSON", "note")])
  func findsOutputsByExtension(name: String, plugin: String) throws {
    #expect(try registry.output(named: name).descriptor.shortName == plugin)
  }

  @Test func suggestsTheNearestName() {
    #expect { try registry.plugin(named: "pain") } throws: {
      "\($0)" == "there is no plug-in “pain”; did you mean “paint”?"
    }
    #expect { try registry.output(named: "docx") } throws: { "\($0)".hasPrefix("no plug-in writes “docx”; there are") }
  }

  @Test func describesSettingsToEditors() throws {
    let schema = try registry.plugin(named: "paint").settingsSchema
    #expect(
      schema.canonical == """
        {"additionalProperties":false,"properties":{"aliases":{"default":{},"type":"object"},\
        "colour":{"additionalProperties":false,"properties":{"name":{"default":null},\
        "red":{"default":1,"type":"number"}},"type":"object"},\
        "fonts":{"default":["Sans"],"items":{"type":"string"},"type":"array"},\
        "isBold":{"default":false,"type":"boolean"},"lines":{"default":2,"type":"integer"},\
        "title":{"default":null,"enum":["Plain","Loud"]}},"type":"object"}
        """)
  }

  @Test func refusesTwoOfOneName() {
    var registry = registry
    #expect(throws: PluginHostError.self) { try registry.register(PaintFormat.self) }
  }

  @Test func makesAPluginFromItsDefaults() throws {
    let plugin = try configure("{}")
    #expect(plugin.revision == "org.example.paint 1.2")
    #expect(plugin.configuration.canonical.contains("\"title\":null"))
    #expect(plugin.fileExtension == "paint")
  }

  @Test func laysSettingsOverDefaults() throws {
    let plugin = try configure(
      "{\"title\":\"t\",\"colour\":{\"name\":\"n\"},\"lines\":3,\"aliases\":{\"any\":1},\"fonts\":[]}")
    guard case .format(let format) = plugin.instance else { throw CancellationError() }
    let settings = try #require(format as? PaintFormat).settings
    #expect(settings.title == "t")
    #expect(settings.colour.name == "n")
    #expect(settings.colour.red == 1)
    #expect(settings.lines == 3)
    #expect(settings.fonts.isEmpty)
    #expect(settings.aliases == ["any": 1])
  }

  @Test(arguments: [
    ("{\"line\":1}", "/plugins/paint/line: unknown setting; did you mean “lines”?"),
    ("{\"titel\":1}", "/plugins/paint/titel: unknown setting; did you mean “title”?"),
    ("{\"lines\":\"2\"}", "/plugins/paint/lines: this must be a whole number, not a text"),
    ("{\"isBold\":1}", "/plugins/paint/isBold: this must be true or false, not a whole number"),
    ("{\"colour\":{\"blue\":1}}", "/plugins/paint/colour/blue: unknown setting; the settings here are name, red"),
    ("{\"colour\":3}", "/plugins/paint/colour: this must be an object, not a whole number"),
    ("{\"fonts\":[1]}", "/plugins/paint/fonts/0: this must be a text, not a whole number"),
    ("{\"lines\":1.5}", "/plugins/paint/lines: this must be a whole number, not a number"),
    ("{\"lines\":null}", "/plugins/paint/lines: this must be a whole number, not null"),
    ("{\"lines\":0}", "/plugins/paint/lines: at least one line is needed"),
  ])
  func diagnoses(json: String, message: String) {
    #expect { try configure(json) } throws: { error in
      let found = "\(error)"
      return error is ConfigurationDiagnostics && found == message
    }
  }

  @Test func diagnosesAllAtOnce() {
    #expect { try configure("{\"line\":1,\"isBold\":1}") } throws: {
      ($0 as? ConfigurationDiagnostics)?.diagnostics.count == 2
    }
  }

  @Test func escapesPointers() {
    #expect("/a".appendingPointer("b/c~d") == "/a/b~1c~0d")
  }
}
