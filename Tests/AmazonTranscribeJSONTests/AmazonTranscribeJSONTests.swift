import AmazonTranscribeJSON
import Foundation
import Media
import Moderation
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct AmazonTranscribeJSONTests {
  private func segment(_ text: String, from start: Int64, language: LanguageTag = "en", speaker: String? = nil)
    -> Segment
  {
    let words = text.split(separator: " ").enumerated().map { index, text in
      let begin = start + Int64(index) * 310
      return Word(
        String(text), hasSpaceBefore: index > 0,
        range: TimeRange(start: MediaTime(milliseconds: begin), end: MediaTime(milliseconds: begin + 250)),
        confidence: 0.9876)
    }
    return Segment(words: words, language: language, speaker: speaker)
  }

  private func data(
    _ segments: [Segment], languages: [LanguageScore] = [], name: String = "ferry call.mp4",
    annotations: Annotations = .none
  ) throws
    -> Data
  {
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    return try AmazonTranscribeExporter().data(
      for: ExportInput(
        mediaName: name, media: MediaInfo(container: "mp4", duration: nil, startTime: .zero, streams: [stream]),
        track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
        transcript: Transcript(
          language: segments.first?.language ?? .undetermined, languages: languages, segments: segments,
          duration: MediaTime(milliseconds: 5000), provenance: Provenance(recognizer: "test", model: "none")),
        annotations: annotations))
  }

  @Test func golden() throws {
    let segments = [segment("Hi, the ferry leaves at noon.", from: 120), segment("“Great!” she said...", from: 2640)]
    let scores = [LanguageScore("en", score: 0.9412), LanguageScore("de", score: 0.05)]
    try GoldenFile.verify(data(segments, languages: scores), "amazon-transcribe/ferry.transcribe.json")
  }

  @Test func goldenWithTwoLanguagesAndSpeakers() throws {
    let segments = [
      segment("Good morning.", from: 100, speaker: "spk_0"),
      segment("Guten Morgen.", from: 1400, language: "de", speaker: "spk_1"),
    ]
    try GoldenFile.verify(data(segments), "amazon-transcribe/two.transcribe.json")
  }

  @Test func goldenWithoutSpeech() throws {
    try GoldenFile.verify(data([]), "amazon-transcribe/empty.transcribe.json")
  }

  @Test(arguments: [
    ("Well,", ["Well", ","]), ("“Well,”", ["“", "Well", ",", "”"]), ("don't", ["don't"]), ("3.5%", ["3.5%"]),
    ("...", ["..."]), ("what?!", ["what", "?", "!"]), ("no...", ["no", "..."]), ("U.S.", ["U.S."]),
    ("e.g.,", ["e.g.", ","]),
    ("-5", ["-5"]), ("はい。", ["はい", "。"]), ("—", ["—"]), ("$5.", ["$5", "."]), ("", []),
  ])
  func punctuationIsApart(word: String, expected: [String]) throws {
    let words = [Word(word, range: TimeRange(start: .zero, end: MediaTime(milliseconds: 500)), confidence: 1)]
    let document = try JSONDecoder().decode(Document.self, from: data([Segment(words: words, language: "en")]))
    #expect(document.results.items.map { $0.alternatives[0].content } == expected)
    for item in document.results.items {
      #expect((item.type == "punctuation") == (item.start_time == nil))
      #expect((item.type == "punctuation") == (item.alternatives[0].confidence == "0.0"))
    }
  }

  @Test(arguments: [(0, "0.0"), (2190, "2.19"), (2559, "2.559"), (10_000, "10.0"), (50, "0.05"), (5, "0.005")])
  func timesHaveNoPadding(milliseconds: Int64, expected: String) throws {
    let document = try JSONDecoder().decode(Document.self, from: data([segment("x", from: milliseconds)]))
    #expect(document.results.items[0].start_time == expected)
  }

  @Test(arguments: [
    ("Film.2024.mkv", "Film.2024"), ("a b/ü.mp4", "a_b__"), ("noextension", "noextension"), (".mp4", "transcript"),
  ])
  func jobNamesAreAllowed(name: String, expected: String) throws {
    #expect(try JSONDecoder().decode(Document.self, from: data([], name: name)).jobName == expected)
  }

  @Test func accountsHaveTwelveDigits() {
    var configuration = AmazonTranscribeConfiguration()
    configuration.accountID = "12"
    #expect(throws: ConfigurationError.self) { try AmazonTranscribeExporter(configuration: configuration) }
  }

  @Test func goldenWithOtherReadings() throws {
    var first = segment("The rain forest grows.", from: 200)
    first.alternatives = [Alternative(words: segment("The rainforest grows.", from: 200).words, score: 0.8)]
    try GoldenFile.verify(data([first, segment("It does.", from: 2000)]), "amazon-transcribe/readings.transcribe.json")
  }

  /// All scores, and some of another source.
  private static func judged(_ segments: [Segment]) -> Annotations {
    var first = 0
    let judged = segments.enumerated().map { index, segment in
      defer { first += segment.words.count }
      let scores = ToxicityCategory.allCases.enumerated().map { place, category in
        (category.rawValue, Double(index * 10 + place) / 33)
      }
      return UtteranceScores(
        source: "org.surtitle.toxicity en-1", range: segment.range, words: first..<first + segment.words.count,
        scores: Dictionary(uniqueKeysWithValues: scores))
    }
    let mood = UtteranceScores(
      source: "org.surtitle.sentiment en-1", range: segments[0].range, words: 0..<1, scores: ["positive": 1])
    return Annotations(utterances: [mood] + judged)
  }

  @Test func goldenWithToxicity() throws {
    let segments = [segment("You are a useless teammate.", from: 100), segment("Nice save.", from: 3000)]
    try GoldenFile.verify(
      data(segments, annotations: Self.judged(segments)), "amazon-transcribe/toxicity.transcribe.json")
  }

  @Test func utterancesWithoutAllScoresAreNoToxicity() throws {
    let segments = [segment("Nice save.", from: 100)]
    var judged = Self.judged(segments)
    judged.utterances[1].scores["graphic"] = nil
    let text = String(decoding: try data(segments, annotations: judged), as: UTF8.self)
    #expect(!text.contains("toxicity_detection"))
  }

  @Test(.enabled(if: TestData.isAvailable)) func shapeIsThatOfARealResult() throws {
    let root = try #require(TestData.root)
    let file = URL(fileURLWithPath: "\(root)")
      .appendingPathComponent("diarization/localstack__localstack/multi-speaker.aws-output.json")
    let real = Self.shape(try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
    let segments = [segment("Hi, there.", from: 0, speaker: "spk_0"), segment("Hello.", from: 900, speaker: "spk_1")]
    #expect(Self.shape(try JSONSerialization.jsonObject(with: data(segments))) == real)
  }

  /// Every path to a value with the kind of value: `results.items[].id number`.
  private static func shape(_ value: Any, _ path: String = "") -> Set<String> {
    switch value {
    case let object as [String: Any]:
      return object.reduce(into: []) { $0.formUnion(shape($1.value, path + "." + $1.key)) }
    case let array as [Any]:
      return array.reduce(into: []) { $0.formUnion(shape($1, path + "[]")) }
    case is String: return [path + " string"]
    default: return [path + " number"]
    }
  }

  /// The part of the document that these tests look at.
  private struct Document: Decodable {
    struct Results: Decodable { var items: [Item] }
    struct Item: Decodable {
      var type: String
      var start_time: String?
      var alternatives: [Alternative]
    }
    struct Alternative: Decodable {
      var confidence: String
      var content: String
    }
    var jobName: String
    var results: Results
  }
}
