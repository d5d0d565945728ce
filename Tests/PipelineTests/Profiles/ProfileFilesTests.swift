import Foundation
import Pipeline
import PluginHost
import PluginKit
import Subtitles
import SystemPackage
import Testing
import Transcript

/// Profiles that inherit, and profiles in files of their own.
@Suite struct ProfileFilesTests {
  private func configuration(_ yaml: String) throws -> Configuration {
    var configuration = try Configuration(registry: .fakes())
    try configuration.merge(file(yaml, "config.yaml"))
    return configuration
  }

  private func file(_ yaml: String, _ name: String) throws -> SettingsFile {
    try SettingsFile(parsing: Data(yaml.utf8), path: FilePath(name))
  }

  private static let usual = """
    version: 1
    profiles:
      subtitles: {outputs: [srt], plugins: {whisper: {model: base}}}
      narrow: {cueing: {maximumLineLength: 30}}
      norwegian: {inherits: narrow, language: no}

    """

  @Test func `profiles take from the one they name what they do not say`() throws {
    let profile = try configuration(Self.usual).profile(named: "norwegian")
    #expect(profile.request.language == "no" && profile.cueing.rules.maximumLineLength == 30)
    #expect(profile.outputs.map(\.shortName) == ["srt"])
    #expect(profile.recognizer.configuration[key: "model"] == .string("base"))
  }

  @Test(arguments: [
    ("a: {inherits: b}, b: {inherits: a}", "a", "a → b → a", "config.yaml:2:34: /profiles/b/inherits"),
    ("a: {inherits: a}", "a", "a → a", "config.yaml:2:16: /profiles/a/inherits"),
    (
      "subtitles: {inherits: a}, a: {}", "subtitles", "subtitles → a → subtitles",
      "config.yaml:2:24: /profiles/subtitles/inherits"
    ),
  ])
  func `profiles cannot inherit in a circle`(profiles: String, name: String, circle: String, place: String) throws {
    let configuration = try configuration("version: 1\nprofiles: {\(profiles)}")
    let error = #expect(throws: ConfigurationDiagnostics.self) { try configuration.profile(named: name) }
    let message = "profiles cannot inherit from each other: \(circle)"
    #expect(error?.diagnostics.map(\.message) == [message])
    // A circle through the default is closed by a profile that names none.
    if name != "subtitles" { #expect(error?.description == "\(place): \(message)") }
  }

  @Test(arguments: [
    (
      "a: {inherits: narow}, narrow: {}",
      "config.yaml:2:16: /profiles/a/inherits: there is no profile “narow”; did you mean “narrow”?"
    ),
    ("a: {inherits: [b]}", "config.yaml:2:16: /profiles/a/inherits: this must be the name of a profile, not a list"),
    ("a: {inherts: b}", "config.yaml:2:16: /profiles/a/inherts: unknown setting; did you mean “inherits”?"),
  ])
  func `what is inherited must be there`(profiles: String, message: String) throws {
    let configuration = try configuration("version: 1\nprofiles: {\(profiles), subtitles: {outputs: [srt]}}")
    #expect(configuration.diagnose().map(\.description) == [message])
  }

  @Test func `a fault is told once, where it stands`() throws {
    let configuration = try configuration(Self.usual + "  bad: {minimumTrust: 2, untrusted: hide, language: \"?\"}\n")
    #expect(
      configuration.diagnose().map(\.description) == [
        "config.yaml:6:43: /profiles/bad/language: “?” is no language; write a code such as “en”, or “auto”",
        "config.yaml:6:9: /profiles/bad/minimumTrust: 2.0 is not within 0…1",
        "config.yaml:6:26: /profiles/bad/untrusted: “hide” is neither “drop” nor “mark”",
      ])
    let inherited = try self.configuration(Self.usual.replacing("model: base", with: "model: 7"))
    #expect(
      inherited.diagnose().map(\.description) == [
        "config.yaml:3:51: /profiles/subtitles/plugins/whisper/model: this must be a text, not a whole number"
      ])
  }

  @Test func `a plug-in can be called by its id in one place and by its name in another`() throws {
    let configuration = try configuration(
      """
      version: 1
      profiles:
        subtitles: {outputs: [srt], plugins: {whisper: {model: base, workers: 2}}}
        other: {plugins: {org.example.whisper: {model: large}}}
      """)
    let settings = try configuration.profile(named: "other").recognizer.configuration
    #expect(settings == .object(["model": .string("large"), "workers": .integer(2)]))
  }

  @Test func `settings of plug-ins that a profile does not use are looked at`() throws {
    let configuration = try configuration(
      "version: 1\nprofiles:\n  subtitles: {outputs: [notes], plugins: {srt: {headng: x}}}")
    #expect(
      configuration.diagnose().map(\.description) == [
        "config.yaml:3:49: /profiles/subtitles/plugins/srt/headng: unknown setting; did you mean “heading”?"
      ])
  }

  @Test func `a file can hold one profile`() throws {
    var configuration = try configuration(Self.usual)
    try configuration.add(
      profile: file("version: 1\ninherits: narrow\noutputs: [notes]", "own.yaml"), named: "own.yaml")
    let profile = try configuration.profile(named: "own.yaml", flags: .object(["language": .string("de")]))
    #expect(profile.cueing.rules.maximumLineLength == 30 && profile.outputs.map(\.shortName) == ["notes"])
    #expect(profile.request.language == "de")
    // One that has the name of a profile does not become it.
    #expect(configuration.profileNames == ["everything", "moderation", "narrow", "norwegian", "subtitles"])
  }

  @Test(arguments: [
    ("[]", "own.yaml: this must be an object, not a list"),
    ("version: 2", "own.yaml:1:1: /version: the highest supported configuration version is 1, this file says 2"),
    ("langauge: de", "own.yaml:1:1: /langauge: unknown setting; did you mean “language”?"),
    ("cueing:\n  maximumLines: two", "own.yaml:2:3: /cueing/maximumLines: this must be a whole number, not a text"),
    ("outputs: srt", "own.yaml:1:1: /outputs: this must be a list, not a text"),
    (
      "outputs: [srt, on]",
      "own.yaml:1:16: /outputs/1: no plug-in writes “on”; there are srt, json, notes, tally, copy, verdicts"
    ),
    ("filters:\n  - mask\n  - mask", "own.yaml:3:5: /filters/1: “mask” stands here twice; each plug-in runs once"),
    (
      "annotators: [mask]",
      "own.yaml:1:14: /annotators/0: “mask” is of the kind transcriptFilter, not annotator"
    ),
    (
      "inherits: nothing-like-it",
      "own.yaml:1:1: /inherits: there is no profile “nothing-like-it”; there are everything, moderation, subtitles"
    ),
  ])
  func `its faults have a place`(yaml: String, message: String) throws {
    var configuration = try configuration("version: 1\nprofiles: {subtitles: {outputs: [srt]}}")
    let error = #expect(throws: ConfigurationDiagnostics.self) {
      try configuration.add(profile: file(yaml, "own.yaml"), named: "own.yaml")
      _ = try configuration.profile(named: "own.yaml")
    }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    ("narrow", false), ("./narrow", true), ("a/b", true), ("x.yaml", true), ("x.YML", true), ("x.json", true),
  ])
  func `files are told from names`(name: String, isFile: Bool) {
    #expect(Configuration.isFile(name) == isFile)
  }

  @Test func `flags are to blame for what they say`() throws {
    let configuration = try configuration(Self.usual)
    #expect { try configuration.profile(flags: .object(["language": .string("?")])) } throws: {
      "\($0)" == "command line: /language: “?” is no language; write a code such as “en”, or “auto”"
    }
  }

  @Test func `editors may leave their mark`() throws {
    var configuration = try Configuration(registry: .fakes())
    let json = Data(
      ##"{"$schema": "schema.json", "version": 1, "profiles": {"subtitles": {"outputs": ["srt"]}}}"##.utf8)
    try configuration.merge(SettingsFile(parsing: json, path: "config.json"))
    try configuration.add(profile: file("$schema: x\nlanguage: de", "own.yaml"), named: "own.yaml")
    #expect(configuration.diagnose().isEmpty)
  }

  @Test func `what is built in suits the plug-ins that are here`() throws {
    let configuration = try configuration(Self.usual)
    let everything = try configuration.profile(named: "everything")
    #expect(everything.outputs.map(\.shortName) == ["srt", "notes", "tally", "verdicts"])
    #expect(everything.annotators.map(\.shortName) == ["spotter"])
    #expect(try configuration.profile(named: "moderation").outputs.isEmpty)
  }
}
