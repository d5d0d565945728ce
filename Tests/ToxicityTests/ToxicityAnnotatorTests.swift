import Moderation
import PluginKit
import TestSupport
import Testing
import TextClassification
import Timeline
import Toxicity
import Transcript
import Vocabulary

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

  @Test func otherLanguagesAreNotJudgedWithoutLists() async throws {
    var sketch = SpeechSketch()
    sketch.say("Die Fähre fährt am Mittag ab.", language: "de")
    sketch.say("The ferry leaves at noon from the pier.", language: "en-GB")
    sketch.say("Who knows what language this is?", language: "und")
    let found = try await annotations(sketch) { $0.lists = [] }
    #expect(found.utterances.map(\.words) == [6..<14])
    #expect(
      found.unjudged
        == ["de", "und"].map { Unjudged(source: "org.surtitle.toxicity", language: $0, utterances: 1) })
  }

  /// By made-up lists: the head reads English alone.
  @Test func otherLanguagesAreJudgedByLists() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "# language: de\nzwurbel [category=insult severity=0.5]\nkrampf [category=hate severity=0.9]\n"
        + "knorz [category=profanity]\nmumpf\n", to: "mild.de.txt")
    try folder.write("# language: en\nferry [category=insult]\n", to: "mild.en.txt")
    try folder.write("brumsel [category=violence_or_threat severity=0.2]\n", to: "any.txt")
    var sketch = SpeechSketch()
    for (text, language) in [
      ("Du Zwurbel bist ein Knorz.", "de-AT"), ("Die Fähre fährt ab.", "de"), ("The ferry leaves at noon today.", "en"),
      ("Qui est Brumsel ici?", "fr"), ("Knorz, ferry, brumsel.", "und"), ("Mumpf und Kr*mpf.", "de"), ("Krampf!", "de"),
    ] { sketch.say(text, language: LanguageTag(language)) }
    var configuration = ToxicityConfiguration()
    configuration.lists = ["mild", "any"]
    configuration.shouting = false
    let annotator = try ToxicityAnnotator(
      configuration: configuration, store: VocabularyStore(directory: folder.path))
    let found = try await annotator.annotate(sketch.transcript, audio: nil, in: sketch.context())
    let judged = found.utterances.sorted { $0.words.lowerBound < $1.words.lowerBound }
    let sources = ["de", "de", "", "fr", "de", "de"].map { $0.isEmpty ? "en-1" : "\($0)-lists" }
    #expect(judged.map { $0.source.replacing("org.surtitle.toxicity ", with: "") } == sources)
    #expect(judged[0].scores == ["insult": 0.75, "hate_speech": 0, "profanity": 1, "violence_or_threat": 0])
    #expect(judged[1].scores.values.allSatisfy { $0 == 0 })
    #expect(judged[2].scores.count == 9)
    #expect(judged[3].scores == ["violence_or_threat": 0.6])
    #expect(judged[4].scores.values.allSatisfy { $0 == 0 })
    #expect(judged[5].scores["hate_speech"] == 0.95)
    let told = found.findings.filter { $0.source.hasSuffix("-lists") }
    #expect(told.map(\.category).sorted() == ["hate_speech", "insult", "profanity", "violence_or_threat"])
    #expect(told.allSatisfy { $0.threshold == 0.5 && $0.rule == nil })
    let severities = Dictionary(uniqueKeysWithValues: told.map { ($0.category, $0.severity) })
    #expect(
      severities == ["insult": .medium, "hate_speech": .critical, "profanity": .critical, "violence_or_threat": .low])
    // Other words in a list make results stale.
    let before = annotator.resultSettings
    #expect(Set(before.keys) == ["classifier", "list any", "list mild.de", "list mild.en"])
    try folder.write("# language: de\nknorz [category=profanity]\n", to: "mild.de.txt")
    // Whoever works with the lists goes on with what was in them, and is told.
    #expect(annotator.resultSettings == before && !annotator.isCurrent)
    let later = try ToxicityAnnotator(configuration: configuration, store: VocabularyStore(directory: folder.path))
    #expect(later.isCurrent)
    #expect(later.resultSettings.filter { before[$0.key] != $0.value }.map(\.key) == ["list mild.de"])
    let again = try await later.annotate(sketch.transcript, audio: nil, in: sketch.context())
    #expect(
      again.utterances.first { $0.source.hasSuffix("-lists") }?.scores == ["profanity": 1, "violence_or_threat": 0])
  }

  @Test func listsThatAreNotThereEndTheRun() async throws {
    var sketch = SpeechSketch()
    sketch.say("Die Fähre fährt ab.", language: "de")
    await #expect(throws: EnvironmentError.self) { try await annotations(sketch) { $0.lists = ["nowhere"] } }
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
    var context = sketch.context()
    context.embeddings?.weights = String(repeating: "0", count: 64)
    let error = await #expect(throws: EnvironmentError.self) {
      try await annotator.annotate(sketch.transcript, audio: nil, in: context)
    }
    #expect(error?.description.contains("is not the one that the classifier was trained with") == true)
    context.embeddings?.weights = ClassifierHead.encoderDigest
    #expect(try await annotator.annotate(sketch.transcript, audio: nil, in: context).utterances.count == 1)
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
      ("/lists/1", with { $0.lists = ["mild", "a b"] }),
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
