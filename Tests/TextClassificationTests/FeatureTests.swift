import TestSupport
import Testing

@testable import TextClassification

/// Number for number what the program that trained the heads computes.
@Suite struct FeatureTests {
  private let vectors: FeatureVectors

  init() throws {
    vectors = try FeatureVectors.read()
    try #require(vectors.cases.count > 50)
  }

  @Test func encoderTextIsTheSame() {
    for (number, expected) in vectors.cases.enumerated() {
      let text = EncoderText.cleaned(expected.text)
      // Code point by code point: texts that look the same are not the same to the encoder.
      #expect(text.unicodeScalars.elementsEqual(expected.encoderText.unicodeScalars), "case \(number)")
    }
  }

  @Test func wordsAndHitsAreTheSame() {
    var features = ToxicityFeatures()
    for (number, expected) in vectors.cases.enumerated() {
      let text = features.classified(expected.text)
      #expect(text.words.map(\.plain) == expected.words, "case \(number)")
      let hits = text.hits.map {
        FeatureVectors.Hit(first: $0.words.lowerBound, count: $0.words.count, severities: $0.severities.values)
      }
      #expect(hits == expected.hits, "case \(number)")
    }
  }

  @Test func toxicityFeaturesAreTheSame() {
    #expect(vectors.toxicityFeatures == ToxicityFeatures.names)
    var features = ToxicityFeatures()
    for (number, expected) in vectors.cases.enumerated() {
      #expect(features.values(of: expected.text) == expected.toxicityFeatures, "case \(number)")
    }
  }

  @Test func sentimentFeaturesAreTheSame() {
    #expect(vectors.sentimentFeatures == SentimentFeatures.names)
    for (number, expected) in vectors.cases.enumerated() {
      #expect(SentimentFeatures.values(of: expected.text) == expected.sentimentFeatures, "case \(number)")
    }
  }

  /// Whatever stands in a transcript: nothing traps, every number is within its bounds.
  @Test func anyTextHasFeatures() {
    var features = ToxicityFeatures()
    var generator = SeededGenerator(seed: 12)
    let alphabet = Array(" \"'@#*$!?&;:/.,aAbBssoO0\u{301}é\u{200D}😀Ａ\u{FEFF}日\u{E0020}".unicodeScalars)
    for _ in 0..<2000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        view.append(alphabet.randomElement(using: &generator) ?? " ")
      }
      let text = String(view)
      _ = EncoderText.cleaned(text)
      #expect(features.values(of: text).allSatisfy { (0...1).contains($0) })
      #expect(SentimentFeatures.values(of: text).allSatisfy { (-1...1).contains($0) })
    }
  }
}
