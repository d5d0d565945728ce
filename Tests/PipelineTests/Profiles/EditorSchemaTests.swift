import Foundation
import Pipeline
import PluginHost
import TestSupport
import Testing

@Suite struct EditorSchemaTests {
  private let configuration: Configuration

  init() throws {
    var configuration = try Configuration(registry: .fakes())
    try configuration.merge(
      file: JSONValue(parsing: Data(#"{"version": 1, "profiles": {"subtitles": {"outputs": ["srt"]}}}"#.utf8)))
    self.configuration = configuration
  }

  private func problems(_ json: String) throws -> [String] {
    let schema = try EditorSchema(configuration).profile()
    return try SchemaCheck(Data(schema.canonical.utf8)).problems(of: Data(json.utf8))
  }

  @Test func `what is built in agrees`() throws {
    let check = try SchemaCheck(Data(EditorSchema(configuration).configuration().canonical.utf8))
    #expect(try check.problems(of: Data(configuration.document.canonical.utf8)) == [])
    #expect(try check.problems(of: Data(configuration.effective().canonical.utf8)) == [])
    #expect(try check.problems(of: Data("{}".utf8)) == [": version is missing"])
    let own = #"{"version": 1, "profiles": {"mine": {"langauge": "de"}}}"#
    #expect(try check.problems(of: Data(own.utf8)) == ["/profiles/mine/langauge: unknown"])
  }

  @Test(arguments: [
    #"{"version": 1, "inherits": "subtitles", "language": "no", "translate": true}"#,
    #"{"outputs": ["srt", "json", "org.example.notes"], "filters": ["mask"], "annotators": []}"#,
    #"{"cueing": {"minimumGap": 0.1, "maximumLines": 1}, "minimumTrust": 0.5, "untrusted": "mark"}"#,
    #"{"plugins": {"whisper": {"model": "x"}, "org.example.srt": {"heading": ""}}, "$schema": "x"}"#,
  ])
  func `what can be read agrees`(json: String) throws {
    #expect(try problems(json).isEmpty)
  }

  @Test(arguments: [
    (#"{"outputs": ["docx"]}"#, "/outputs/0: none of"), (#"{"recognizer": "srt"}"#, "/recognizer: none of"),
    (#"{"cueing": {"maximumLines": 1.5}}"#, "/cueing/maximumLines: not of "),
    (#"{"cueing": {"lines": 1}}"#, "/cueing/lines: unknown"), (#"{"minimumTrust": 2}"#, "/minimumTrust: more than"),
    (#"{"plugins": {"srt": {"heading": 1}}}"#, "/plugins/srt/heading: not of the type string"),
    (#"{"plugins": {"str": {}}}"#, "/plugins/str: unknown"), (#"{"untrusted": "hide"}"#, "/untrusted: none of"),
    (#"{"version": 2}"#, "/version: not 1"), (#"{"translate": "yes"}"#, "/translate: not of the type boolean"),
  ])
  func `what cannot be read does not`(json: String, problem: String) throws {
    let problems = try problems(json)
    #expect(problems.count == 1 && problems.first?.hasPrefix(problem) == true, "\(problems)")
  }

  @Test func `every setting of a profile is described`() throws {
    let schema = try EditorSchema(configuration).profile()
    for (name, property) in schema[key: "properties"]?.members ?? [:] {
      #expect(property[key: "description"]?.string?.isEmpty == false, "\(name)")
    }
    for group in ["cueing", "skip"] {
      for (name, property) in schema[pointer: "/properties/\(group)/properties"]?.members ?? [:] {
        #expect(property[key: "description"]?.string?.isEmpty == false, "\(group).\(name)")
      }
    }
  }
}
