import Moderation
import PluginKit

/// The settings, checked.
struct MaskingRules: Sendable {
  enum Alternatives: String { case drop, mask }
  enum EmptySegments: String { case drop, mask }

  let mask: String
  let keepsLength: Bool
  let keepsFirstLetter: Bool
  let minimumScore: Double
  let emptySegments: EmptySegments
  let movesCapitals: Bool
  let alternatives: Alternatives
  /// Nil for words that are left alone.
  private let categories: [String: Treatment?]

  /// - Throws: `ConfigurationError`.
  init(_ configuration: MaskingConfiguration) throws(ConfigurationError) {
    guard let first = configuration.mask.first, configuration.mask.count <= 64,
      !configuration.mask.contains(where: { $0.isWhitespace || $0.isNewline })
    else { throw ConfigurationError("/mask", "this must be 1 to 64 characters without white space") }
    // Letters would be read as a word, and found again.
    guard !configuration.keepsLength || !first.isLetter else {
      throw ConfigurationError("/mask", "with keepsLength this must begin with a sign, such as *")
    }
    guard (0...1).contains(configuration.minimumScore) else {
      throw ConfigurationError("/minimumScore", "this must be 0 to 1")
    }
    guard let emptySegments = EmptySegments(rawValue: configuration.emptySegments) else {
      throw ConfigurationError("/emptySegments", "this must be drop or mask")
    }
    guard let alternatives = Alternatives(rawValue: configuration.alternatives) else {
      throw ConfigurationError("/alternatives", "this must be drop or mask")
    }
    var categories: [String: Treatment?] = [:]
    for (category, method) in configuration.categories.sorted(by: { $0.key < $1.key }) {
      switch method {
      case "mask": categories[category] = .some(.mask)
      case "remove": categories[category] = .some(.remove)
      case "tag": categories[category] = .some(.tag)
      case "keep": categories[category] = .some(nil)
      default: throw ConfigurationError("/categories/\(category)", "this must be mask, remove, tag or keep")
      }
    }
    mask = configuration.mask
    keepsLength = configuration.keepsLength
    keepsFirstLetter = configuration.keepsFirstLetter
    minimumScore = configuration.minimumScore
    movesCapitals = configuration.capitals
    self.emptySegments = emptySegments
    self.alternatives = alternatives
    self.categories = categories
  }

  /// What is to become of the words of a finding; nil for nothing.
  func treatment(of finding: Finding) -> Treatment? {
    guard finding.score >= minimumScore else { return nil }
    return categories[finding.category] ?? finding.treatment
  }

  /// What stands for a word; a mask stays as it is.
  func masked(_ word: PunctuatedText) -> String {
    if isMasked(word) { return word.text }
    let count = word.core.count { $0.isLetter || $0.isNumber }
    var text = keepsLength ? String(repeating: String(mask.prefix(1)), count: max(1, word.core.count)) : mask
    if keepsFirstLetter, count > 1, let first = word.core.first(where: \.isLetter) {
      text = String(first) + (keepsLength ? String(text.dropFirst()) : text)
    }
    return word.opening + text + word.closing
  }
  private func isMasked(_ word: PunctuatedText) -> Bool {
    var core = word.core[...]
    if keepsFirstLetter, core.first?.isLetter == true { core = core.dropFirst() }
    if keepsLength, !core.isEmpty, core.allSatisfy({ $0 == mask.first }) { return true }
    guard let place = word.text.firstRange(of: mask) else { return false }
    let rest = word.text[..<place.lowerBound] + word.text[place.upperBound...]
    return rest.count { $0.isLetter || $0.isNumber } <= (keepsFirstLetter ? 1 : 0)
  }
}
