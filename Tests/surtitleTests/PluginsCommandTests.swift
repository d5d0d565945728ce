import Foundation
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// `surtitle plugins`, and runs with plug-ins in processes of their own.
struct PluginsCommandTests {
  let program: Program
  private static let samples = Project.root.appending("Samples/Plugins").string

  init() throws { program = try Program() }

  @Test(.timeLimit(.minutes(10)), arguments: ["subrip", "webvtt", "ttml", "transcript-json", "amazon-transcribe-json"])
  func `bundled plug-ins keep the contract`(name: String) async throws {
    let outcome = try await program("plugins", "check", name)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("\(name) keeps its contract"))
  }

  @Test(.timeLimit(.minutes(10)), .enabled(if: UserModels.areAvailable, "run “make setup” for the models"))
  func `the Whisper recogniser keeps the contract`() async throws {
    let outcome = try await program(
      "plugins", "check", "whisper", environment: ["SURTITLE_MODELS": UserModels.folder.string])
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a sample keeps the contract, by its folder and by its name`() async throws {
    for words in [["\(Self.samples)/speech-rate"], ["speech-rate", "--plugins", Self.samples]] {
      let outcome = try await program.run((["plugins", "check"] + words).map { Array($0.utf8) })
      #expect(outcome.status == 0, "\(outcome.output)")
    }
    let lines = try await program("plugins", "check", "--json", "\(Self.samples)/speech-rate").lines
    #expect(lines.last == #"{"event":"verdict","passed":true}"#)
    #expect(lines.dropLast().allSatisfy { $0.contains(#""event":"trial""#) })
  }

  @Test func `a plug-in that is not one is refused`() async throws {
    let nothing = try await program("plugins", "check", "media")
    #expect(nothing.status == 2 && nothing.error.contains("holds no plugin.json"))
    try program.folder.write(#"{"id": "org.example.x", "kind": "exportre"}"#, to: "x/plugin.json")
    let wrong = try await program("plugins", "check", "x")
    #expect(wrong.status == 2 && wrong.error.contains("/kind") && wrong.error.contains("/command"), "\(wrong.error)")
    let list = try await program("plugins", "list", "--plugins", ".")
    #expect(list.status == 0 && list.error.contains("/kind") && list.output.contains("subrip"))
  }

  /// A plug-in that asks for the network, and waits when it is asked for something.
  private func install(_ program: String) throws {
    try self.program.folder.write(
      """
      {"id":"org.example.slow","version":"1.0.0","protocol":1,"kind":"exporter","summary":"Waits","licence":"MIT",
       "command":["python3","main.py"],"fileExtension":"slow.txt","permissions":{"network":true}}
      """, to: "plugins/slow/plugin.json")
    try self.program.folder.write(program, to: "plugins/slow/main.py")
    let helper = URL(filePath: "\(Self.samples)/python-helper/surtitle_plugin.py")
    try self.program.folder.write(String(contentsOf: helper, encoding: .utf8), to: "plugins/slow/surtitle_plugin.py")
  }

  @Test func `what a plug-in asks for is granted and taken back`() async throws {
    try install("")
    let list = ["plugins", "list", "--plugins", "plugins"]
    func remark() async throws -> Bool {
      try await program.run(list.map { Array($0.utf8) }).output.contains("asks for the network")
    }
    #expect(try await remark())
    let plan = try await program("plan", "media", "--formats", "slow", "--plugins", "plugins")
    #expect(plan.status == 2 && plan.error.contains("surtitle plugins trust slow"), "\(plan.error)")
    let check = try await program("plugins", "check", "plugins/slow")
    #expect(check.status == 2 && check.error.contains("--grant"))
    let trust = try await program("plugins", "trust", "slow", "--plugins", "plugins")
    #expect(trust.status == 0 && trust.output == "granted to org.example.slow: the network\n")
    #expect(try await !remark())
    #expect(try await program("plugins", "distrust", "slow", "--plugins", "plugins").status == 0)
    #expect(try await remark())
  }

  @Test(.timeLimit(.minutes(10)), .enabled(if: UserModels.areAvailable, "run “make setup” for the models"))
  func `a plug-in ends with the program, however that ends`() async throws {
    let token = UInt64.random(in: 1 << 40...1 << 50)
    try install(
      """
      import subprocess, surtitle_plugin
      def wait(request):
          child = subprocess.Popen(["sleep", "\(token)"])
          request.progress(0.5)
          child.wait()
      surtitle_plugin.serve(export=wait)
      """)
    let clip = Project.root.appending("Samples/Library/Phone/Voice message.wav")
    try FileManager.default.copyItem(
      atPath: clip.string, toPath: program.folder.path.appending("media/Call.wav").string)
    let models = ["SURTITLE_MODELS": UserModels.folder.string]
    _ = try await program("plugins", "trust", "slow", "--plugins", "plugins")
    // A machine without bubblewrap, which ends what a plug-in started as well.
    let bare = program.folder.path.appending("bare")
    try program.folder.makeFolder("bare")
    for name in ["python3", "prlimit", "setpriv", "sleep"] {
      try FileManager.default.createSymbolicLink(
        atPath: bare.appending(name).string, withDestinationPath: "/usr/bin/\(name)")
    }
    let runs = [(Signal.kill, [:]), (.interrupt, [:]), (.interrupt, ["PATH": bare.string])]
    for (signal, path) in runs {
      _ = try await program.run(
        ["run", "media", "--json", "--formats", "slow,srt", "--plugins", "plugins"],
        environment: models.merging(path) { $1 },
        sending: signal, when: { $0.contains(#""event":"progress""#) && $0.contains(#""stage":"slow""#) })
      #expect(try await TestProcesses.isNoneLeft(with: "\(token)"))
    }
  }
}
