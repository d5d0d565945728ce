/// What counts as a word of a list, beside the word itself.
package struct VocabularyMatchingOptions: Hashable, Sendable, Codable {
  /// Regular endings, in the languages that have rules.
  package var inflections = true
  /// Digits and signs for letters: `0 1 3 4 5 7 @ $ ! + |`.
  package var leetspeak = true
  /// Letters that are written three times or more.
  package var repeatedLetters = true
  /// Signs that hide letters, one each: `d**n`.
  package var censoredForms = true
  /// `d a m n`, `d-a-m-n`, `d.a.m.n.`
  package var spacedLetters = true
  /// Compounds that were written apart, or phrases of two words that were written together.
  package var splitWords = true
  /// Lists count in speech of other languages too.
  package var otherLanguages = false

  package init() {}

  /// Nothing but the words themselves, whatever their case and marks.
  package static let literal: VocabularyMatchingOptions = {
    var options = VocabularyMatchingOptions()
    options.inflections = false
    options.leetspeak = false
    options.repeatedLetters = false
    options.censoredForms = false
    options.spacedLetters = false
    options.splitWords = false
    return options
  }()
}
