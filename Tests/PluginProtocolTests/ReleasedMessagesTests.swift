import Foundation
import Media
import Moderation
import PluginKit
import PluginProtocol
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// Version 1 as it was released: these files never change, since plug-ins out there speak it. A later version gets a
/// folder of its own, and this one goes on to pass.
struct ReleasedMessagesTests {
  private static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
  }

  private static let transcript = Transcript(
    language: "en", languages: [LanguageScore("en", score: 0.75)],
    segments: [
      Segment(
        words: [
          Word("Hi,", hasSpaceBefore: false, range: range(120, 410), confidence: 0.875),
          Word("ferry", range: range(550, 2050), confidence: 0.5),
        ], language: "en", trust: Trust(score: 0.5, reasons: [.logProbability]), speaker: "spk_0",
        alternatives: [Alternative(words: [Word("fairy", range: range(550, 2050), confidence: 0.25)], score: 0.25)])
    ], duration: MediaTime(seconds: 4), speech: [range(100, 2100)],
    provenance: Provenance(recognizer: "org.surtitle.whisper 1.0.0", model: "base", settings: ["beamSize": "5"]))

  private static let context = RequestContext(temporaryDirectory: "/private/out", modelDirectory: "/models")
  private static let audio = AudioFile(
    AudioReference(path: "/private/in/audio.f32", sampleRate: 16_000, sampleCount: 64_000))

  private static let annotations = Annotations(
    findings: [
      Finding(
        category: "profanity", range: range(120, 410), score: 0.5, source: "org.example.x 1", words: 0..<1,
        severity: .high, rule: "own#3", threshold: 0.25, treatment: .replace(with: "[beep]"))
    ],
    utterances: [
      UtteranceScores(source: "org.example.x 1", range: range(120, 2050), words: 0..<2, scores: ["profanity": 0.5])
    ])

  private static var exportParams: ExportParams { exportParams(nil) }

  private static func exportParams(_ annotations: Annotations?) -> ExportParams {
    var stream = MediaStream(index: 1, kind: .audio, codec: "aac", language: "eng")
    stream.sampleRate = 48_000
    stream.channels = 2
    let input = ExportInput(
      mediaName: "The “ferry”.mp4",
      media: MediaInfo(
        container: "mov,mp4", duration: MediaTime(seconds: 4), startTime: .zero, streams: [stream]),
      track: AudioTrackChoice(stream: stream, reason: .onlyTrack), transcript: transcript,
      damage: [AudioDamage(from: MediaTime(seconds: 3), message: "the file ends early")])
    return ExportParams(
      input, transcript: .file("/private/in/transcript.json"), annotations: annotations, context: context)
  }

  /// A message that travels: its line, and what its reader makes of the line.
  struct Message: Sendable, CustomTestStringConvertible {
    var name: String
    var line: @Sendable () throws -> Data
    var read: @Sendable (IncomingMessage) throws -> Data

    var testDescription: String { name }

    static func request<Params: Codable & Sendable>(
      _ method: String, named name: String? = nil, _ params: Params
    ) -> Message {
      Message(
        name: "\(name ?? method).request", line: { try OutgoingMessage.request(.number(7), method, params) },
        read: { try OutgoingMessage.request(.number(7), method, $0.params(Params.self)) })
    }

    static func notification<Params: Codable & Sendable>(_ method: String, _ params: Params) -> Message {
      Message(
        name: method.replacing("$/", with: ""), line: { try OutgoingMessage.notification(method, params) },
        read: { try OutgoingMessage.notification(method, $0.params(Params.self)) })
    }

    static func answer<Result: Codable & Sendable>(_ name: String, _ result: Result) -> Message {
      Message(
        name: "\(name).answer", line: { try OutgoingMessage.response(.number(7), result) },
        read: { try OutgoingMessage.response(.number(7), $0.result(Result.self)) })
    }
  }

  static let messages: [Message] = [
    .request(
      Method.initialize,
      InitializeParams(
        protocolVersions: [1], host: Party(name: "surtitle", version: "1.0.0"), plugin: "org.example.shout",
        settings: ["mark": "!"], capabilities: HostCapabilities(maximumLineLength: 67_108_864))),
    .answer(
      "initialize",
      InitializeResult(
        protocolVersion: 1, plugin: Party(name: "org.example.shout", version: "1.2.0"),
        capabilities: PluginCapabilities(parallelRequests: 1))),
    .notification(Method.initialized, Nothing()),
    .request(
      Method.transcribe,
      TranscribeParams(
        audio: audio, request: RecognitionRequest(language: "en", task: .translate), context: context)),
    .answer("transcribe", TranscriptResult(transcript: .inline(transcript))),
    .request(Method.filter, FilterParams(transcript: .inline(transcript), context: context)),
    .answer("filter", TranscriptResult(transcript: .file("/private/out/result.json"))),
    .request(
      Method.filter, named: "filter-findings",
      FilterParams(transcript: .inline(transcript), annotations: annotations, context: context)),
    .request(Method.annotate, AnnotateParams(transcript: .inline(transcript), audio: audio, context: context)),
    .answer(
      "annotate",
      AnnotateResult(findings: [Finding(category: "music", range: range(0, 1500), score: 0.5, source: "org.example.x")])
    ),
    .answer("annotate-utterances", AnnotateResult(annotations)),
    .request(Method.export, exportParams),
    .request(Method.export, named: "export-findings", exportParams(annotations)),
    .answer("export", ExportResult(text: "Hi, ferry\n")),
    .answer("export-bytes", ExportResult(base64: Data([0, 1, 254, 255]))),
    .answer("export-file", ExportResult(file: "/private/out/result.bin")),
    .notification(Method.progress, ProgressParams(id: .number(7), fraction: 0.5)),
    .notification(Method.log, LogParams(level: .warning, message: "the card is busy")),
    .notification(Method.cancel, CancelParams(id: .number(7))),
    .request(Method.shutdown, Nothing()),
    .notification(Method.exit, Nothing()),
    Message(
      name: "cancelled", line: { try OutgoingMessage.failure(.number(7), RemoteError(.cancelled, "cancelled")) },
      read: { message in
        guard case .failure(let id, let error) = message.kind else { throw RemoteError(.invalidRequest, "") }
        return try OutgoingMessage.failure(id, error)
      }),
  ]

  @Test(arguments: messages)
  func `what is sent is what was released`(message: Message) throws {
    try GoldenFile.verify(message.line(), "protocol/1/\(message.name).json")
  }

  @Test(arguments: messages)
  func `what was released is read`(message: Message) throws {
    let line = try message.line()
    #expect(try message.read(IncomingMessage(line.dropLast())) == line)
  }

  /// A later plug-in may say more.
  @Test func `fields that nobody knows are passed over`() throws {
    let line =
      #"{"jsonrpc":"2.0","id":7,"result":{"protocolVersion":1,"new":[1],"plugin":{"name":"x","version":"2","y":3}}}"#
    let result = try IncomingMessage(Data(line.utf8)).result(InitializeResult.self)
    #expect(result == InitializeResult(protocolVersion: 1, plugin: Party(name: "x", version: "2")))
  }
}

/// The page for who writes a helper.
struct ProtocolPageTests {
  @Test func `the recorded exchange is an exchange`() throws {
    let page = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
      .appending(path: "Documentation/PluginProtocol.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("→ {") || $0.hasPrefix("← {") }
    let messages = try lines.map { ($0.hasPrefix("→"), try IncomingMessage(Data($0.dropFirst(2).utf8))) }
    var open: Set<MessageID> = []
    for (isFromHost, message) in messages {
      switch message.kind {
      case .request(let id, Method.filter):
        #expect(try !message.params(FilterParams.self).context.temporaryDirectory.isEmpty)
        open.insert(id)
      case .request(let id, _): open.insert(id)
      case .response(let id): #expect(!isFromHost && open.remove(id) != nil)
      case .notification: break
      case .failure: Issue.record("an error in the exchange")
      }
    }
    #expect(open.isEmpty && messages.count == 9)
  }
}
