import Foundation
import Logging
import Moderation
import PluginKit
import SystemPackage
import TestSupport
import Testing
import TextClassifier
import Timeline
import Transcript

/// With a classifier of a few hundred numbers, which `Tests/Fixtures/make-classifiers.py` wrote.
@Suite struct TextClassifierTests {
  private static let models = FilePath(
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures").path)

  private static let transcript: Transcript = {
    let texts = ["The ferry is late.", "Run, run now!", "Calm.", "Die Fähre."]
    let segments = texts.enumerated().map { index, text in
      let words = text.split(separator: " ").enumerated().map { place, word in
        let start = Int64(index) * 3000 + Int64(place) * 200
        return Word(
          String(word), hasSpaceBefore: place > 0,
          range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: start + 200)),
          confidence: 1)
      }
      return Segment(words: words, language: index < 3 ? "en" : "de")
    }
    return Transcript(
      language: "en", segments: segments, duration: MediaTime(milliseconds: 12_000),
      provenance: Provenance(recognizer: "test", model: "none"))
  }()

  private func annotations(
    in models: FilePath = models, _ change: (inout TextClassifierConfiguration) -> Void = { _ in }
  ) async throws -> Annotations {
    var configuration = TextClassifierConfiguration()
    configuration.model = "TextClassifier"
    change(&configuration)
    let context = PluginContext(
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: "", modelDirectory: models)
    return try await TextClassifierAnnotator(configuration: configuration).annotate(
      Self.transcript, audio: nil, in: context)
  }

  private func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

  @Test func labelsAreScored() async throws {
    let found = try await annotations { $0.languages = ["en"] }
    #expect(found.utterances.map(\.words) == [0..<4, 4..<7, 7..<8])
    #expect(found.utterances[0].source == "org.surtitle.text-classifier TextClassifier")
    // What is left out by its language is told.
    #expect(
      found.unjudged.map(\.source) == ["org.surtitle.text-classifier"]
        && found.unjudged.allSatisfy { $0.language != "en" })
    // What the network adds up: see the script.
    let logits = [
      ["calm": -2.0, "hurry": 1, "other": -4], ["calm": -2, "hurry": 5, "other": -4],
      ["calm": 3, "hurry": -4, "other": -4],
    ]
    for (utterance, logits) in zip(found.utterances, logits) {
      #expect(Set(utterance.scores.keys) == Set(logits.keys))
      for (label, logit) in logits { #expect(abs((utterance.scores[label] ?? 0) - sigmoid(logit)) < 1e-4) }
    }
    #expect(found.findings.map(\.category) == ["hurry", "hurry", "calm"])
    #expect(found.findings.allSatisfy { $0.threshold == 0.5 })
  }

  @Test func labelsBecomeCategories() async throws {
    let found = try await annotations {
      $0.labels = ["hurry": "alarm", "other": "alarm"]
      $0.thresholds = ["alarm": 0.9]
    }
    #expect(found.utterances.count == 4 && found.utterances.allSatisfy { Set($0.scores.keys) == ["alarm"] })
    #expect(found.findings.map(\.words) == [4..<7])
  }

  @Test func labelsCanExcludeEachOther() async throws {
    let found = try await annotations { $0.scoring = "softmax" }
    #expect(found.utterances.allSatisfy { abs($0.scores.values.reduce(0, +) - 1) < 1e-5 })
  }

  @Test func whatIsMissingIsTold() async throws {
    for (name, reason) in [
      ("Nowhere", "neither model.onnx nor model.xml"), ("Tokenizers", "neither model.onnx nor model.xml"),
    ] {
      let error = await #expect(throws: EnvironmentError.self) { try await annotations { $0.model = name } }
      #expect(error?.description.contains(reason) == true)
    }
    let error = await #expect(throws: EnvironmentError.self) {
      try await annotations { $0.labels = ["noise": "noise"] }
    }
    #expect(error?.description.contains("it has calm, hurry, other") == true)
  }

  @Test(arguments: [
    ("config.json", "{}", "does not name the labels"), ("config.json", #"{"id2label": {"1": "a"}}"#, "has no label 0"),
    ("config.json", #"{"id2label": {"0": "a"}}"#, "a number for each of 1 labels was expected"),
    ("tokenizer.json", "[]", "cannot be used: it is no tokenizer.json"), ("model.xml", "<net/>", "cannot be used"),
  ])
  func damagedFilesAreTold(file: String, text: String, reason: String) async throws {
    let folder = try TemporaryFolder()
    let copy = folder.path.appending("broken")
    try FileManager.default.copyItem(
      atPath: Self.models.appending("TextClassifier").string, toPath: copy.string)
    try Data(text.utf8).write(to: URL(filePath: copy.appending(file).string))
    let error = await #expect(throws: EnvironmentError.self) {
      try await annotations { $0.model = copy.string }
    }
    #expect(error?.description.contains(reason) == true)
  }

  @Test func anotherClassifierInTheFolderJudgesAnew() async throws {
    let folder = try TemporaryFolder()
    func found(_ model: FilePath) async throws -> [String] {
      try await annotations {
        $0.model = model.string
        $0.languages = ["en"]
      }.findings.map(\.category)
    }
    let copy = folder.path.appending("mine")
    try FileManager.default.copyItem(atPath: Self.models.appending("TextClassifier").string, toPath: copy.string)
    let annotator = try TextClassifierAnnotator(configuration: Self.with { $0.model = copy.string })
    let before = annotator.resultSettings
    #expect(Set(before.keys).isSuperset(of: ["config.json", "tokenizer.json"]))
    #expect(before.values.allSatisfy { $0.count == 64 })
    #expect(annotator.resultSettings == before)
    #expect(try await found(copy) == ["hurry", "hurry", "calm"])
    let file = URL(filePath: copy.appending("config.json").string)
    let text = try String(contentsOf: file, encoding: .utf8).replacing("hurry", with: "haste")
    try Data(text.utf8).write(to: file)
    #expect(annotator.resultSettings.filter { before[$0.key] != $0.value }.map(\.key) == ["config.json"])
    #expect(try await found(copy) == ["haste", "haste", "calm"])
    let missing = try TextClassifierAnnotator(configuration: Self.with { $0.model = "/nowhere/at/all" })
    #expect(missing.resultSettings == ["model": "missing"])
  }

  @Test(arguments: [
    ("/model", with { $0.model = "" }),
    ("/threshold", with { $0.threshold = 2 }), ("/thresholds/x", with { $0.thresholds = ["x": -1] }),
    ("/scoring", with { $0.scoring = "hardmax" }), ("/tokens", with { $0.tokens = 0 }),
  ])
  func settingsThatCannotBeAreRefused(pointer: String, configuration: TextClassifierConfiguration) {
    let error = #expect(throws: ConfigurationError.self) { try TextClassifierAnnotator(configuration: configuration) }
    #expect(error?.pointer == pointer)
  }

  private static func with(_ change: (inout TextClassifierConfiguration) -> Void) -> TextClassifierConfiguration {
    var configuration = TextClassifierConfiguration()
    configuration.model = "x"
    change(&configuration)
    return configuration
  }
}
