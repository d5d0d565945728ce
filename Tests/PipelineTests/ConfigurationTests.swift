import Foundation
import Pipeline
import PluginHost
import PluginKit
import Testing
import Transcript

@Suite struct ConfigurationTests {
  private func configuration(_ file: String? = nil) throws -> Configuration {
    var configuration = try Configuration(registry: .fakes())
    if let file { try configuration.merge(file: JSONValue(parsing: Data(file.utf8))) }
    return configuration
  }

  @Test func laysTheFileOverWhatIsBuiltIn() throws {
    let configuration = try configuration(
      #"{"version": 1, "profiles": {"subtitles": {"outputs": ["srt"], "language": "de", "plugins": {"whisper": {"model": "big"}}}}}"#
    )
    let profile = try configuration.profile()
    #expect(profile.request.language == "de")
    #expect(profile.outputs.map(\.shortName) == ["srt"])
    #expect(profile.recognizer.configuration[key: "model"] == .string("big"))
    #expect(profile.recognizer.configuration[key: "workers"] == .integer(1))
  }

  @Test func laysFlagsOverTheFile() throws {
    let configuration = try configuration(
      #"{"version": 1, "profiles": {"subtitles": {"outputs": ["srt"], "language": "de"}}}"#)
    let flags = JSONValue.object(["language": .string("auto"), "translate": .bool(true)])
    let profile = try configuration.profile(flags: flags)
    #expect(profile.request.language == nil)
    #expect(profile.request.task == .translate)
  }

  @Test func letsProfilesInherit() throws {
    let configuration = try configuration(
      #"{"version": 1, "profiles": {"subtitles": {"outputs": ["srt"]}, "french": {"language": "fr"}}}"#)
    let profile = try configuration.profile(named: "french")
    #expect(profile.request.language == "fr")
    #expect(profile.outputs.map(\.shortName) == ["srt"])
    #expect(configuration.profileNames == ["everything", "french", "moderation", "subtitles"])
  }

  @Test(arguments: [
    ("[]", "this must be an object, not a list"),
    ("{}", "/version: the version is missing; write “\"version\": 1”"),
    (#"{"version": 4}"#, "/version: the highest supported configuration version is 1, this file says 4"),
    (#"{"version": "1"}"#, "/version: this must be 1, not \"1\""),
    (#"{"version": 1, "profile": {}}"#, "/profile: unknown setting; did you mean “profiles”?"),
    (#"{"version": 1, "profiles": []}"#, "/profiles: this must be an object, not a list"),
    (#"{"version": 1, "profiles": {"x": 1}}"#, "/profiles/x: this must be an object, not a whole number"),
  ])
  func diagnosesTheOutline(file: String, message: String) {
    #expect { try configuration(file) } throws: { "\($0)" == message }
  }

  @Test(arguments: [
    (#"{"langauge": "de"}"#, "/profiles/subtitles/langauge: unknown setting; did you mean “language”?"),
    (#"{"language": "?"}"#, "/profiles/subtitles/language: “?” is no language; write a code such as “en”, or “auto”"),
    (
      #"{"cueing": {"maximumLineLenght": 1}}"#,
      "/profiles/subtitles/cueing/maximumLineLenght: unknown setting; did you mean “maximumLineLength”?"
    ),
    (
      #"{"plugins": {"wisper": {}}}"#,
      "/profiles/subtitles/plugins/wisper: there is no plug-in of this name; did you mean “whisper”?"
    ),
    (
      #"{"plugins": {"srt": {"headng": 1}}}"#,
      "/profiles/subtitles/plugins/srt/headng: unknown setting; did you mean “heading”?"
    ),
    (
      #"{"plugins": {"srt": {"heading": 1}}}"#,
      "/profiles/subtitles/plugins/srt/heading: this must be a text, not a whole number"
    ),
    (#"{"outputs": ["str"]}"#, "/profiles/subtitles/outputs/0: no plug-in writes “str”; did you mean “srt”?"),
    (
      #"{"recognizer": "srt"}"#,
      "/profiles/subtitles/recognizer: “srt” is of the kind subtitleFormat, not speechRecognizer"
    ),
  ])
  func diagnosesProfiles(settings: String, message: String) throws {
    let below = try JSONValue(parsing: Data(#"{"outputs": ["srt"]}"#.utf8))
    let profile = below.merged(with: try JSONValue(parsing: Data(settings.utf8)))
    var configuration = try configuration()
    try configuration.merge(file: .object(["version": .integer(1), "profiles": .object(["subtitles": profile])]))
    #expect(configuration.diagnose().map(\.description) == [message])
  }

  @Test func suggestsAProfile() {
    #expect { try configuration().profile(named: "subtitle") } throws: {
      "\($0)" == "there is no profile “subtitle”; did you mean “subtitles”?"
    }
  }

  @Test func showsEverySetting() throws {
    let configuration = try configuration(#"{"version": 1, "profiles": {"subtitles": {"outputs": ["srt"]}}}"#)
    let effective = try configuration.effective()
    let plugins = effective[key: "profiles"]?[key: "subtitles"]?[key: "plugins"]
    #expect(plugins?.members.keys.sorted() == ["srt", "whisper"])
    #expect(plugins?[key: "whisper"]?[key: "model"] == .string("small"))
    // What is shown can be used.
    var again = try Configuration(registry: .fakes())
    try again.merge(file: effective)
    #expect(try again.effective() == effective)
  }
}
