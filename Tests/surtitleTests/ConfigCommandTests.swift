import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct ConfigCommandTests {
  let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [["config", "dump"], ["config", "dump", "--effective"]])
  func printsAConfigurationThatCanBeUsed(arguments: [String]) async throws {
    let dump = try await program.run(arguments.map { Array($0.utf8) })
    #expect(dump.status == 0)
    let file = try program.folder.write(dump.output, to: "config.json")
    #expect(try await program("config", "check", "--config", file.string).status == 0)
    #expect(try await program("config", "dump", "--effective", "--config", file.string).status == 0)
  }

  @Test(arguments: [
    ("{", "this is not JSON"), ("{\"version\": 1, \"profils\": {}}", "did you mean “profiles”?"),
    (
      "{\"version\": 1, \"profiles\": {\"subtitles\": {\"plugins\": {\"subrip\": {\"bomm\": 1}}}}}",
      "/plugins/subrip/bomm"
    ),
    ("{\"version\": 1, \"styles\": {\"ours\": {\"look\": {\"hasBx\": true}}}}", "did you mean “hasBox”?"),
    ("{\"version\": 1, \"styles\": {\"ours\": {\"look\": {\"sideMargin\": 0.6}}}}", "this must be 0 to 0.45"),
  ])
  func namesTheFileAndTheFault(text: String, message: String) async throws {
    let file = try program.folder.write(text, to: "my.json")
    let outcome = try await program("config", "check", environment: ["SURTITLE_CONFIG": file.string])
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("my.json"))
    #expect(outcome.error.contains(message))
  }

  @Test func printsYAMLThatCanBeUsed() async throws {
    let dump = try await program("config", "dump", "--yaml", "--effective")
    #expect(dump.status == 0 && dump.output.hasPrefix("version: 1\nprofiles:\n"))
    let file = try program.folder.write(dump.output, to: "config.yaml")
    #expect(try await program("config", "check", "--config", file.string).status == 0)
    let again = try await program("config", "dump", "--yaml", "--effective", "--config", file.string)
    #expect(again.output == dump.output)
  }

  @Test func tellsAllFaultsOfAllFiles() async throws {
    try program.folder.write("version: 1\nprofiles:\n  a: {inherits: b}\n  b: {outputs: str}\n", to: "config.yaml")
    try program.folder.write("outputs: [srt]\nlanguage: no\n", to: "good.yml")
    try program.folder.write("{\"langauge\": \"de\"}", to: "bad.json")
    try program.folder.write("inherits: moderation\ntranslate: yes\n", to: "media/.surtitle.yaml")
    let outcome = try await program(
      "config", "check", "config.yaml", "good.yml", "bad.json", "media/.surtitle.yaml", "none.yaml")
    #expect(outcome.status == 2)
    #expect(
      outcome.error.split(separator: "\n") == [
        "surtitle: config.yaml:4:7: /profiles/b/outputs: this must be a list, not a text",
        "good.yml: no problems", "surtitle: bad.json: /langauge: unknown setting; did you mean “language”?",
        "surtitle: \(program.folder.path)/media/.surtitle.yaml:1:1: /inherits: a folder's settings are laid over the "
          + "profile of the run, whichever that is; remove this",
        "surtitle: none.yaml: cannot look at it: No such file or directory",
      ])
  }

  @Test func tellsListsThatAreNotThere() async throws {
    let profile = "annotators: [vocabulary]\nplugins:\n  vocabulary:\n    lists: [profanity, mien]\n"
    try program.folder.write(profile, to: "mine.yaml")
    try program.folder.write(
      "version: 1\nprofiles:\n  a: {annotators: [vocabulary], plugins: {vocabulary: {lists: [mien]}}}\n",
      to: "config.yaml")
    try program.folder.write("plugins: {vocabulary: {lists: [mien]}}\n", to: "media/.surtitle.yaml")
    let lists = ["SURTITLE_VOCABULARIES": program.folder.path.appending("lists").string]
    for (words, place) in [
      (["mine.yaml"], "mine.yaml:4:"), (["config.yaml"], "config.yaml:3:"),
      (["--config", "config.yaml"], "config.yaml:3:"),
      (["media/.surtitle.yaml", "--profile", "moderation"], ".surtitle.yaml:1:"),
    ] {
      let words = (["config", "check"] + words).map { Array($0.utf8) }
      let outcome = try await program.run(words, environment: lists)
      #expect(outcome.status == 2, "\(words)")
      #expect(
        outcome.error.contains(place) && outcome.error.contains("mien: there is no such list"), "\(outcome.error)")
      try program.folder.write("# language: en\na1\n", to: "lists/mien.txt")
      #expect(try await program.run(words, environment: lists).status == 0)
      try FileManager.default.removeItem(atPath: program.folder.path.appending("lists/mien.txt").string)
    }
  }

  @Test func takesAProfileInAFile() async throws {
    try program.folder.write("outputs: [webvtt]\nlanguage: xx yy\n", to: "mine.yaml")
    for name in ["mine.yaml", "./mine.yaml"] {
      let outcome = try await program("plan", "--profile", name, "media")
      #expect(outcome.status == 2)
      #expect(outcome.error.contains("mine.yaml:2:1: /language: “xx yy” is no language"))
    }
    let missing = try await program("plan", "--profile", "their.yaml", "media")
    #expect(missing.status == 2 && missing.error.contains("their.yaml"))
    let unknown = try await program("plan", "--profile", "moderatoin", "media")
    #expect(unknown.status == 2 && unknown.error.contains("did you mean “moderation”?"))
  }

  @Test(arguments: ["subtitles", "moderation", "everything"]) func hasProfiles(name: String) async throws {
    #expect(try await program("plan", "--profile", name, "media").status == 0)
  }

  @Test func hasASchemaThatItsOwnConfigurationKeeps() async throws {
    let check = try SchemaCheck(Data(try await program("config", "schema").output.utf8))
    for arguments in [["config", "dump"], ["config", "dump", "--effective"]] {
      let dump = try await program.run(arguments.map { Array($0.utf8) })
      #expect(try check.problems(of: Data(dump.output.utf8)) == [])
    }
    let precision = #"{"version": 1, "profiles": {"a": {"plugins": {"whisper": {"precision": "int4"}}}}}"#
    #expect(try check.problems(of: Data(precision.utf8)).count == 1)
  }

  @Test(.enabled(if: CrossCheck.isAvailable)) func schemaCrossCheck() async throws {
    let folder = program.folder
    let schema = try folder.write(try await program("config", "schema").output, to: "schema.json")
    let dump = try folder.write(try await program("config", "dump", "--effective").output, to: "dump.json")
    #expect(try CrossCheck.problems(of: [dump.string], schema: schema.string) == "")
    let profile = try folder.write(try await program("config", "schema", "--profile").output, to: "profile.json")
    let good = try folder.write(#"{"outputs": ["srt"], "inherits": "subtitles"}"#, to: "good.json")
    #expect(try CrossCheck.problems(of: [good.string], schema: profile.string) == "")
    let bad = try folder.write(#"{"output": ["srt"]}"#, to: "bad.json")
    #expect(try CrossCheck.problems(of: [bad.string], schema: profile.string).contains("'output' was unexpected"))
  }

  @Test func samplesCanBeUsed() async throws {
    let samples = Project.root.appending("Samples/Profiles")
    let names = try FileManager.default.contentsOfDirectory(atPath: samples.string).filter { $0.hasSuffix(".yaml") }
    #expect(names.contains("broadcast.yaml"))
    for name in names {
      let outcome = try await program("config", "check", samples.appending(name).string)
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(try await program("plan", "--profile", samples.appending(name).string, "media").status == 0)
    }
  }

  @Test(arguments: ["config.yaml", "config.yml"]) func findsYAMLOfTheUser(name: String) async throws {
    try program.folder.write("version: 9", to: ".config/surtitle/\(name)")
    let outcome = try await program("plan", "media")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("\(name):1:1: /version: the highest supported configuration version is 1"))
  }

  @Test func doesNotChooseBetweenFiles() async throws {
    try program.folder.write("version: 1", to: ".config/surtitle/config.yaml")
    let json = try program.folder.write("{\"version\": 1}", to: ".config/surtitle/config.json")
    let outcome = try await program("plan", "media")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("config.yaml and ") && outcome.error.contains("config.json; keep one"))
    #expect(try await program("plan", "media", "--config", json.string).status == 0)
  }

  @Test func findsTheFileOfTheUser() async throws {
    try program.folder.write("{\"version\": 9}", to: ".config/surtitle/config.json")
    let outcome = try await program("plan", "media")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("/version: the highest supported configuration version is 1, this file says 9"))
  }

  @Test func whatWillHardlyDoWhatIsMeantIsAWarning() async throws {
    func check(_ profile: String) async throws -> [String] {
      let folder = program.folder
      try folder.write(#"{"version": 1, "profiles": {"mine": \#(profile)}}"#, to: "mine.json")
      let outcome = try await program("config", "check", "mine.json")
      #expect(outcome.status == 0, "\(outcome.error)")
      return outcome.error.split(separator: "\n").map(String.init).filter { $0.contains("warning") }
    }
    let unused = try await check(
      #"{"annotators": ["vocabulary"], "plugins": {"vocabulary": {"method": "mask", "categoryMethods": {"sexual": "remove"}}}}"#
    )
    #expect(
      unused.count == 2 && unused[0].hasPrefix("surtitle: warning: profile “mine”: /plugins/vocabulary/method: “mask”"))
    #expect(unused[0].contains("filters: [masking]") && unused[1].contains("/categoryMethods/sexual: “remove”"))
    #expect(
      try await check(
        #"{"annotators": ["vocabulary"], "filters": ["masking"], "plugins": {"vocabulary": {"method": "mask"}}}"#
      ).isEmpty)
    let unknown = try await check(
      #"{"annotators": ["toxicity"], "outputs": ["report-json"], "reports": {"thresholds": {"insults": 0.7, "*": 0.1, "hate*": 0.2}, "hidden": ["nothing"]}}"#
    )
    #expect(unknown.count == 2, "\(unknown)")
    #expect(unknown.contains { $0.contains("/reports/thresholds/insults") && $0.contains("did you mean “insult”?") })
    #expect(unknown.contains { $0.contains("/reports/hidden/0: nothing in this profile finds “nothing”") })
    #expect(try await check(#"{"annotators": ["vocabulary"], "outputs": ["report-json"]}"#).isEmpty)
    #expect(try await program("config", "check").error.contains("warning") == false)
  }
}
