/// A word or phrase of a list.
package struct VocabularyEntry: Hashable, Sendable {
  /// As it is written, with a `*` where a word may begin or end in any way.
  package var phrase: String
  /// What stands for it, where the list says so.
  package var replacement: String?
  /// What becomes of it, where the list says so.
  package var method: VocabularyMethod?
  /// What kind of word it is, as the list names it: `profanity`, `hate`.
  package var category: String?
  /// How offensive it is, 0…1.
  package var severity: Double?
  /// Whether it is a phrase that may be said, and shields the words in it.
  package var isException: Bool
  /// Whether nothing but the word itself counts: no endings, no disguises.
  package var isExact: Bool
  /// The line that it stands in, from 1.
  package var line: Int

  package init(
    _ phrase: String, replacement: String? = nil, method: VocabularyMethod? = nil, category: String? = nil,
    severity: Double? = nil, isException: Bool = false, isExact: Bool = false, line: Int = 0
  ) {
    self.phrase = phrase
    self.replacement = replacement
    self.method = method
    self.category = category
    self.severity = severity
    self.isException = isException
    self.isExact = isExact
    self.line = line
  }
}

extension VocabularyEntry: CustomStringConvertible, CustomDebugStringConvertible {
  /// Says where it stands, never what it is: words of lists must not slip into logs.
  package var description: String { "entry in line \(line)" }
  package var debugDescription: String { description }
}
