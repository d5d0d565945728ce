import Foundation
import Logging
import PluginHost
import PluginKit
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// `surtitle plugins check`, on plug-ins that keep the contract and on those that break it in one place.
@Suite(.timeLimit(.minutes(10)))
struct ConformanceTests {
  /// What was reported.
  private final class Report: Sendable {
    private let all = Mutex<[ConformanceFinding]>([])

    @Sendable func add(_ finding: ConformanceFinding) { all.withLock { $0.append(finding) } }
    func titles(_ verdict: ConformanceFinding.Verdict) -> [String] {
      all.withLock { $0 }.filter { $0.verdict == verdict }.map(\.title)
    }
  }

  private static func check(
    _ program: String, patience: (inout PluginPatience) -> Void = { _ in }
  ) async throws -> (isGood: Bool, report: Report) {
    let fixture = try ExternalFixture(program) {
      $0.shutdown = .seconds(2)
      patience(&$0)
    }
    let plugin = try RegisteredPlugin(
      DiscoveredPlugin(in: fixture.folder.path.appending("plugin")), host: fixture.host)
    let report = Report()
    let isGood = await Conformance(
      plugin, host: fixture.host, folder: fixture.folder.path.appending("work"), logger: fixture.context.logger
    ).run(report.add)
    return (isGood, report)
  }

  /// A plug-in without the helper, with a flaw or none.
  private static func plain(_ flaw: String) -> String {
    """
    import json, signal, threading
    flaw = "\(flaw)"
    if flaw == "hangs at start":
        time.sleep(600)
    if flaw == "goes on":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    def say(message):
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\\n")
        sys.stdout.flush()
    def refuse(id, code, text):
        say({"id": id, "error": {"code": code, "message": text}})
    for line in sys.stdin:
        try:
            message = json.loads(line)
        except ValueError:
            if flaw == "dies of nonsense":
                raise
            continue
        id, method, params = message.get("id"), message.get("method"), message.get("params") or {}
        if method == "initialize":
            if 1 not in params["protocolVersions"] and flaw != "takes any version":
                refuse(id, -32003, "only version 1")
            else:
                say({"id": id, "result": {"protocolVersion": 1, "plugin": {"name": "x", "version": "1"}}})
        elif method == "shutdown":
            if flaw == "ignores shutdown":
                time.sleep(60)
            say({"id": id, "result": None})
        elif method == "exit":
            if flaw != "goes on":
                sys.exit(7 if flaw == "ends with 7" else 0)
        elif method == "filter":
            if flaw == "prints":
                print("filtering…", flush=True)
            if flaw == "dies of missing parameters":
                params["transcript"]
            if "transcript" not in params:
                refuse(id, -32602, "there is no transcript")
                continue
            carried = params["transcript"]
            transcript = carried["inline"] if "inline" in carried else json.load(open(carried["file"]))
            if flaw == "ignores cancel" and len(transcript["segments"]) == 5000:
                time.sleep(60)
            if flaw == "loses empty ones":
                transcript["language"] = transcript["segments"][0]["language"]
            say({"id": id, "result": {"transcript": {"inline": transcript}}})
        elif id is not None:
            if flaw == "answers anything":
                say({"id": id, "result": {}})
            else:
                refuse(id, -32000 if flaw == "another code" else -32601, "no such method")
    if flaw == "goes on":
        while True:
            time.sleep(1)
    """
  }

  @Test func `a plug-in without flaws passes`() async throws {
    let (isGood, report) = try await Self.check(Self.plain("none"))
    #expect(isGood && report.titles(.failed).isEmpty, "\(report.titles(.failed))")
    // On a busy machine things take long, and are spoken of.
    #expect(report.titles(.passed).count + report.titles(.advice).count == 16)
  }

  @Test(
    arguments: [
      ("hangs at start", "handshake: it starts and answers initialize"),
      ("takes any version", "handshake: a version that it cannot know is refused"),
      ("answers anything", "requests: an unknown method is refused"),
      ("dies of nonsense", "lines: what is no JSON does not end it"),
      ("dies of missing parameters", "requests: parameters that cannot be used are refused"),
      ("ignores shutdown", "end: it answers shutdown, and ends after exit"),
      ("goes on", "end: it ends when its input ends"),
      ("prints", "work: a sentence"),
      ("loses empty ones", "work: a file without speech"),
      ("ignores cancel", "work: a cancelled request ends, and the next one is done"),
    ])
  func `a flaw is found`(flaw: String, title: String) async throws {
    let (isGood, report) = try await Self.check(Self.plain(flaw)) {
      if flaw == "hangs at start" { $0.start = .seconds(1) }
      if flaw == "ignores cancel" { $0.silence = .seconds(2) }
    }
    #expect(!isGood && report.titles(.failed).contains(title), "\(report.titles(.failed))")
  }

  @Test(
    arguments: [
      ("another code", "requests: an unknown method is refused"),
      ("ends with 7", "end: it answers shutdown, and ends after exit"),
    ])
  func `what could be better is said`(flaw: String, title: String) async throws {
    let (isGood, report) = try await Self.check(Self.plain(flaw))
    #expect(isGood && report.titles(.advice).contains(title), "\(report.titles(.advice))")
  }
}
