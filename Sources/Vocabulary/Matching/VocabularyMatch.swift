/// Words of a transcript that an entry of a list asks for.
package struct VocabularyMatch: Hashable, Sendable {
  /// How the words were read, the plainest first.
  package enum Reading: UInt8, Hashable, Sendable, Comparable, CaseIterable {
    /// The entry itself, or one of its regular forms.
    case plain
    /// Compounds written apart or together, letters written apart.
    case joined
    /// Digits and signs for letters, or letters repeated.
    case disguised
    /// Signs that hide letters: several entries may fit.
    case censored

    package static func < (left: Reading, right: Reading) -> Bool { left.rawValue < right.rawValue }
  }

  /// Indices into the words that were searched.
  package var words: Range<Int>
  package var entry: VocabularyEntry
  /// The name of the list.
  package var list: String
  package var reading: Reading

  package init(words: Range<Int>, entry: VocabularyEntry, list: String, reading: Reading) {
    self.words = words
    self.entry = entry
    self.list = list
    self.reading = reading
  }
}

extension VocabularyMatch: CustomStringConvertible, CustomDebugStringConvertible {
  /// Says where, never what: words of lists must not slip into logs.
  package var description: String { "words \(words) by line \(entry.line) of \(list)" }
  package var debugDescription: String { description }
}
