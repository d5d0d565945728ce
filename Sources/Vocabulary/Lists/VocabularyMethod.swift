/// What becomes of words that a list has.
package enum VocabularyMethod: String, Hashable, Sendable, Codable, CaseIterable {
  /// Something else stands for them: `***`.
  case mask
  /// They are left out.
  case remove
  /// The text that the list gives for them.
  case replace
  /// They stay, and are marked where a format can mark them.
  case tag
}
