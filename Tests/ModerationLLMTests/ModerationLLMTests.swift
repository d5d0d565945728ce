import Foundation
import Logging
import Moderation
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

@testable import ModerationLLM

@Suite(.serialized, .timeLimit(.minutes(1))) struct ModerationLLMTests {
  private static let texts = ["You are a useless teammate.", "Nice save.", "Gut gemacht, wirklich."]

  private static var transcript: Transcript {
    let segments = texts.enumerated().map { index, text in
      let words = text.split(separator: " ").enumerated().map { place, word in
        let start = Int64(index) * 3000 + Int64(place) * 200
        return Word(
          String(word), hasSpaceBefore: place > 0,
          range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: start + 200)),
          confidence: 1)
      }
      return Segment(words: words, language: index < 2 ? "en" : "de")
    }
    return Transcript(
      language: "en", segments: segments, duration: MediaTime(milliseconds: 9000),
      provenance: Provenance(recognizer: "test", model: "none"))
  }

  private static let context = PluginContext(
    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: "", modelDirectory: "")

  /// What a model says of `count` utterances: the first is bad.
  private static func ratings(_ count: Int, first: Double = 0.9) -> String {
    let entries = (0..<count).map {
      #"{"id": \#($0), "scores": {"insult": \#($0 == 0 ? first : 0.1), "toxicity": 0.6}}"#
    }
    return #"{"utterances": [\#(entries.joined(separator: ", "))]}"#
  }

  private func annotations(
    _ server: PostServer, environment: [String: String] = ["KEY": "s3cret"],
    _ change: (inout ModerationLLMConfiguration) -> Void = { _ in }
  ) async throws -> Annotations {
    var configuration = ModerationLLMConfiguration()
    (configuration.endpoint, configuration.model) = (server.address.absoluteString, "judge-7b")
    configuration.categories = ["insult", "toxicity"]
    configuration.languages = ["en"]
    configuration.key = "env:KEY"
    configuration.timeout = 5
    change(&configuration)
    return try await ModerationLLMAnnotator(configuration: configuration, environment: environment).annotate(
      Self.transcript, audio: nil, in: Self.context)
  }

  @Test func answersBecomeScores() async throws {
    let server = try PostServer.chat([.saying("Here you are:\n```json\n\(Self.ratings(2))\n```")])
    defer { server.close() }
    let found = try await annotations(server)
    #expect(found.utterances.map(\.scores) == [["insult": 0.9, "toxicity": 0.6], ["insult": 0.1, "toxicity": 0.6]])
    #expect(found.utterances.map(\.words) == [0..<5, 5..<7])
    #expect(found.utterances[0].source == "org.surtitle.moderation-llm judge-7b")
    // What has a name is not said again as toxicity.
    #expect(found.findings.map(\.category) == ["insult", "toxicity"])
    #expect(found.findings.map(\.words) == [0..<5, 5..<7])
    let post = try #require(server.posts.first)
    #expect(post.path == "/v1/chat/completions" && post.headers["authorization"] == "Bearer s3cret")
    #expect(post.body.contains("judge-7b") && post.body.contains("useless teammate"))
    // The German one is not asked about, which is told.
    #expect(found.unjudged == [Unjudged(source: "org.surtitle.moderation-llm", language: "de", utterances: 1)])
    #expect(!post.body.contains("Gut gemacht"))
  }

  @Test func utterancesAreAskedInBatches() async throws {
    let server = try PostServer.chat([.saying(Self.ratings(2)), .saying(Self.ratings(1, first: 0.2))])
    defer { server.close() }
    let found = try await annotations(server) { ($0.batchSize, $0.languages) = (2, []) }
    #expect(found.unjudged.isEmpty)
    #expect(found.utterances.count == 3 && found.utterances[2].scores["insult"] == 0.2)
    #expect(server.posts.count == 2)
  }

  @Test(arguments: [
    PostServer.Answer(head: "503 Busy\r\nRetry-After: 0"), .init(head: "429 Slow down\r\nRetry-After: 0"),
    .init(body: "no JSON"), .saying("no JSON either"), .saying(#"{"utterances": []}"#),
  ])
  func whatIsNoAnswerIsAskedAgain(answer: PostServer.Answer) async throws {
    let server = try PostServer.chat([answer, .saying(Self.ratings(2))])
    defer { server.close() }
    #expect(try await annotations(server).utterances.count == 2)
    #expect(server.posts.count == 2)
  }

  @Test func sometimeItIsEnough() async throws {
    let server = try PostServer.chat([])
    defer { server.close() }
    let error = await #expect(throws: ChatError.self) { try await annotations(server) { $0.retries = 1 } }
    #expect(error?.reason == "the endpoint at 127.0.0.1 was asked 2 times without use: it answered 500")
    #expect(server.posts.count == 2)
  }

  @Test(arguments: [
    ("401 No", "look at the key"), ("404 Where", "usually ends with /v1"), ("400 What", "it answered 400"),
    ("307 There\r\nLocation: http://127.0.0.1:1/", "redirections are not followed"),
  ])
  func whatNoOtherFileCouldChangeStopsTheRun(head: String, reason: String) async throws {
    let server = try PostServer.chat([.init(head: head)])
    defer { server.close() }
    let error = await #expect(throws: EnvironmentError.self) { try await annotations(server) }
    #expect(error?.description.contains(reason) == true)
    #expect(server.posts.count == 1)
  }

  @Test func whoDoesNotAnswerIsNotWaitedForForever() async throws {
    let server = try PostServer.chat([.init(isMissing: true)])
    defer { server.close() }
    let error = await #expect(throws: ChatError.self) {
      try await annotations(server) { ($0.timeout, $0.retries) = (1, 0) }
    }
    #expect(error?.reason.contains("in time") == true)
  }

  @Test func itCanBeStopped() async throws {
    let server = try PostServer.chat([.init(isMissing: true)])
    defer { server.close() }
    let task = Task { try await annotations(server) { $0.timeout = 60 } }
    while server.posts.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func aMissingKeyIsTold() async throws {
    let server = try PostServer.chat([])
    defer { server.close() }
    let error = await #expect(throws: EnvironmentError.self) { try await annotations(server, environment: [:]) }
    #expect(error?.description.contains("$KEY is not set") == true)
    #expect(server.posts.isEmpty)
  }

  @Test(arguments: [
    ("/endpoint", with { $0.endpoint = "" }),
    ("/endpoint", with { $0.endpoint = "ftp://example.org" }),
    ("/endpoint", with { $0.endpoint = "https://me:pw@example.org" }),
    ("/model", with { $0.model = "" }), ("/key", with { $0.key = "sk-123" }),
    ("/categories", with { $0.categories = [] }),
    ("/categories/0", with { $0.categories = ["noise"] }),
    ("/thresholds/insult", with { $0.thresholds = ["insult": 2] }),
    ("/batchSize", with { $0.batchSize = 0 }), ("/timeout", with { $0.timeout = 0 }),
    ("/retries", with { $0.retries = 11 }),
    ("/threshold", with { $0.threshold = .nan }),
  ])
  func settingsThatCannotBeAreRefused(pointer: String, configuration: ModerationLLMConfiguration) {
    let error = #expect(throws: ConfigurationError.self) { try ModerationLLMAnnotator(configuration: configuration) }
    #expect(error?.pointer == pointer)
  }

  private static func with(_ change: (inout ModerationLLMConfiguration) -> Void) -> ModerationLLMConfiguration {
    var configuration = ModerationLLMConfiguration()
    (configuration.endpoint, configuration.model) = ("https://example.org/v1", "judge")
    change(&configuration)
    return configuration
  }
}

@Suite struct ChatQuestionTests {
  private let question = ChatQuestion(model: "judge", categories: ["insult"])

  private func reason(_ content: String, count: Int = 2) -> String? {
    let body = Data(PostServer.Answer.saying(content).body.utf8)
    do {
      _ = try question.scores(in: body, count: count)
      return nil
    } catch { return error.reason }
  }

  private static func entry(_ id: String, _ score: String) -> String {
    #"{"id": \#(id), "scores": {"insult": \#(score)}}"#
  }

  @Test(
    arguments: [
      ([("0", "0"), ("1", "1")], nil), ([("1", "0.5"), ("0", "0.5")], nil),
      ([("0", "0.5")], "does not rate utterance 1 of 2"), ([("0", "0"), ("0", "0")], "twice"),
      ([("0", "0"), ("1", "0"), ("2", "0")], "not asked for"), ([("0", "0"), ("-1", "0")], "not asked for"),
      ([("0", "1.01"), ("1", "0")], "no score 0…1"), ([("0", "\"high\""), ("1", "0")], "no JSON of the form"),
      ([("0", "null"), ("1", "0")], "no JSON of the form"), ([("0.5", "0"), ("1", "0")], "no JSON of the form"),
    ] as [([(String, String)], String?)])
  func onlyWhatWasAskedForIsTaken(entries: [(String, String)], expected: String?) {
    let list = entries.map { Self.entry($0.0, $0.1) }.joined(separator: ",")
    let found = reason(#"{"utterances": [\#(list)]}"#)
    if let expected { #expect(found?.contains(expected) == true) } else { #expect(found == nil) }
  }

  @Test func otherScoresAreLeftOut() throws {
    let body = PostServer.Answer.saying(#"{"utterances": [{"id": 0, "scores": {"insult": 0.2, "noise": 7}}]}"#).body
    #expect(try question.scores(in: Data(body.utf8), count: 1) == [["insult": 0.2]])
  }

  @Test(arguments: ["", "}{", "{", "none", "[]"]) func otherTextIsNoAnswer(content: String) {
    #expect(reason(content) != nil)
  }
}
