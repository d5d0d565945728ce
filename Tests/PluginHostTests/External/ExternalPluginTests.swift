import Foundation
import Logging
import Media
import PluginHost
import PluginKit
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// Plug-ins in processes of their own, good and bad. They are real programs in Python.
@Suite(.timeLimit(.minutes(2)))
struct ExternalPluginTests {
  /// What was told of progress.
  private final class Progress: Sendable {
    private let fractions = Mutex<[Double]>([])

    var all: [Double] { fractions.withLock { $0 } }
    func append(_ fraction: Double) { fractions.withLock { $0.append(fraction) } }
  }

  /// A plug-in in a folder of its own, and what a call needs.
  private final class Fixture: Sendable {
    let folder: TemporaryFolder
    let host: ExternalHost
    let plugin: ConfiguredPlugin
    let context: PluginContext
    let progress = Progress()

    /// - Parameters:
    ///   - program: what follows the import of the helper.
    ///   - patience: shorter than users have.
    init(
      _ program: String, kind: String = "transcriptFilter", settings: JSONValue = .emptyObject,
      environment: [String: String] = ProcessInfo.processInfo.environment,
      patience change: (inout PluginPatience) -> Void = { _ in }
    ) throws {
      folder = try TemporaryFolder()
      let root = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
      let helper = root.appending(path: "Samples/Plugins/python-helper/surtitle_plugin.py")
      try folder.write(String(contentsOf: helper, encoding: .utf8), to: "plugin/surtitle_plugin.py")
      try folder.write("import os, sys, time\nimport surtitle_plugin\n" + program, to: "plugin/main.py")
      let extra = kind == "exporter" ? #""fileExtension":"x.txt","# : ""
      try folder.write(
        """
        {"id":"org.example.test","version":"1.0.0","protocol":1,"kind":"\(kind)","summary":"x","licence":"MIT",\(extra)
        "command":["python3","main.py"],
        "configuration":{"properties":{"mark":{"type":"string","default":"!"}}}}
        """, to: "plugin/plugin.json")
      var patience = PluginPatience()
      patience.shutdown = .milliseconds(300)
      patience.termination = .milliseconds(300)
      change(&patience)
      host = ExternalHost(version: "1.2.3", environment: environment, patience: patience)
      let found = PluginPath([folder.path.appending("plugin")]).find()
      #expect(found.problems.isEmpty)
      plugin = try RegisteredPlugin(#require(found.plugins.first), host: host).configure(settings)
      let work = folder.path.appending("work")
      try FileManager.default.createDirectory(atPath: work.string, withIntermediateDirectories: true)
      context = PluginContext(
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: work,
        modelDirectory: "/models", progress: { [progress] in progress.append($0) })
    }

    func filter(_ transcript: Transcript = ExternalPluginTests.transcript(3)) async throws -> Transcript {
      guard case .filter(let filter) = plugin.instance else { throw CancellationError() }
      return try await filter.apply(to: transcript, in: context)
    }

    /// What fails, and ends the process.
    func failure() async throws -> PluginFailure? {
      let failure = await #expect(throws: PluginFailure.self) { try await self.filter() }
      await host.shutDown()
      return failure
    }
  }

  private static func transcript(_ words: Int) -> Transcript {
    let segments = (0..<words).map { index in
      let range = TimeRange(start: MediaTime(seconds: Double(index)), end: MediaTime(seconds: Double(index) + 0.5))
      return Segment(words: [Word("word\(index)", range: range, confidence: 0.5)], language: "en")
    }
    return Transcript(
      language: "en", segments: segments, duration: MediaTime(seconds: Double(words)),
      provenance: Provenance(recognizer: "org.example.test", model: "none"))
  }

  private static let shout = """
    def shout(request):
        request.progress(0.5)
        print("to standard error")
        for segment in request.transcript["segments"]:
            for word in segment["words"]:
                word["text"] = word["text"].upper() + request.settings["mark"]
        return request.transcript
    surtitle_plugin.serve(filter=shout)
    """

  @Test(arguments: [0, 3, 5_000])
  func `a filter in Python, with its settings and its progress`(words: Int) async throws {
    let fixture = try Fixture(Self.shout, settings: .object(["mark": .string("?")]))
    let source = Self.transcript(words)
    for _ in 0..<3 {
      let result = try await fixture.filter(source)
      #expect(result.segments.map { $0.words.map(\.text) } == (0..<words).map { ["WORD\($0)?"] })
      #expect(result.segments.map(\.range) == source.segments.map(\.range))
    }
    #expect(fixture.progress.all == [0.5, 0.5, 0.5])
    await fixture.host.shutDown()
  }

  @Test func `calls side by side`() async throws {
    let fixture = try Fixture(Self.shout)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for count in 1...20 {
        group.addTask { try await fixture.filter(Self.transcript(count)).segments.count }
      }
      var sum = 0
      for try await count in group { sum += count }
      #expect(sum == 210)
    }
    await fixture.host.shutDown()
  }

  @Test func `an environment of what it needs`() async throws {
    let program = """
      def variables(request):
          request.transcript["provenance"]["model"] = ",".join(sorted(os.environ))
          return request.transcript
      surtitle_plugin.serve(filter=variables)
      """
    let environment = ProcessInfo.processInfo.environment.merging(["SECRET": "x", "LANG": "C"]) { $1 }
    let fixture = try Fixture(program, environment: environment)
    let seen = try await fixture.filter().provenance.model.split(separator: ",")
    #expect(seen.contains("PATH") && seen.contains("LANG") && !seen.contains("SECRET"))
    await fixture.host.shutDown()
  }

  @Test func `a refusal is no crash, and says why`() async throws {
    let fixture = try Fixture(
      """
      def refuse(request):
          raise surtitle_plugin.Refusal("there are no words in it")
      surtitle_plugin.serve(filter=refuse)
      """)
    for _ in 0..<5 {
      let failure = await #expect(throws: PluginFailure.self) { try await fixture.filter() }
      #expect(failure?.code == .refusal && failure?.description.contains("there are no words in it") == true)
    }
    await fixture.host.shutDown()
  }

  @Test func `what it needs is missing for all files`() async throws {
    let fixture = try Fixture(
      """
      def start(settings):
          raise surtitle_plugin.Refusal("there is no card in this machine", surtitle_plugin.ENVIRONMENT)
      surtitle_plugin.serve(filter=lambda request: None, start=start)
      """)
    let error = await #expect(throws: EnvironmentError.self) { try await fixture.filter() }
    #expect(error?.description.contains("there is no card in this machine") == true)
    await fixture.host.shutDown()
  }

  @Test func `cancelling is answered, and the plug-in goes on`() async throws {
    let fixture = try Fixture(
      """
      def slow(request):
          if len(request.transcript["segments"]) == 1:
              return request.transcript
          request.progress(0)
          while True:
              request.check()
              time.sleep(0.01)
      surtitle_plugin.serve(filter=slow)
      """)
    for _ in 0..<2 {
      let count = fixture.progress.all.count
      let task = Task { try await fixture.filter(Self.transcript(2)) }
      while fixture.progress.all.count == count { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await fixture.filter(Self.transcript(1)).segments.count == 1)
    }
    await fixture.host.shutDown()
  }

  // MARK: The failure catalogue

  private static let hello = """
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
      ("time.sleep(60)", .handshake, "did not answer “initialize”"),
      ("greet(); read(); time.sleep(60)", .hang, "no sign of life"),
      ("greet(); print('Loading model…', flush=True); time.sleep(60)", .garbage, "Loading model"),
      ("greet(); read(); say({'id': 77, 'result': {}}); time.sleep(60)", .garbage, "77"),
      ("greet(); say({'id': read()['id'], 'result': {'transcript': 5}}); time.sleep(60)", .garbage, "transcript"),
      ("greet(); read(); sys.stdout.write('x' * (70 << 20)); time.sleep(60)", .crash, "longer than"),
      ("greet(); read(); sys.stderr.write('y' * 5_000_000); sys.exit('enough')", .crash, "enough"),
    ] as [(String, PluginFailure.Code, String)])
  func `failures say what happened`(program: String, code: PluginFailure.Code, text: String) async throws {
    let fixture = try Fixture(Self.hello + program) {
      if code == .hang { $0.silence = .seconds(1) }
      if code == .handshake { $0.start = .seconds(2) }
    }
    let failure = try #require(try await fixture.failure())
    #expect(failure.code == code, "\(failure)")
    #expect(failure.description.contains(text), "\(failure)")
    #expect(failure.description.contains("org.example.test"))
  }

  @Test func `a program that there is not`() async throws {
    let fixture = try Fixture("")
    try fixture.folder.write(
      """
      {"id":"org.example.test","version":"1.0.0","protocol":1,"kind":"transcriptFilter","summary":"x","licence":"MIT",
      "command":["no-such-program-anywhere"]}
      """, to: "plugin/plugin.json")
    let found = try #require(PluginPath([fixture.folder.path.appending("plugin")]).find().plugins.first)
    let plugin = try RegisteredPlugin(found, host: fixture.host).configure()
    guard case .filter(let filter) = plugin.instance else { return }
    let failure = await #expect(throws: PluginFailure.self) {
      try await filter.apply(to: Self.transcript(1), in: fixture.context)
    }
    #expect(failure?.description.contains("could not be started") == true)
  }

  @Test func `a cancelled request that is not answered ends the process`() async throws {
    let fixture = try Fixture(
      Self.hello + "greet()\nid = read()['id']\nsay({'method': '$/progress', 'params': {'id': id, 'fraction': 0}})\n"
        + "time.sleep(60)"
    ) { $0.cancellation = .milliseconds(200) }
    let task = Task { try await fixture.filter() }
    while fixture.progress.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await fixture.host.shutDown()
  }

  @Test func `after three crashes it is left alone`() async throws {
    let fixture = try Fixture("open('starts', 'a').write('x')\nos._exit(1)")
    var codes: [PluginFailure.Code?] = []
    for _ in 0..<5 {
      codes.append(await #expect(throws: PluginFailure.self) { try await fixture.filter() }?.code)
    }
    #expect(codes == [.crash, .crash, .crash, .quarantine, .quarantine])
    #expect(try String(contentsOfFile: fixture.folder.path.appending("plugin/starts").string, encoding: .utf8) == "xxx")
  }

  @Test func `what ignores the end of its input is ended, with all that it started`() async throws {
    let fixture = try Fixture(
      """
      import signal, subprocess
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      def spawn(request):
          child = subprocess.Popen(["sleep", "300"])
          request.transcript["provenance"]["model"] = f"{os.getpid()} {child.pid}"
          return request.transcript
      surtitle_plugin.serve(filter=spawn)
      time.sleep(300)
      """)
    let identifiers = try await fixture.filter().provenance.model.split(separator: " ").compactMap { Int32($0) }
    #expect(identifiers.count == 2 && identifiers.allSatisfy { kill($0, 0) == 0 })
    await fixture.host.shutDown()
    for _ in 0..<200 where identifiers.contains(where: { kill($0, 0) == 0 }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(identifiers.allSatisfy { !isRunning($0) })
  }

  /// A process that ended and that nobody has buried yet is not running.
  private func isRunning(_ identifier: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8) else { return false }
    return status.split(separator: ")").last?.split(separator: " ").first != "Z"
  }

  // MARK: Exporters

  @Test(
    arguments: [
      (#""héllo""#, "héllo"), (#"b"\x00\x01".replace(b"\x00", b"0")"#, "0\u{1}"),
      (#"__import__("pathlib").Path(request.temporary_directory, "out.bin")"#, "from a file"),
    ])
  func `an exporter gives text, bytes or a file`(result: String, expected: String) async throws {
    let fixture = try Fixture(
      """
      def export(request):
          with open(os.path.join(request.temporary_directory, "out.bin"), "w") as file:
              file.write("from a file")
          return \(result)
      surtitle_plugin.serve(export=export)
      """, kind: "exporter")
    let data = try await export(fixture)
    #expect(String(decoding: data, as: UTF8.self) == expected)
  }

  @Test func `no other file is read for it`() async throws {
    let fixture = try Fixture(
      """
      import pathlib
      def export(request):
          link = pathlib.Path(request.temporary_directory, "link")
          link.symlink_to("/etc/hostname")
          return link
      surtitle_plugin.serve(export=export)
      """, kind: "exporter")
    let failure = await #expect(throws: PluginFailure.self) { try await export(fixture) }
    #expect(failure?.description.contains("outside of its temporary folder") == true)
  }

  private func export(_ fixture: Fixture) async throws -> Data {
    guard case .exporter(let exporter) = fixture.plugin.instance else { throw CancellationError() }
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    let input = ExportInput(
      mediaName: "Film.mkv",
      media: MediaInfo(container: "matroska", duration: MediaTime(seconds: 2), startTime: .zero, streams: [stream]),
      track: AudioTrackChoice(stream: stream, reason: .onlyTrack), transcript: Self.transcript(2))
    defer { Task { await fixture.host.shutDown() } }
    return try await exporter.export(input, in: fixture.context)
  }
}
