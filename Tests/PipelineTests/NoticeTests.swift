import Foundation
import Library
import Notifications
import Pipeline
import PluginHost
import SystemPackage
import TestSupport
import Testing

/// Somebody is told when the work on a file ends, whatever came of it.
@Suite struct NoticeTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  private func setup(_ notify: String) -> TestBench.Setup {
    TestBench.Setup(settings: #"{"notify": \#(notify)}"#)
  }

  private let all = #"{"webhook": "https://example.org/hook"}"#

  /// What is told, as `type name`; read once.
  private func told() throws -> [String] {
    let catalogue = try bench.planners().workspace.catalogue
    return try catalogue.notices().map { notice in
      try catalogue.removeNotice(notice.id)
      let body = try JSONValue(parsing: notice.body)
      #expect(body[key: "data"]?[key: "path"]?.string == notice.subject.string)
      #expect(body[key: "data"]?[key: "profile"]?.string == "subtitles")
      return "\(body[key: "type"]?.string ?? "") \(FilePath(bytes: notice.subject.nameBytes).string)"
    }.sorted()
  }

  @Test func `every file of a run is told of, also when there was nothing to do`() async throws {
    try bench.media.write("some words", to: "Film.wav")
    try bench.media.write("", to: "Empty.wav")
    try await bench.run(setup(all))
    #expect(try told() == ["file.done Film.wav", "file.failed Empty.wav"])
    try await bench.run(setup(all))
    #expect(try told() == ["file.failed Empty.wav", "file.up-to-date Film.wav"])
    try await bench.run(
      TestBench.Setup(settings: #"{"notify": \#(all), "skip": {"names": ["*"], "sidecars": false}}"#))
    #expect(try told() == ["file.skipped Empty.wav", "file.skipped Film.wav"])
  }

  @Test func `only what is asked for is told`() async throws {
    try bench.media.write("some words", to: "Film.wav")
    let setup = setup(#"{"command": ["/bin/true"], "on": ["done"]}"#)
    try await bench.run(setup)
    #expect(try told() == ["file.done Film.wav"])
    try await bench.run(setup)
    #expect(try told().isEmpty)
  }

  @Test func `what was done in a run that was killed is told by the next`() async throws {
    try bench.media.write("some words", to: "Film.wav")
    try await bench.run()
    let path = bench.media.path.appending("Film.wav")
    let catalogue = try bench.planners().workspace.catalogue
    let identity = try #require(FileStatus.at(path)).identity
    try catalogue.record([Job(path: path, state: .running, run: "surtitle-killed", identity: identity, updated: 0)])
    try bench.crash("surtitle-killed", signal: nil)
    let planners = try bench.planners(setup(all))
    #expect(try planners.workspace.catalogue.job(of: path) == nil)
    var survey = Survey(planners)
    for case .folder(let folder) in try bench.walk() {
      for finding in try survey.findings(in: folder) {
        guard case .open = finding else { Issue.record("it would never be told of"); continue }
      }
    }
  }

  @Test(arguments: [
    (#"{"webhook": "ftp://x"}"#, "/notify/webhook"), (#"{"webhook": "no address"}"#, "/notify/webhook"),
    (#"{"secret": "whsec_x"}"#, "/notify/secret"), (#"{"on": ["don"]}"#, "/notify/on/0"),
    (#"{"timeout": 0}"#, "/notify/timeout"), (#"{"timeout": 101}"#, "/notify/timeout"),
    (#"{"command": [""]}"#, "/notify/command"), (#"{"webhok": "https://x"}"#, "/notify/webhok"),
  ])
  func `what cannot be is refused`(notify: String, pointer: String) throws {
    let error = try #require(throws: ConfigurationDiagnostics.self) { try bench.profile(#"{"notify": \#(notify)}"#) }
    #expect(error.diagnostics.map(\.pointer) == [pointer])
  }

  @Test func `what the machine lacks is told before anything is done`() async throws {
    for (notify, text) in [
      (#"{"webhook": "https://x", "secret": "env:NONE"}"#, "$NONE is not set"),
      (#"{"webhook": "https://x", "secret": "file:/nowhere"}"#, "cannot be read"),
      (#"{"command": ["/nowhere/hook"]}"#, "/nowhere/hook"),
    ] {
      let rules = try bench.profile(#"{"notify": \#(notify)}"#).notify
      let error = await #expect(throws: (any Error).self) { try await rules.check([:]) }
      #expect("\(try #require(error))".contains(text))
    }
  }
}
