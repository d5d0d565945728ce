import Moderation
import PluginKit
import Testing
import Timeline
import Toxicity
import Transcript

@Suite struct ToxicityAnnotatorTests {
  private static let names = Set(ToxicityCategory.allCases.map(\.rawValue))

  private func annotations(
    _ sketch: SpeechSketch, _ change: (inout ToxicityConfiguration) -> Void = { _ in }
  ) async throws -> Annotations {
    var configuration = ToxicityConfiguration()
    change(&configuration)
    return try await ToxicityAnnotator(configuration: configuration).annotate(
      sketch.transcript, audio: nil, in: sketch.context())
  }

  @Test func everyUtteranceHasAllScores() async throws {
    var sketch = SpeechSketch()
    sketch.say("You are such a stupid idiot, do you hear?")
    sketch.say("The ferry leaves at noon from the pier.")
    let found = try await annotations(sketch)
    #expect(found.utterances.count == 2)
    for utterance in found.utterances {
      #expect(Set(utterance.scores.keys) == Self.names)
      #expect(utterance.scores.values.allSatisfy { (0...1).contains($0) })
      #expect(utterance.source.hasPrefix("org.surtitle.toxicity en-"))
    }
    #expect(found.utterances.map(\.words) == [0..<9, 9..<17])
    // The vectors are the same: the words alone make the difference.
    let insults = found.utterances.compactMap { $0.scores["insult"] }
    #expect(insults[0] > insults[1])
  }

  @Test func findingsReachTheirThreshold() async throws {
    var sketch = SpeechSketch()
    sketch.say("You are such a stupid idiot, do you hear?")
    let scores = try await annotations(sketch).utterances[0].scores
    let insult = try #require(scores["insult"])
    let found = try await annotations(sketch) {
      $0.categories = ["insult", "toxicity"]
      $0.thresholds = ["insult": insult, "toxicity": 0]
    }.findings
    // What has a name is not said again as toxicity.
    #expect(found.map(\.category) == ["insult"])
    #expect(found[0].score == insult && found[0].threshold == insult && found[0].words == 0..<9)
    #expect(found[0].severity != nil)
    let without = try await annotations(sketch) {
      $0.categories = ["insult", "toxicity"]
      $0.thresholds = ["insult": min(1, insult + 0.001), "toxicity": 0]
    }.findings
    #expect(without.map(\.category) == ["toxicity"])
  }

  @Test func lesserSeveritiesAreLeftOut() async throws {
    var sketch = SpeechSketch()
    sketch.say("The ferry leaves at noon from the pier.")
    let all = try await annotations(sketch) { $0.thresholds = ["insult": 0] }.findings
    #expect(all.map(\.severity) == [.low])
    let found = try await annotations(sketch) {
      $0.thresholds = ["insult": 0]
      $0.minimumSeverity = "medium"
    }.findings
    #expect(found.isEmpty)
  }

  @Test func otherLanguagesAreNotJudged() async throws {
    var sketch = SpeechSketch()
    sketch.say("Die Fähre fährt am Mittag ab.", language: "de")
    sketch.say("The ferry leaves at noon from the pier.", language: "en-GB")
    sketch.say("Who knows what language this is?", language: "und")
    #expect(try await annotations(sketch).utterances.map(\.words) == [6..<14])
  }

  @Test func nothingSaidIsNothingFound() async throws {
    #expect(try await annotations(SpeechSketch()).isEmpty)
  }

  @Test func vectorsMustFit() async throws {
    var sketch = SpeechSketch()
    sketch.say("The ferry leaves at noon from the pier.")
    let annotator = try ToxicityAnnotator(configuration: ToxicityConfiguration())
    for context in [SpeechSketch.bareContext, sketch.context(dimension: 8)] {
      await #expect(throws: EnvironmentError.self) {
        try await annotator.annotate(sketch.transcript, audio: nil, in: context)
      }
    }
    let context = sketch.context()
    sketch.segments[0].words.removeLast()
    await #expect(throws: EnvironmentError.self) {
      try await annotator.annotate(sketch.transcript, audio: nil, in: context)
    }
  }

  @Test(
    arguments: [
      ("/categories/0", with { $0.categories = ["rudeness"] }),
      ("/thresholds/insult", with { $0.thresholds = ["insult": 1.5] }),
      ("/thresholds/noise", with { $0.thresholds = ["noise": 0.5] }),
      ("/minimumSeverity", with { $0.minimumSeverity = "dire" }),
      ("/shoutingThreshold", with { $0.shoutingThreshold = -1 }),
    ])
  func settingsThatCannotBeAreRefused(pointer: String, configuration: ToxicityConfiguration) {
    let error = #expect(throws: ConfigurationError.self) { try ToxicityAnnotator(configuration: configuration) }
    #expect(error?.pointer == pointer)
  }

  private static func with(_ change: (inout ToxicityConfiguration) -> Void) -> ToxicityConfiguration {
    var configuration = ToxicityConfiguration()
    change(&configuration)
    return configuration
  }
}
