import Foundation
import SystemPackage
import TestSupport
import Testing

/// The whole way with a real model, where the machine has one.
@Suite(.enabled(if: InstalledModels.folder != nil)) struct RecognitionTests {
  let program: Program

  init() throws { program = try Program() }

  private static let address = Project.root.appending(
    "Samples/Library/Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4")

  private func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
  }

  @Test func readsStandardInputAndNamedPipes() async throws {
    let models = try #require(InstalledModels.folder)
    let file = Self.address.string
    let line = "export SURTITLE_MODELS='\(models)'; "
    let plain = try await program.shell(line + "$SURTITLE transcribe '\(file)'")
    #expect(words(plain.output).contains("country"))
    let piped = try await program.shell(line + "cat '\(file)' | $SURTITLE transcribe -")
    #expect(piped.output == plain.output)
    let named = try await program.shell(
      line + "mkfifo pipe; cat '\(file)' > pipe & $SURTITLE transcribe pipe --format srt")
    #expect(named.output.hasPrefix("1\n00:00:0"))
    #expect(named.error.isEmpty)
    let empty = try await program.shell(line + "$SURTITLE transcribe - < /dev/null")
    #expect(empty.status == 1)
    #expect(empty.error.contains("standard input: nothing came through it"))
  }

  @Test func anotherPrecisionHearsTheSame() async throws {
    let models = ["SURTITLE_MODELS": try #require(InstalledModels.folder)]
    let settings = #"{"version": 1, "profiles": {"subtitles": {"plugins": {"whisper": {"precision": "float32"}}}}}"#
    let configuration = try program.folder.write(settings, to: "float32.json").string
    let usual = try await program("transcribe", Self.address.string, environment: models)
    let exact = try await program("transcribe", Self.address.string, "--config", configuration, environment: models)
    #expect(!words(exact.output).isEmpty)
    let difference = words(exact.output).difference(from: words(usual.output))
    #expect(difference.count <= 2, "\(difference)")
  }

  @Test func textTakesTheFormThatIsAskedFor() async throws {
    let models = ["SURTITLE_MODELS": try #require(InstalledModels.folder)]
    let settings = """
      {"version": 1, "profiles": {"subtitles": {"plugins": {"whisper": {"punctuation": "none", "casing": "lower"}}}}}
      """
    let configuration = try program.folder.write(settings, to: "lexical.json").string
    let written = try await program("transcribe", Self.address.string, environment: models)
    let lexical = try await program(
      "transcribe", Self.address.string, "--numerals", "words", "--config", configuration, environment: models)
    #expect(words(lexical.output) == words(written.output))
    let plain = lexical.output.allSatisfy { $0.isLowercase || $0.isWhitespace || "'-".contains($0) }
    #expect(plain, "\(lexical.output)")
  }

  @Test func anotherFormIsAnotherRecognition() async throws {
    let models = ["SURTITLE_MODELS": try #require(InstalledModels.folder)]
    let run = ["run", Self.address.string, "--output", "out", "--formats", "json"]
    func program(_ arguments: [String]) async throws -> Program.Outcome {
      try await self.program.run(arguments.map { Array($0.utf8) }, environment: models)
    }
    #expect(try await program(run).status == 0)
    let plan = ["plan"] + run.dropFirst() + ["--json"]
    func isStale(_ plan: String) -> Bool { plan.contains("stale") }
    #expect(try await !isStale(program(plan).output))
    #expect(try await !isStale(program(plan + ["--numerals", "model"]).output))
    #expect(try await isStale(program(plan + ["--numerals", "digits"]).output))
  }

  @Test func whatNoFileCouldDoWithoutEndsTheRun() async throws {
    let models = ["SURTITLE_MODELS": try #require(InstalledModels.folder)]
    let settings = #"{"version": 1, "profiles": {"subtitles": {"plugins": {"whisper": {"device": "XPU"}}}}}"#
    let configuration = try program.folder.write(settings, to: "device.json").string
    for arguments in [["transcribe"], ["run", "--output", "out"]] {
      let all = arguments + [Self.address.string, "--config", configuration]
      let outcome = try await program.run(all.map { Array($0.utf8) }, environment: models)
      #expect(outcome.status == 3)
      #expect(outcome.error.contains("“XPU”") && outcome.error.contains("CPU"), "\(outcome.error)")
    }
  }

  @Test func anInterruptionLeavesNoTemporaryFiles() async throws {
    let models = try #require(InstalledModels.folder)
    let outcome = try await program.shell(
      """
      mkdir tmp; export SURTITLE_MODELS='\(models)' TMPDIR="$PWD/tmp"
      timeout --signal INT 0.4 $SURTITLE transcribe '\(Self.address.string)' > /dev/null
      echo $?; ls -A tmp
      """)
    #expect(outcome.output == "124\n", "\(outcome.output)")
  }

  @Test func measuresWhatRecognitionCosts() async throws {
    let models = ["SURTITLE_MODELS": try #require(InstalledModels.folder)]
    let outcome = try await program(
      "models", "bench", "--json", "--workers", "1", "--batch", "1", "--precision", "float32", environment: models)
    #expect(outcome.status == 0, "\(outcome.error)")
    let report = try #require(try program.json(outcome.output) as? [String: Any])
    let choice = try #require(report["choice"] as? [String: Any])
    let measured = try #require(report["measured"] as? [String: Any])
    #expect(choice["arithmetic"] as? String == "float32")
    #expect(choice["workers"] as? Int == 1)
    #expect((measured["timesRealTimePerWorker"] as? Double ?? 0) > 0.1)
    let stages = try #require(measured["secondsPerWindow"] as? [String: Double])
    #expect(stages.count == 5 && stages.values.allSatisfy { $0 > 0 })
    // Settings that nobody chooses are not what a list should show.
    #expect(try await performance("base", environment: models) == nil)
  }

  @Test func listsWhatWasMeasured() async throws {
    let models = ["SURTITLE_MODELS": try #require(InstalledModels.folder)]
    let outcome = try await program("models", "bench", environment: models)
    #expect(outcome.status == 0, "\(outcome.error)")
    let base = try #require(try await performance("base", environment: models))
    let small = try #require(try await performance("small", environment: models))
    #expect(base["basis"] as? String == "measured")
    #expect((base["timesRealTime"] as? Double ?? 0) > 0.1)
    #expect(small["basis"] as? String == "estimated")
    #expect(small["from"] as? String == "base")
  }

  /// What the list of models says of one.
  private func performance(_ name: String, environment: [String: String]) async throws -> [String: Any]? {
    let list = try await program("models", "list", "--json", environment: environment)
    let rows = try #require(try program.json(list.output) as? [[String: Any]])
    return try #require(rows.first { $0["name"] as? String == name })["performance"] as? [String: Any]
  }
}

private enum InstalledModels {
  /// The folder with the models that the default profile needs.
  static let folder: String? = {
    let environment = ProcessInfo.processInfo.environment
    let data = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
    let folder = environment["SURTITLE_MODELS"] ?? data + "/surtitle/models"
    return ["base/model.bin", "silero-vad/silero_vad_16k.safetensors"]
      .allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0)") } ? folder : nil
  }()
}
