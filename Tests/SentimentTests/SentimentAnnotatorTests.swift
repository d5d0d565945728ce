import Logging
import Moderation
import PluginKit
import Sentiment
import SystemPackage
import Testing
import Timeline
import Transcript

@testable import TextClassification

@Suite struct SentimentAnnotatorTests {
  private let transcript: Transcript
  private let context: PluginContext

  /// Three utterances with the same vector: what differs is what the words say.
  init() {
    let texts = [
      "This is a wonderful, happy and great day.", "What a terrible, sad and awful day it is.",
      "Die Fähre fährt am Mittag ab.",
    ]
    let segments = texts.enumerated().map { index, text in
      let words = text.split(separator: " ").enumerated().map { place, word in
        let start = Int64(index) * 5000 + Int64(place) * 200
        return Word(
          String(word), hasSpaceBefore: place > 0,
          range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: start + 200)),
          confidence: 1)
      }
      return Segment(words: words, language: index < 2 ? "en" : "de")
    }
    transcript = Transcript(
      language: "en", segments: segments, duration: MediaTime(milliseconds: 15_000),
      provenance: Provenance(recognizer: "test", model: "none"))
    let spans = transcript.utterances.map(\.words)
    let vector = [Float](repeating: Float(1 / 768.0.squareRoot()), count: 768)
    var context = PluginContext(
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: "", modelDirectory: "")
    context.embeddings = SpanEmbeddings(
      model: "minilm", dimension: 768, spans: spans, vectors: spans.map { _ in vector })
    self.context = context
  }

  private func annotations(_ change: (inout SentimentConfiguration) -> Void = { _ in }) async throws -> Annotations {
    var configuration = SentimentConfiguration()
    change(&configuration)
    return try await SentimentAnnotator(configuration: configuration).annotate(transcript, audio: nil, in: context)
  }

  @Test func utterancesHaveScoresAndNoFindings() async throws {
    let found = try await annotations()
    #expect(found.findings.isEmpty)
    // Not the German one.
    #expect(found.utterances.map(\.words) == [0..<8, 8..<17])
    for utterance in found.utterances {
      #expect(Set(utterance.scores.keys) == ["positive", "negative", "neutral", "mixed"])
      let sum = ["positive", "negative", "neutral"].reduce(0) { $0 + (utterance.scores[$1] ?? 0) }
      #expect(abs(sum - 1) < 1e-5)
      #expect(utterance.source.hasPrefix("org.surtitle.sentiment en-"))
    }
    let good = found.utterances.compactMap { $0.scores["positive"] }
    let bad = found.utterances.compactMap { $0.scores["negative"] }
    #expect(good[0] > good[1] && bad[0] < bad[1])
  }

  @Test func moodsAreReportedWhereAskedFor() async throws {
    let found = try await annotations {
      $0.report = SentimentLabel.allCases.map(\.rawValue)
      $0.threshold = 0
    }
    #expect(found.findings.count == 2)
    for (finding, utterance) in zip(found.findings, found.utterances) {
      let mood = try #require(SentimentLabel(scores: utterance.scores))
      #expect(finding.category == mood.rawValue && finding.score == utterance.scores[mood.rawValue])
      #expect(finding.words == utterance.words && finding.threshold == 0)
    }
    #expect(try await annotations { ($0.report, $0.threshold) = (["positive"], 1) }.findings.isEmpty)
  }

  @Test func settingsThatCannotBeAreRefused() {
    var configuration = SentimentConfiguration()
    configuration.report = ["negative", "grumpy"]
    var error = #expect(throws: ConfigurationError.self) { try SentimentAnnotator(configuration: configuration) }
    #expect(error?.pointer == "/report/1")
    configuration = SentimentConfiguration()
    configuration.threshold = 2
    error = #expect(throws: ConfigurationError.self) { try SentimentAnnotator(configuration: configuration) }
    #expect(error?.pointer == "/threshold")
  }

  @Test func limitIsThatOfTheHead() {
    #expect(ClassifierHead.sentiment.thresholds["mixed"] == SentimentLabel.mixedThreshold)
  }
}
