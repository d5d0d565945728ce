import Foundation
import Pipeline
import PluginHost
import PluginKit
import Subtitles
import SystemPackage
import TestSupport
import Testing
import Transcript

@Suite struct FolderProfilesTests {
  private let media: TemporaryFolder
  private let configuration: Configuration

  init() throws {
    media = try TemporaryFolder()
    var configuration = try Configuration(registry: .fakes())
    try configuration.merge(
      file: JSONValue(
        parsing: Data(
          #"{"version": 1, "profiles": {"subtitles": {"outputs": ["srt"], "plugins": {"whisper": {"workers": 2}}}}}"#
            .utf8)))
    self.configuration = configuration
  }

  private func folder(_ name: String, _ yaml: String? = nil) throws -> FilePath {
    if let yaml { try media.write(yaml, to: "\(name)/.surtitle.yaml") }
    return try media.makeFolder(name)
  }

  private func problem(_ yaml: String, forbidden: [String: String] = [:]) throws -> String {
    let folder = try folder("x", yaml)
    let profiles = FolderProfiles(configuration, forbidden: forbidden)
    let error = #expect(throws: ConfigurationDiagnostics.self) { try profiles.profile(for: folder, root: media.path) }
    return error?.description.replacing("\(folder)/", with: "") ?? ""
  }

  @Test func `the nearest folder wins, setting by setting`() throws {
    let shows = try folder("Shows", "language: de\nplugins: {whisper: {model: large}}\noutputs: [srt, notes]")
    let season = try folder("Shows/Season 1", "language: no\ncueing: {maximumLines: 1}")
    let extras = try folder("Shows/Season 1/Extras")
    let films = try folder("Films")
    let profiles = FolderProfiles(configuration)

    let show = try profiles.profile(for: shows, root: media.path)
    #expect(show.request.language == "de" && show.cueing.rules.maximumLines == 2)
    for folder in [season, extras] {
      let profile = try profiles.profile(for: folder, root: media.path)
      #expect(profile.request.language == "no" && profile.cueing.rules.maximumLines == 1)
      #expect(profile.recognizer.configuration == .object(["model": .string("large"), "workers": .integer(2)]))
      #expect(profile.outputs.map(\.shortName) == ["srt", "notes"])
    }
    let film = try profiles.profile(for: films, root: media.path)
    #expect(film.request.language == nil && film.outputs.map(\.shortName) == ["srt"])
    #expect(try profiles.profile().request.language == nil)
  }

  @Test func `a folder has its profile whichever way it is named`() throws {
    let inner = try folder("a/b")
    _ = try folder("a", "language: de")
    let profiles = FolderProfiles(configuration)
    for root in [inner, media.path.appending("a"), media.path, media.path.appending("elsewhere")] {
      #expect(try profiles.profile(for: inner, root: root).request.language == "de", "\(root)")
    }
    #expect(try profiles.profile(in: inner, below: inner).overrides == [media.path.appending("a/.surtitle.yaml")])
  }

  /// Anybody can put a file into a folder such as /tmp.
  @Test(.enabled(if: getuid() == 0, "only the administrator can give files away"))
  func `what others put above the root says nothing`() throws {
    let inner = try folder("a/b")
    let above = try folder("a", "language: de").appending(".surtitle.yaml")
    try #require(chown(above.string, 12_345, 12_345) == 0)
    let profiles = FolderProfiles(configuration)
    #expect(try profiles.profile(for: inner, root: inner).request.language == nil)
    #expect(try profiles.profile(for: inner, root: media.path.appending("a")).request.language == "de")
  }

  @Test func `flags win`() throws {
    let folder = try folder("x", "language: de\nplugins: {whisper: {model: large}}")
    let profiles = FolderProfiles(configuration) { recognizer in
      .object([
        "language": .string("fr"), "plugins": .object([recognizer: .object(["workers": .integer(9)])]),
      ])
    }
    let profile = try profiles.profile(for: folder, root: media.path)
    #expect(profile.request.language == "fr")
    #expect(profile.recognizer.configuration == .object(["model": .string("large"), "workers": .integer(9)]))
  }

  @Test func `files are read once in a run`() throws {
    let folder = try folder("x", "language: de")
    let profiles = FolderProfiles(configuration)
    #expect(try profiles.profile(for: folder, root: media.path).request.language == "de")
    try media.write("language: [", to: "x/.surtitle.yaml")
    #expect(try profiles.profile(for: folder, root: media.path).request.language == "de")
    #expect(throws: ConfigurationDiagnostics.self) {
      try FolderProfiles(configuration).profile(for: folder, root: media.path)
    }
  }

  @Test(arguments: [
    ("langauge: de", ".surtitle.yaml:1:1: /langauge: unknown setting; did you mean “language”?"),
    (
      "a: [1",
      ".surtitle.yaml:2:1: this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'"
    ),
    ("- a", ".surtitle.yaml: this must be an object, not a list"),
    (
      "version: 1\nprofiles: {}",
      ".surtitle.yaml:2:1: /profiles: unknown setting; the settings here are annotators, cueing, filters, index, inherits, "
        + "language, minimumTrust, notify, outputs, plugins, recognizer, reports, shotChanges, sidecars, skip, tracks, translate, untrusted"
    ),
    (
      "inherits: moderation",
      ".surtitle.yaml:1:1: /inherits: a folder's settings are laid over the profile of the run, whichever that is; "
        + "remove this"
    ),
    ("outputs: [srt, srtt]", ".surtitle.yaml:1:16: /outputs/1: no plug-in writes “srtt”; did you mean “srt”?"),
    (
      "recognizer: spotter", ".surtitle.yaml:1:1: /recognizer: “spotter” is of the kind annotator, not speechRecognizer"
    ),
  ])
  func `faults are told in their file`(yaml: String, message: String) throws {
    #expect(try problem(yaml) == message)
  }

  @Test func `what a folder must not do is refused with the reason`() throws {
    let message = try problem("plugins: {whisper: {model: x}}", forbidden: ["/plugins/whisper/model": "models are big"])
    #expect(
      message == ".surtitle.yaml:1:21: /plugins/whisper/model: this cannot be set in a folder: models are big")
    let folder = try folder("y", "plugins: {whisper: {workers: 3}}")
    let profiles = FolderProfiles(configuration, forbidden: ["/plugins/whisper/model": "models are big"])
    #expect(throws: Never.self) { try profiles.profile(for: folder, root: media.path) }
  }

  @Test func `what a plug-in guards is for profiles alone`() throws {
    #expect(
      try problem("plugins: {mask: {address: x}}")
        == ".surtitle.yaml:1:18: /plugins/mask/address: this cannot be set in a folder: it would tell strangers")
    let folder = try folder("z", "plugins: {mask: {mask: x}}")
    #expect(throws: Never.self) { try FolderProfiles(configuration).profile(for: folder, root: media.path) }
  }

  @Test func `a file under a name that is nearly right is not passed over`() throws {
    try media.write("language: de", to: "x/.surtitle.yml")
    let folder = media.path.appending("x")
    #expect { try FolderProfiles(configuration).profile(for: folder, root: media.path) } throws: {
      "\($0)".hasSuffix(".surtitle.yml: this file is not read; call it .surtitle.yaml")
    }
  }

  @Test func `only files are read`() throws {
    let folder = try folder("x")
    try media.makeFolder("x/.surtitle.yaml")
    #expect { try FolderProfiles(configuration).profile(for: folder, root: media.path) } throws: {
      "\($0)".hasSuffix(".surtitle.yaml: this is not a file")
    }
  }
}
