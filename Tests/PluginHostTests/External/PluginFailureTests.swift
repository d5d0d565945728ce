import Foundation
import Logging
import Media
import Moderation
import PluginHost
import PluginKit
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// The failure catalogue: plug-ins in processes of their own that break, hang or talk nonsense.
@Suite(.timeLimit(.minutes(10)))
struct PluginFailureTests {
  static let hello = """
    import json
    def read():
        return json.loads(sys.stdin.readline())
    def say(message):
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\\n")
        sys.stdout.flush()
    def greet(version=1):
        say({"id": read()["id"], "result": {"protocolVersion": version, "plugin": {"name": "x", "version": "1"}}})
        read()

    """

  @Test(
    arguments: [
      ("os._exit(3)", .crash, "ended with status 3"),
      ("greet(); read(); print('Segmentation', file=sys.stderr, flush=True); os.abort()", .crash, "Segmentation"),
      ("greet(); read(); os.kill(os.getpid(), 11); time.sleep(60)", .crash, "signal 11 (Segmentation fault)"),
      ("greet(99); time.sleep(60)", .version, "version 99"),
      ("sys.stderr.write('an old model\\n'); greet(99); time.sleep(60)", .version, "it said: an old model"),
      ("time.sleep(60)", .handshake, "did not answer “initialize”"),
      ("greet(); read(); time.sleep(60)", .hang, "no sign of life"),
      ("greet(); print('Loading model…', flush=True); time.sleep(60)", .garbage, "Loading model"),
      (
        "greet(); m = read(); print('oops'); say({'id': m['id'], 'result': m['params']}); time.sleep(60)", .garbage,
        "oops"
      ),
      ("greet(); read(); say({'id': 77, 'result': {}}); time.sleep(60)", .garbage, "77"),
      ("greet(); say({'id': read()['id'], 'result': {'transcript': 5}}); time.sleep(60)", .garbage, "transcript"),
      ("greet(); say({'id': read()['id'], 'error': {'code': -32800, 'message': 'x'}})", .garbage, "body"),
      ("greet(); read()\nwhile True: say({'id': 1, 'method': 'x'})", .garbage, "does not read what it is told"),
      ("greet(); read(); sys.exit('\\x1b[31mred')", .crash, "it said:  [31mred"),
      ("greet(); read(); sys.stdout.write('x' * (70 << 20)); time.sleep(60)", .crash, "longer than"),
      ("greet(); read(); sys.stderr.write('y' * 5_000_000); sys.exit('enough')", .crash, "enough"),
    ] as [(String, PluginFailure.Code, String)])
  func `failures say what happened`(program: String, code: PluginFailure.Code, text: String) async throws {
    let fixture = try ExternalFixture(Self.hello + program) {
      if code == .hang { $0.silence = .seconds(1) }
      if code == .handshake { $0.start = .seconds(2) }
    }
    let failure = try #require(try await fixture.failure())
    #expect(failure.code == code, "\(failure)")
    #expect(failure.description.contains(text), "\(failure)")
    #expect(failure.description.contains("org.example.test"))
  }

  @Test func `a program that there is not`() async throws {
    let fixture = try ExternalFixture("")
    try fixture.folder.write(
      """
      {"id":"org.example.test","version":"1.0.0","protocol":1,"kind":"transcriptFilter","summary":"x","licence":"MIT",
      "command":["no-such-program-anywhere"]}
      """, to: "plugin/plugin.json")
    let found = try #require(PluginPath([fixture.folder.path.appending("plugin")]).find().plugins.first)
    let plugin = try RegisteredPlugin(found, host: fixture.host).configure()
    guard case .filter(let filter) = plugin.instance else { return }
    let failure = await #expect(throws: PluginFailure.self) {
      try await filter.apply(.none, to: wordTranscript(1), in: fixture.context)
    }
    #expect(failure?.description.contains("no program “no-such-program-anywhere” on the path") == true)
  }

  @Test func `a cancelled request that is not answered ends the process`() async throws {
    let fixture = try ExternalFixture(
      Self.hello + "greet()\nid = read()['id']\nsay({'method': '$/progress', 'params': {'id': id, 'fraction': 0}})\n"
        + "time.sleep(60)"
    ) { $0.cancellation = .milliseconds(200) }
    let task = Task { try await fixture.filter() }
    while fixture.progress.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await fixture.host.shutDown()
  }

  @Test func `what is given up before it starts never runs on`() async throws {
    let fixture = try ExternalFixture("time.sleep(600)") { $0.start = .zero }
    #expect(try await fixture.failure()?.code == .handshake)
    #expect(try await TestProcesses.isNoneLeft(with: fixture.folder.path.lastComponent?.string ?? ""))
  }

  @Test func `after three crashes it is left alone`() async throws {
    let fixture = try ExternalFixture("open(os.environ['TMPDIR'] + '/starts', 'a').write('x')\nos._exit(1)")
    var codes: [PluginFailure.Code?] = []
    for _ in 0..<5 {
      codes.append(await #expect(throws: PluginFailure.self) { try await fixture.filter() }?.code)
    }
    #expect(codes == [.crash, .crash, .crash, .quarantine, .quarantine])
    let files = FileManager.default.enumerator(atPath: fixture.folder.path.string)
    let starts = try #require(files?.compactMap { $0 as? String }.first { $0.hasSuffix("tmp/starts") })
    #expect(try String(contentsOfFile: fixture.folder.path.appending(starts).string, encoding: .utf8) == "xxx")
  }

  @Test func `what ignores the end of its input is ended, with all that it started`() async throws {
    let token = UInt64.random(in: 1 << 40...1 << 50)
    let fixture = try ExternalFixture(
      """
      import signal, subprocess
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      def spawn(request):
          subprocess.Popen(["sleep", "\(token)"])
          return request.transcript
      surtitle_plugin.serve(filter=spawn)
      time.sleep(300)
      """)
    _ = try await fixture.filter()
    #expect(TestProcesses.running(with: "\(token)") > 0)
    await fixture.host.shutDown()
    #expect(try await TestProcesses.isNoneLeft(with: "\(token)"))
  }
}
