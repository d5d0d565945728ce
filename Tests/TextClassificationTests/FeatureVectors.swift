import Foundation

/// What the program that trained the heads computes for sentences of its own.
struct FeatureVectors: Decodable {
  struct Case: Decodable {
    var text: String
    var encoderText: String
    var words: [String]
    var hits: [Hit]
    var toxicityFeatures: [Double]
    var sentimentFeatures: [Double]
  }

  /// `[first, count, severities]`
  struct Hit: Decodable, Hashable {
    var first: Int
    var count: Int
    var severities: [Double]

    init(first: Int, count: Int, severities: [Double]) {
      (self.first, self.count, self.severities) = (first, count, severities)
    }

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      first = try values.decode(Int.self)
      count = try values.decode(Int.self)
      severities = try values.decode([Double].self)
    }
  }

  /// Scores of inputs that are made by a rule from `k`.
  struct Fixed: Decodable {
    var k: Int
    var toxicity: [Float]
    var sentiment: [Float]
  }

  var toxicityFeatures: [String]
  var sentimentFeatures: [String]
  var cases: [Case]
  var fixed: [Fixed]

  static func read() throws -> FeatureVectors {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/TextClassification/features-vectors.json")
    return try JSONDecoder().decode(FeatureVectors.self, from: Data(contentsOf: file))
  }
}
