import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct UsageTests {
  let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [
    ["--help"], ["run", "--help"], ["plan", "-h"], ["help", "transcribe"], ["models", "pull", "--help"],
  ])
  func helpsOnStandardOutput(arguments: [String]) async throws {
    let outcome = try await program.run(arguments.map { Array($0.utf8) })
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("USAGE: surtitle"))
    #expect(outcome.error.isEmpty)
  }

  @Test func tellsItsVersion() async throws {
    let outcome = try await program("--version")
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
  }

  @Test(arguments: [
    ["runn"], ["run"], ["run", "--jobs", "0", "media"], ["run", "--jobs", "many", "media"],
    ["run", "--quiet", "--verbose", "media"],
    ["run", "nowhere"], ["plan", "nowhere"], ["run", "--force", "recognize-it", "media"],
    ["run", "--profile", "x", "media"],
    ["run", "--formats", "docx", "media"], ["run", "--language", "?", "media"], ["transcribe", "nowhere.mp4"],
    ["plan", "--force", "recognize-it", "media"], ["transcribe", "--format", "xyz", "media"],
    ["plugins", "info", "nothing"], ["models", "pull", "nothing"], ["config", "check", "--config", "nowhere.json"],
    ["plan", "--numerals", "roman", "media"], ["transcribe", "--numerals", "Digits", "media/Film.mkv"],
    ["models", "bench", "--precision", "float8"], ["models", "bench", "--batch", "0"],
    ["subtitles", "check", "--shots", "x.srt"], ["subtitles", "check", "--frame-rate", "1/99999999999", "x.srt"],
    ["subtitles", "check", "--frame-rate", "0.0001", "x.srt"], ["store", "gc", "--older-than", "inf"],
  ])
  func refusesWrongUsage(arguments: [String]) async throws {
    let outcome = try await program.run(arguments.map { Array($0.utf8) })
    #expect(outcome.status == 2, "\(arguments): \(outcome.error)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.error.isEmpty)
  }

  @Test func namesThePrecisionsThereAre() async throws {
    let settings = #"{"version": 1, "profiles": {"subtitles": {"plugins": {"whisper": {"precision": "half"}}}}}"#
    try program.folder.write(settings, to: "config.json")
    let outcome = try await program("plan", "media", "--config", "config.json")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("“half” is none of auto, int8, bfloat16, float16, float32"))
  }

  @Test func listsModelsThatNobodyMeasured() async throws {
    let outcome = try await program("models", "list")
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == "model            size      memory  speed  languages  licence")
    #expect(outcome.lines.contains { $0.hasPrefix("large-v3-turbo   1.6 GB    –       –      100        MIT") })
    #expect(outcome.error.contains("“surtitle models bench” measures them"))
  }

  @Test func tellsOfMeasurementsThatCannotBeRead() async throws {
    try program.folder.makeFolder("state")
    try program.folder.write("{", to: "state/benchmarks.json")
    let state = program.folder.path.appending("state").string
    let outcome = try await program("models", "list", environment: ["SURTITLE_STATE": state])
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("state/benchmarks.json holds no measurements"))
  }

  @Test func suggestsTheNearestModel() async throws {
    let pull = try await program("models", "pull", "smal")
    #expect(pull.status == 2)
    #expect(pull.error.contains("did you mean “small”?"))
    let bench = try await program("models", "bench", "tubro")
    #expect(bench.status == 3)
    #expect(bench.error.contains("did you mean “turbo”?"))
  }

  @Test func knowsOtherNamesOfModels() async throws {
    let bench = try await program("models", "bench", "turbo")
    #expect(bench.status == 3)
    #expect(bench.error.contains("run: surtitle models pull large-v3-turbo"))
  }

  @Test func measuresNoModelThatIsNotHere() async throws {
    let outcome = try await program("models", "bench", "nothing")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("no model is called \"nothing\"; known are base,"))
  }

  @Test(.timeLimit(.minutes(1))) func aStalledPipeCanBeInterrupted() async throws {
    // Background jobs of scripts ignore Ctrl-C, so SIGTERM.
    let outcome = try await program.shell(
      """
      mkdir work; mkfifo pipe; sleep 30 > pipe & WRITER=$!
      TMPDIR=$PWD/work $SURTITLE transcribe - < pipe & PROGRAM=$!
      until ls work/*/input > /dev/null 2>&1; do sleep 0.1; done
      kill $PROGRAM; wait $PROGRAM; STATUS=$?; kill $WRITER; exit $STATUS
      """
    )
    #expect(outcome.status == 130)
    #expect(outcome.error.contains("surtitle: interrupted"))
  }

  @Test func suggestsWhatWasMeant() async throws {
    #expect(try await program("run", "--profile", "subtitel", "media").error.contains("did you mean “subtitles”?"))
    #expect(try await program("run", "--force", "recognize", "media").error.contains("did you mean “recognise”?"))
    #expect(try await program("plugins", "info", "subrib").error.contains("did you mean “subrip”?"))
  }

  @Test func namesTheFormatsThatThereAre() async throws {
    let outcome = try await program("transcribe", "--format", "xyz", "film.mp4")
    #expect(outcome.error.contains("there is no format “xyz”; there are txt, srt, vtt, ttml, ass, "))
    #expect(try await program("run", "--formats", "xyz", "media").error.contains("there are srt, vtt, ttml, ass, "))
  }

  @Test func saysThatAFolderHoldsNoMedia() async throws {
    let outcome = try await program("run", "media")
    #expect(outcome.status == 0)
    #expect(outcome.error == "no media files found in media\n")
  }

  @Test func saysWhereTheStateCannotBeKept() async throws {
    try program.folder.write("not really", to: "media/film.mp4")
    let outcome = try await program("plan", "media", environment: ["SURTITLE_STATE": "/proc/nowhere"])
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("SURTITLE_STATE"))
  }

  @Test func survivesAReaderThatGoesAway() async throws {
    for number in 1...300 { try program.folder.write("x\(number)", to: "media/\(number).mp4") }
    let outcome = try await program.shell("\"$SURTITLE\" plan media | head -n 1")
    #expect(outcome.status == 0)
    #expect(outcome.output == "media/1.mp4\n")
    #expect(outcome.error.isEmpty)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completesInShells(shell: String) async throws {
    let outcome = try await program("--generate-completion-script", shell)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("transcribe"))
  }

  /// Without the whole usage behind it.
  @Test(arguments: [
    ["run"], ["run", "--jobs", "many", "media"], ["report", "--format"], ["runn"],
    ["report", "media", "--format", "x"],
  ])
  func whatIsWrongIsOneLine(arguments: [String]) async throws {
    let error = try await program.run(arguments.map { Array($0.utf8) }).error
    #expect(error.hasPrefix("Error: ") && error.split(separator: "\n").count == 1, "\(error)")
  }
}
