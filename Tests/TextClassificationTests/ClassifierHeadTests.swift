import Foundation
import Testing

@testable import TextClassification

@Suite struct ClassifierHeadTests {
  @Test func scoresAreThoseOfTheReference() throws {
    for fixed in try FeatureVectors.read().fixed {
      let vector = (0..<ClassifierHead.vectorSize).map { Float(($0 * 37 + fixed.k * 101) % 97 - 48) / 64 }
      let toxicity = ToxicityFeatures.names.indices.map { Float(($0 * 11 + fixed.k) % 5) / 4 }
      let sentiment = SentimentFeatures.names.indices.map { Float(($0 * 7 + fixed.k) % 9 - 4) / 4 }
      let scores = ClassifierHead.toxicity.scores(inputs: vector + toxicity)
      #expect(zip(scores, fixed.toxicity).allSatisfy { abs($0 - $1) < 1e-3 } && scores.count == fixed.toxicity.count)
      let moods = ClassifierHead.sentiment.scores(inputs: vector + sentiment)
      #expect(zip(moods, fixed.sentiment).allSatisfy { abs($0 - $1) < 1e-3 } && moods.count == fixed.sentiment.count)
    }
  }

  @Test func headsInTheProgramSayWhatTheyAre() {
    let toxicity = ClassifierHead.toxicity
    #expect(toxicity.language == "en" && toxicity.outputs.count == 9)
    #expect(toxicity.outputs.allSatisfy { (0..<1).contains(toxicity.thresholds[$0] ?? 2) })
    #expect(Set(toxicity.bands.keys) == Set(toxicity.outputs))
    #expect(ClassifierHead.sentiment.outputs == ["negative", "neutral", "positive", "mixed"])
    #expect(ClassifierHead.sentiment.thresholds["mixed"] != nil)
  }

  @Test func moodsAddToOne() {
    let scores = ClassifierHead.sentiment.scores(
      vector: [Float](repeating: 0.05, count: ClassifierHead.vectorSize),
      features: SentimentFeatures.values(of: "Good."))
    #expect(abs(scores[0] + scores[1] + scores[2] - 1) < 1e-5)
  }

  private static let file = EmbeddedFile.sentimentHead.data

  /// The head with a part of its header replaced, and its length kept.
  private static func changed(_ old: String, _ new: String) throws -> Data {
    var data = file
    let place = try #require(data.range(of: Data(old.utf8)))
    try #require(old.utf8.count == new.utf8.count)
    data.replaceSubrange(place, with: Data(new.utf8))
    return data
  }

  @Test(arguments: [
    ("SURTHEAD", "SURTHEAP", "no head"), ("8199be6f", "8199be60", "another sentence encoder"),
    ("\"relu\"", "\"tanh\"", "shape that this program does not know"),
    ("\"clauseLowest\"", "\"clauseLongst\"", "features"),
    ("\"f16\"", "\"f64\"", "unknown type"), ("hidden.weight", "hidden.height", "no array hidden.weight"),
    ("\"offset\": 149760", "\"offset\": 949760", "outside the file"),
    ("\"version\": 1", "\"version\": x", "cannot be read"),
  ])
  func whatDoesNotFitIsRefused(old: String, new: String, reason: String) throws {
    let data = try Self.changed(old, new)
    let error = #expect(throws: ClassifierError.self) {
      try ClassifierHead(data: data, features: SentimentFeatures.names)
    }
    #expect(error?.description.contains(reason) == true)
  }

  @Test func otherWordListsAreRefused() throws {
    let data = try Self.changed(Valence.digest.prefix(8).description, "00000000")
    let error = #expect(throws: ClassifierError.self) {
      try ClassifierHead(data: data, features: SentimentFeatures.names)
    }
    #expect(error?.description.contains("word lists") == true)
  }

  @Test func whatIsCutOffIsRefused() {
    for count in [0, 7, 15, 16, 100, 2000, Self.file.count - 5] {
      #expect(throws: ClassifierError.self, "\(count) bytes") {
        try ClassifierHead(data: Self.file.prefix(count), features: SentimentFeatures.names)
      }
    }
  }
}
