import Foundation
import Pipeline
import PluginHost
import SystemPackage
import TestSupport
import Testing

@Suite struct YAMLTests {
  private func file(_ text: String) throws -> SettingsFile {
    try SettingsFile(parsing: Data(text.utf8), path: "my.yaml")
  }

  private func problem(of text: String) -> String {
    let error = #expect(throws: ConfigurationDiagnostics.self) { try file(text) }
    return error?.description ?? ""
  }

  @Test(arguments: [
    ("a: no", #"{"a":"no"}"#), ("a: [yes, on, Off, y]", #"{"a":["yes","on","Off","y"]}"#),
    ("no: no", #"{"no":"no"}"#), ("a: True", #"{"a":"True"}"#), ("a: true", #"{"a":true}"#),
    ("a: false", #"{"a":false}"#), ("a: 'true'", #"{"a":"true"}"#), ("a: !!str true", #"{"a":"true"}"#),
    ("a: null\nb: ~\nc:", #"{"a":null,"b":null,"c":null}"#), ("a: NULL", #"{"a":"NULL"}"#),
    ("a: 12\nb: -3\nc: 1.5\nd: 1e3", #"{"a":12,"b":-3,"c":1.5,"d":1000}"#),
    // Neither octal numbers nor times, nor numbers in base 60.
    (
      "a: 000000000000\nb: 0o7\nc: 0x1F\nd: 12:30:45\ne: 1_000",
      #"{"a":"000000000000","b":"0o7","c":"0x1F","d":"12:30:45","e":"1_000"}"#
    ),
    ("a: 2026-11-23\nb: .inf\nc: +1\nd: .5", #"{"a":"2026-11-23","b":".inf","c":"+1","d":".5"}"#),
    ("a: \"12\"\nb: |\n  two\n  lines\n", #"{"a":"12","b":"two\nlines\n"}"#), ("", "{}"), ("# nothing\n", "{}"),
    ("---\na: 1\n...\n", #"{"a":1}"#), ("{\"a\": [1, {\"b\": null}]}", #"{"a":[1,{"b":null}]}"#),
    ("\u{FEFF}a: 1\r\nb: 2\r\n", #"{"a":1,"b":2}"#), ("a: 3 & 5*4 *but &no bomb", #"{"a":"3 & 5*4 *but &no bomb"}"#),
    ("<<: {a: 1}", #"{"<<":{"a":1}}"#),
  ])
  func `scalars are what they look like to JSON`(text: String, json: String) throws {
    #expect(try file(text).document.canonical == json)
  }

  @Test(arguments: [
    ("a: 1\na: 2", "my.yaml:1:1: the key “a” stands here and once more further down"),
    ("x:\n  a: 1\n  b: 2\n  'a': 2", "my.yaml:2:3: the key “a” stands here and once more further down"),
    ("a: [1\nb: 2", "my.yaml:2:2: this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'"),
    ("a: 1\n---\nb: 2", "my.yaml:2:1: a second document begins here; a file holds one"),
    ("a: &list [1]", "my.yaml:1:4: anchors are not understood; remove “&list”"),
    ("a: &list [1]\nb: *list", "my.yaml:2:4: aliases are not understood; write out what “*list” stands for"),
    ("é: 'é'\nb: [*x]\nc: &x 1", "my.yaml:2:5: aliases are not understood; write out what “*x” stands for"),
    ("a: !!int 3", "my.yaml:1:4: the tag “tag:yaml.org,2002:int” is not understood; remove it"),
    ("a: !include other.yaml", "my.yaml:1:4: the tag “!include” is not understood; remove it"),
    ("? [1]\n: 2", "my.yaml:1:3: a key must be a text"), ("a: 1e999", "my.yaml:1:4: this number is too large"),
    ("a: \u{1}", "my.yaml:1:4: this is not YAML: control characters are not allowed"),
    (String(repeating: "[", count: 40) + String(repeating: "]", count: 40), "my.yaml:1:34: this is nested too deeply"),
  ])
  func `what is wrong has a line and a column`(text: String, message: String) {
    #expect(problem(of: text) == message)
  }

  @Test(arguments: ["[", "- ", "{? ", "? - ", "a: {b: [", "\"", "&a ", "*a ", "!a "])
  func `endless nesting ends`(text: String) {
    #expect(!problem(of: String(repeating: text, count: 100_000)).isEmpty)
  }

  @Test func `a few lines do not become a gigabyte`() {
    let lines = (1...40).map { "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ","))]" }
    let text = "a0: &a0 [x]\n" + lines.joined(separator: "\n")
    #expect(problem(of: text) == "my.yaml:2:10: aliases are not understood; write out what “*a0” stands for")
    #expect(problem(of: text + "\n? *a40\n: 1").hasSuffix("stands for"))
  }

  @Test func `large files and other encodings are refused`() {
    #expect(problem(of: "a: " + String(repeating: "x", count: 1_000_000)).hasSuffix("and may have 1000000"))
    let latin = Data("a: é".unicodeScalars.map { UInt8($0.value) })
    #expect { try SettingsFile(parsing: latin, path: "my.yml") } throws: { "\($0)" == "my.yml: this is not UTF-8 text" }
  }

  @Test func `any bytes are read or refused`() throws {
    var generator = SeededGenerator(seed: 7)
    let pieces = [
      "a", ":", " ", "\n", "-", "[", "]", "{", "}", "'", "\"", "&x", "*x", "!", "|", ">", "?", "#", ",", "%",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...24, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
      do { _ = try file(text) } catch let error as ConfigurationDiagnostics { #expect(!error.diagnostics.isEmpty) }
    }
  }

  @Test(arguments: [
    ##"{"a":"no","b":["on",""," x","12","1.5","null","~","a: b","- c","# d","é","\n","yes"],"c":{},"d":[]}"##,
    #"{"no":true,"n":{"b":[{"c":null},{"d":-1.25}]},"version":1,"w":[[1,2],[]],"x":"it's \"quoted\"","z":1000000}"#,
  ])
  func `what is printed is read again`(json: String) throws {
    let value = try JSONValue(parsing: Data(json.utf8))
    #expect(try file(value.yaml).document == value)
  }

  @Test func `what is printed is pleasant`() throws {
    let value = try JSONValue(
      parsing: Data(#"{"profiles":{"a":{"language":"no","outputs":["srt"]}},"version":1}"#.utf8))
    #expect(value.yaml == "version: 1\nprofiles:\n  a:\n    language: \"no\"\n    outputs: [srt]\n")
  }
}
