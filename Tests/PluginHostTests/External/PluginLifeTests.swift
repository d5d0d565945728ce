import Foundation
import PluginHost
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Transcript

/// When processes of plug-ins start and end, and what of it counts.
@Suite(.timeLimit(.minutes(10)))
struct PluginLifeTests {
  private static let hello = PluginFailureTests.hello

  // MARK: Start

  @Test func `signs of life do not make the start longer`() async throws {
    let fixture = try ExternalFixture(
      Self.hello + """
        read()
        while True:
            say({"method": "$/log", "params": {"level": "debug", "message": "loading"}})
            time.sleep(0.05)
        """
    ) { $0.start = .seconds(1) }
    let start = ContinuousClock.now
    #expect(try await fixture.failure()?.code == .handshake)
    #expect(start.duration(to: .now) < .seconds(15))
  }

  @Test func `settings that it refuses are no crash`() async throws {
    let fixture = try ExternalFixture(
      """
      def start(settings):
          raise surtitle_plugin.Refusal("there is no such mark", surtitle_plugin.INVALID_PARAMS)
      surtitle_plugin.serve(filter=lambda request: None, start=start)
      """)
    for _ in 0..<5 {
      let failure = await #expect(throws: PluginFailure.self) { try await fixture.filter() }
      #expect(failure?.code == .refusal && failure?.description.contains("no such mark") == true)
    }
    await fixture.host.shutDown()
  }

  @Test func `those that it refuses and ends by itself are none either`() async throws {
    let fixture = try ExternalFixture(
      Self.hello + "say({'id': read()['id'], 'error': {'code': -32603, 'message': 'no such mark'}}); os._exit(1)")
    for _ in 0..<5 {
      #expect(await #expect(throws: PluginFailure.self) { try await fixture.filter() }?.code == .refusal)
    }
    await fixture.host.shutDown()
  }

  @Test func `one that starts wrongly is ended`() async throws {
    for answer in [
      "{'protocolVersion': 1}",
      "{'protocolVersion': 1, 'plugin': {'name': 'x', 'version': '1'}, "
        + "'capabilities': {'parallelRequests': 0}}",
    ] {
      let fixture = try ExternalFixture(Self.hello + "say({'id': read()['id'], 'result': \(answer)}); time.sleep(600)")
      #expect(await #expect(throws: PluginFailure.self) { try await fixture.filter() }?.code == .garbage)
      #expect(try await TestProcesses.isNoneLeft(with: fixture.folder.path.lastComponent?.string ?? ""))
      await fixture.host.shutDown()
    }
  }

  // MARK: Crashes

  @Test func `those who wait are not failed by the crash of another`() async throws {
    let fixture = try ExternalFixture(
      """
      import pathlib
      mark = pathlib.Path(os.environ["TMPDIR"], "crashed")
      def work(request):
          if not mark.exists():
              mark.write_text("x")
              time.sleep(0.5)
              os._exit(1)
          return request.transcript
      surtitle_plugin.serve(filter=work, parallel_requests=1)
      """)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for count in 1...6 {
        group.addTask { (try? await fixture.filter(wordTranscript(count)))?.segments.count == count }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 } == 5, "\(outcomes)")
    await fixture.host.shutDown()
  }

  @Test func `a crash while nothing is asked counts`() async throws {
    let fixture = try ExternalFixture(
      Self.hello + """
        greet()
        message = read()
        say({"id": message["id"], "result": {"transcript": message["params"]["transcript"]}})
        os._exit(1)
        """, records: "records.json")
    _ = try await fixture.filter()
    let file = fixture.folder.path.appending("records.json").string
    func crashes() -> Bool {
      FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }?
        .contains(#""crashes" : 1"#) == true
    }
    for _ in 0..<1_000 where !crashes() { try await Task.sleep(for: .milliseconds(10)) }
    #expect(crashes())
    await fixture.host.shutDown()
  }

  @Test func `one that many asked and that crashes counts once`() async throws {
    let fixture = try ExternalFixture(
      Self.hello + "greet(); read(); read(); time.sleep(0.2); os._exit(1)", records: "records.json")
    for _ in 0..<2 {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<2 { group.addTask { await #expect(throws: PluginFailure.self) { try await fixture.filter() } } }
      }
    }
    await fixture.host.shutDown()
    let manifest = try DiscoveredPlugin(in: fixture.folder.path.appending("plugin")).manifest
    let records = try PluginRecords(file: fixture.folder.path.appending("records.json"))
    #expect(records.trouble(with: manifest)?.crashes == 2)
  }

  // MARK: End

  @Test func `signs of life do not make the end longer`() async throws {
    let fixture = try ExternalFixture(
      Self.hello + """
        greet()
        message = read()
        say({"id": message["id"], "result": {"transcript": message["params"]["transcript"]}})
        while True:
            say({"method": "$/log", "params": {"level": "debug", "message": "saving"}})
            time.sleep(0.05)
        """)
    _ = try await fixture.filter()
    let start = ContinuousClock.now
    await fixture.host.shutDown()
    #expect(start.duration(to: .now) < .seconds(15))
  }

  /// Bubblewrap would end at once, and with it the plug-in before it has tidied up.
  @Test func `SIGTERM is for the plug-in, which has time to tidy up`() async throws {
    let fixture = try ExternalFixture(
      """
      import signal
      def tidy(*arguments):
          time.sleep(0.3)
          print("tidied up", file=sys.stderr, flush=True)
          os._exit(5)
      signal.signal(signal.SIGTERM, tidy)
      def hang(request):
          request.progress(0)
          time.sleep(600)
      surtitle_plugin.serve(filter=hang)
      """
    ) {
      $0.silence = .seconds(2)
      $0.termination = .seconds(20)
    }
    let failure = try #require(try await fixture.failure())
    #expect(failure.code == .hang && failure.complaint.contains("tidied up"), "\(failure)")
  }

  @Test func `a cancelled task waits for the end as well`() async throws {
    let fixture = try ExternalFixture(
      """
      import signal
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      surtitle_plugin.serve(filter=lambda request: request.transcript)
      time.sleep(600)
      """)
    _ = try await fixture.filter()
    let ending = Task { await fixture.host.shutDown() }
    ending.cancel()
    await ending.value
    #expect(TestProcesses.running(with: fixture.folder.path.lastComponent?.string ?? "") == 0)
  }

  // MARK: The helper

  @Test(
    arguments: [
      ("sys.exit('enough')", "SystemExit: enough"),
      ("raise KeyboardInterrupt()", "KeyboardInterrupt"),
      ("request.transcript['duration'] = float('nan'); return request.transcript", "ValueError"),
      ("return {'words': {1}}", "TypeError"), ("raise ValueError('\\udcff')", "ValueError: ?"),
    ])
  func `the helper answers whatever happens`(body: String, text: String) async throws {
    let fixture = try ExternalFixture("def work(request):\n    \(body)\nsurtitle_plugin.serve(filter=work)") {
      $0.silence = .seconds(20)
    }
    for _ in 0..<2 {
      let failure = await #expect(throws: PluginFailure.self) { try await fixture.filter() }
      #expect(failure?.code == .refusal, "\(String(describing: failure))")
      #expect(failure?.message.contains(text) == true, "\(String(describing: failure))")
    }
    await fixture.host.shutDown()
  }

  /// It would take the lines of the host.
  @Test func `what reads from standard input finds its end`() async throws {
    let fixture = try ExternalFixture(
      """
      import subprocess
      def work(request):
          time.sleep(0.3)
          child = subprocess.run(["cat"], stdout=subprocess.PIPE, text=True, check=True)
          request.transcript["provenance"]["model"] = f"read: {sys.stdin.read()}{child.stdout}"
          return request.transcript
      surtitle_plugin.serve(filter=work)
      """
    ) { $0.silence = .seconds(20) }
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 { group.addTask { try await fixture.filter().provenance.model } }
      for try await model in group { #expect(model == "read: ") }
    }
    await fixture.host.shutDown()
  }

  // MARK: Log

  @Test func `what it logs neither floods nor steers a terminal`() async throws {
    let log = KeptLog()
    let fixture = try ExternalFixture(
      """
      def talk(request):
          for number in range(5_000):
              request.log("what was said")
              request.log("\\x1b[31m\\x9b\\u202e" + "line\\n" * 1_000, level="warning")
          return request.transcript
      surtitle_plugin.serve(filter=talk)
      """, logger: log.logger)
    _ = try await fixture.filter()
    await fixture.host.shutDown()
    let said = log.lines.filter { $0.contains("line line") }
    #expect((200..<2_000).contains(said.count), "\(said.count)")
    // That is for people who ask for more.
    #expect(!log.lines.contains { $0.contains("what was said") })
    #expect(said.allSatisfy { $0.count <= 1_001 && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    #expect(said.allSatisfy { !$0.contains("\u{9B}") && !$0.contains("\u{202E}") })
  }
}
