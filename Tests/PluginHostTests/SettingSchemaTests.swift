import Foundation
import PluginHost
import Testing

struct SettingSchemaTests {
  private func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: Data(text.utf8)) }

  private func schema() throws -> SettingSchema {
    try SettingSchema(
      json(
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
          "style": {"type": "string", "enum": ["loud", "quiet"], "default": "loud", "description": "How it is said"},
          "times": {"type": "integer", "minimum": 1, "maximum": 9, "default": 2},
          "gain": {"type": "number", "minimum": -1.5, "default": 0},
          "address": {"type": ["string", "null"], "maxLength": 5},
          "words": {"type": "array", "items": {"type": "string"}, "maxItems": 2, "default": []},
          "free": {"default": {"any": 1}}
        }}
        """))
  }

  @Test func `every setting has its default`() throws {
    #expect(
      try schema().defaults.canonical
        == #"{"address":null,"free":{"any":1},"gain":0,"style":"loud","times":2,"words":[]}"#)
    #expect(try SettingSchema(.emptyObject).defaults == .emptyObject)
  }

  @Test func `editors get it as it was written, and closed`() throws {
    let shown = try schema().jsonSchema
    #expect(shown[pointer: "/properties/style/enum"] == .array([.string("loud"), .string("quiet")]))
    #expect(shown[key: "additionalProperties"] == .bool(false) && shown[key: "$schema"] == nil)
    #expect(
      SettingSchema().jsonSchema == .object(["type": .string("object"), "additionalProperties": .bool(false)]))
  }

  @Test(arguments: [
    "{}", #"{"style":"quiet","times":9}"#, #"{"gain":-1.5}"#, #"{"gain":3}"#, #"{"address":null}"#,
    #"{"address":"äöüß!"}"#, #"{"words":["a","b"]}"#, #"{"free":[true]}"#,
  ])
  func `what agrees has no diagnostics`(settings: String) throws {
    #expect(try schema().diagnose(json(settings), at: "").isEmpty)
  }

  @Test(arguments: [
    ("[]", "/s: this must be an object, not a list"),
    (#"{"styl":"loud"}"#, "/s/styl: unknown setting; did you mean “style”?"),
    (#"{"style":"lod"}"#, "/s/style: did you mean “loud”?"),
    (#"{"style":"whispered"}"#, "/s/style: this must be one of loud, quiet"),
    (#"{"style":1}"#, "/s/style: this must be a text, not a whole number"),
    (#"{"times":0}"#, "/s/times: this must be at least 1"), (#"{"times":10}"#, "/s/times: this must be at most 9"),
    (#"{"times":1.5}"#, "/s/times: this must be a whole number, not a number"),
    (#"{"gain":-2}"#, "/s/gain: this must be at least -1.5"),
    (#"{"address":true}"#, "/s/address: this must be a text or null, not true or false"),
    (#"{"address":"123456"}"#, "/s/address: this has 6 characters, and may have 5"),
    (#"{"words":["a",1]}"#, "/s/words/1: this must be a text, not a whole number"),
    (#"{"words":["a","b","c"]}"#, "/s/words: this has 3 elements, and may have 2"),
  ])
  func `what does not is named with its place`(settings: String, problem: String) throws {
    #expect(try schema().diagnose(json(settings), at: "/s").map(\.description) == [problem])
  }

  @Test(arguments: [
    (#"{"type":"array"}"#, "/type: settings are an object"),
    (#"{"required":[]}"#, "/required: unknown setting"),
    (#"{"additionalProperties":true}"#, "/additionalProperties: every setting has a name; write false or leave it out"),
    (#"{"properties":{"a":{"type":"string"}}}"#, "/properties/a: a setting needs a default"),
    (#"{"properties":{"a":{"type":"int","default":1}}}"#, "/properties/a/type: types are null, boolean"),
    (#"{"properties":{"a":{"type":"string","default":1}}}"#, "/properties/a/default: this must be a text"),
    (#"{"properties":{"a":{"patern":"x","default":1}}}"#, "/properties/a/patern: unknown setting"),
    (#"{"properties":{"a":{"enum":[],"default":1}}}"#, "/properties/a/enum: this cannot be a list"),
    (#"{"properties":{"a":3}}"#, "/properties/a: this must be an object"),
  ])
  func `a schema that is not understood is refused`(schema: String, problem: String) throws {
    let schema = try json(schema)
    let error = #expect(throws: ConfigurationDiagnostics.self) { try SettingSchema(schema) }
    #expect(error?.diagnostics.first?.description.hasPrefix(problem) == true, "\(error?.description ?? "")")
  }
}
