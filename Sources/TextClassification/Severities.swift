/// How bad a word or a phrase is, 0…1 in each category of the lexicon.
struct Severities: Hashable {
  /// The categories, in the order of the lexicon and of the features.
  static let categories = ["profanity", "sexual", "hate", "insult"]

  let values: [Double]

  /// - Parameter tenths: 0…10, one for each category.
  init?(tenths: [Int]) {
    guard tenths.count == Self.categories.count, tenths.allSatisfy((0...10).contains) else { return nil }
    values = tenths.map { Double($0) / 10 }
  }

  var highest: Double { values.max() ?? 0 }
}
