/// A word as counting words looks at it.
struct Token {
  enum Kind {
    /// It can be part of a phrase.
    case content
    /// A small word of its language, which says nothing by itself.
    case stop
    /// Digits and the like.
    case number
  }

  /// In small letters, without marks around it; the same for all forms that count as one word.
  var key: String
  /// As it is written, without marks around it.
  var text: String
  var kind: Kind
  /// Whether a capital at its start says nothing.
  var startsSentence: Bool
  /// Whether a comma or another mark comes after it: no phrase goes on beyond that.
  var endsPhrase: Bool
  /// Whether a space stands between it and the one before.
  var hasSpaceBefore: Bool
}
