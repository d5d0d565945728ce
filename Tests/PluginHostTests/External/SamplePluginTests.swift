import Foundation
import Logging
import Media
import PluginHost
import PluginKit
import Subprocess
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// The plug-ins in Samples/Plugins, as users run them.
struct SamplePluginTests {
  static let folder = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
    .appending(path: "Samples/Plugins")

  /// Does `body` with the sample `name`, which gets what it asks for.
  ///
  /// - Parameter prepare: changes a copy of the sample's folder.
  private static func use<Result>(
    _ name: String, settings: JSONValue = .emptyObject, modelDirectory: FilePath = "/models",
    prepare: (FilePath) throws -> Void = { _ in },
    _ body: (PluginInstance, PluginContext) async throws -> Result
  ) async throws -> Result {
    let work = try TemporaryFolder()
    let copy = work.path.appending(name)
    try FileManager.default.copyItem(atPath: folder.appending(path: name).path, toPath: copy.string)
    try prepare(copy)
    let options = ExternalHost.Options(
      version: "1.0.0", environment: ProcessInfo.processInfo.environment, modelDirectory: modelDirectory)
    let host = ExternalHost(options, records: try PluginRecords(file: nil)) { work.path }
    let sample = try DiscoveredPlugin(in: copy)
    #expect(sample.manifest.descriptor.shortName == name)
    try host.records.trust(sample)
    let plugin = try RegisteredPlugin(sample, host: host).configure(settings)
    let context = PluginContext(
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: work.path,
      modelDirectory: modelDirectory, progress: { _ in })
    do {
      let result = try await body(plugin.instance, context)
      await host.shutDown()
      return result
    } catch {
      await host.shutDown()
      throw error
    }
  }

  private static func export(
    _ starts: [Double], with name: String, settings: JSONValue = .emptyObject
  ) async throws -> String {
    try await use(name, settings: settings) { instance, context in
      guard case .exporter(let exporter) = instance else { throw CancellationError() }
      return String(decoding: try await exporter.export(input(starts), in: context), as: UTF8.self)
    }
  }

  private static func transcribe(
    _ audio: AudioReference, with name: String, settings: JSONValue, modelDirectory: FilePath = "/models",
    prepare: (FilePath) throws -> Void = { _ in }
  ) async throws -> Transcript {
    try await use(name, settings: settings, modelDirectory: modelDirectory, prepare: prepare) { instance, context in
      guard case .recognizer(let recognizer) = instance else { throw CancellationError() }
      return try await recognizer.transcribe(audio, request: RecognitionRequest(language: "en"), in: context)
    }
  }

  /// Words of half a second that start at `starts`.
  private static func input(_ starts: [Double]) -> ExportInput {
    let segments = starts.map { start in
      let range = TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: start + 0.5))
      return Segment(words: [Word("word", range: range, confidence: 0.5)], language: "en")
    }
    let duration = MediaTime(seconds: (starts.max() ?? 0) + 1)
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    return ExportInput(
      mediaName: "Film.mkv",
      media: MediaInfo(container: "matroska", duration: duration, startTime: .zero, streams: [stream]),
      track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
      transcript: Transcript(
        language: "en", segments: segments, duration: duration,
        provenance: Provenance(recognizer: "org.example.test", model: "none")))
  }

  @Test func `all samples are plug-ins`() throws {
    let found = PluginPath([FilePath(Self.folder.path)]).find()
    #expect(found.problems.isEmpty)
    let names = ["faster-whisper", "loudness", "markdown", "speech-rate", "transcription-server"]
    #expect(found.plugins.map(\.manifest.descriptor.shortName) == names)
    for name in names + ["python-helper"] {
      #expect(FileManager.default.fileExists(atPath: Self.folder.appending(path: "\(name)/README.md").path))
    }
  }

  @Test func `speech rate counts the words of each row`() async throws {
    let settings = JSONValue.object(["seconds": .integer(10)])
    let table = try await Self.export([0, 1, 2, 25], with: "speech-rate", settings: settings)
    #expect(table == "start,words,words per minute\n0,3,18.0\n10,0,0.0\n20,1,6.0\n")
    #expect(try await Self.export([], with: "speech-rate", settings: settings) == "start,words,words per minute\n")
  }

  @Test(.enabled("jq is installed") { await isThere("jq") })
  func `markdown is a paragraph a segment`() async throws {
    #expect(
      try await Self.export([0, 3725], with: "markdown")
        == "# Film.mkv\n\n**00:00:00** word\n\n**01:02:05** word\n\n")
    let plain = try await Self.export(
      (0..<300).map(Double.init), with: "markdown", settings: .object(["heading": .bool(false)]))
    #expect(plain.hasPrefix("**00:00:00** word\n\n**00:00:01** word\n"))
    #expect(plain.split(separator: "\n").count == 300)
  }

  private static func isThere(_ program: String) async -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  // MARK: Recognisers

  /// Answers every sound with one segment, in which the only word says how long the sound was, in hundredths of a second.
  private static let server = """
    import http.server, io, json, wave
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments): pass
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sound = wave.open(io.BytesIO(body[body.index(b"RIFF"):]))
            seconds = sound.getnframes() / sound.getframerate()
            if b'name="model"\\r\\n\\r\\nbusy' in body: return self.send_error(503)
            answer = json.dumps({"language": "en", "segments": [
                {"start": 0.1, "end": 0.5, "text": str(round(seconds * 100)), "avg_logprob": -0.1}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  private static func withServer(_ body: @Sendable @escaping (String) async throws -> Void) async throws {
    _ = try await Subprocess.run(
      .name("python3"), arguments: ["-c", server], input: .none, output: .sequence, error: .discarded
    ) { execution in
      for try await line in execution.standardOutput.strings() {
        try await body("http://127.0.0.1:\(line.trimmingCharacters(in: .whitespacesAndNewlines))/")
        break
      }
      try execution.send(signal: .kill)
    }
  }

  @Test func `a server hears long sounds in pieces, cut where it is quiet`() async throws {
    let sound = try TemporaryFolder()
    // Loud, but for a moment at 27 s.
    var samples = [Float](repeating: 0.5, count: 16_000 * 50)
    for index in 27 * 16_000..<27 * 16_000 + 1_600 { samples[index] = 0 }
    let path = sound.path.appending("audio.f32")
    try samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: path.string))
    let audio = AudioReference(path: path, sampleRate: 16_000, sampleCount: Int64(samples.count))
    try await Self.withServer { url in
      let settings: [String: JSONValue] = ["url": .string(url), "pieceSeconds": .integer(30)]
      let transcript = try await Self.transcribe(audio, with: "transcription-server", settings: .object(settings))
      #expect(transcript.words.map(\.text) == ["2705", "2295"])
      #expect(transcript.words.map(\.start.seconds) == [0.1, 27.15])
      #expect(transcript.language == "en" && transcript.duration.seconds == 50)
      #expect(transcript.provenance.recognizer == "org.surtitle.samples.transcription-server 1.0.0")
      let busy = settings.merging(["model": .string("busy"), "retries": .integer(0)]) { $1 }
      let error = await #expect(throws: EnvironmentError.self) {
        try await Self.transcribe(audio, with: "transcription-server", settings: .object(busy))
      }
      #expect(error?.description.contains("503") == true)
    }
  }

  /// What `make bench` made.
  private static let environment = folder.appending(path: "../../.build-bench/venv").standardizedFileURL

  @Test(.enabled(if: FileManager.default.fileExists(atPath: environment.path), "“make bench” installs faster-whisper"))
  func `faster-whisper hears nothing in silence`() async throws {
    let sound = try TemporaryFolder()
    let path = sound.path.appending("audio.f32")
    try Data(count: 4 * 16_000 * 3).write(to: URL(filePath: path.string))
    let audio = AudioReference(path: path, sampleRate: 16_000, sampleCount: 48_000)
    let data = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
    let transcript = try await Self.transcribe(
      audio, with: "faster-whisper", settings: .object(["device": .string("cpu"), "computeType": .string("int8")]),
      modelDirectory: FilePath(data).appending("surtitle/models")
    ) { copy in
      try FileManager.default.createSymbolicLink(
        atPath: copy.appending(".venv").string, withDestinationPath: Self.environment.path)
      let interpreter = Self.environment.appending(path: "bin/python").resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
      let manifest = copy.appending("plugin.json").string
      try String(contentsOfFile: manifest, encoding: .utf8)
        .replacing("~/.cache/huggingface", with: "\(Self.environment.path)\", \"\(interpreter.path)")
        .write(toFile: manifest, atomically: true, encoding: .utf8)
    }
    #expect(transcript.isEmpty && transcript.duration.seconds == 3)
  }

  @Test func `every copy of the helper is the helper`() throws {
    let helper = try Data(contentsOf: Self.folder.appending(path: "python-helper/surtitle_plugin.py"))
    for folder in [Self.folder, Self.folder.appending(path: "../../Benchmarks/plugins")] {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        let copy = folder.appending(path: "\(name)/surtitle_plugin.py")
        guard FileManager.default.fileExists(atPath: copy.path) else { continue }
        #expect(try Data(contentsOf: copy) == helper, "\(name)")
      }
    }
  }
}
