public import PluginKit

/// Which words are looked for, and what is to become of them.
public struct VocabularyAnnotatorConfiguration: PluginConfiguration {
  /// The lists, by name: `surtitle vocabulary list` shows them. `profanity` stands for `profanity.de`, `profanity.en` and
  /// so on; of them those count that are in the language of the speech. These, since somebody who names this plug-in and
  /// nothing else wants the words of everyday abuse.
  public var lists: [String] = ["profanity"]
  /// Words and phrases beside those of the lists, written as a line of a list is; they count in any language, and so take
  /// the endings of none: `heck*` finds `hecks`.
  public var words: [String] = []
  /// What becomes of them: `mask`, `remove`, `replace`, `tag`, or `report`, which changes and marks nothing. The entry of a
  /// list says more than this, then the category, then the list.
  public var method = "mask"
  /// The method for lists, by name.
  public var listMethods: [String: String] = [:]
  /// The method for categories, by name.
  public var categoryMethods: [String: String] = [:]
  /// What `replace` puts in place of entries that have no text of their own; where empty, they are masked.
  public var replacement = ""
  /// The categories that count; where empty, all.
  public var categories: [String] = []
  /// Entries that are less severe do not count, 0…1. 0: what stands in a list is meant.
  public var minimumSeverity = 0.0
  /// Regular endings count too, in German, English, French, Italian, Portuguese and Spanish.
  public var inflections = true
  /// Digits and signs for letters.
  public var leetspeak = true
  /// Letters that are written three times or more.
  public var repeatedLetters = true
  /// Signs that hide letters.
  public var censoredForms = true
  /// Letters apart from each other.
  public var spacedLetters = true
  /// Compounds that are written apart, and phrases of two words that are written together.
  public var splitWords = true
  /// Lists count in speech of other languages too. No: one language's word of abuse is another's everyday word.
  public var otherLanguages = false

  public init() {}

  public static var choices: [String: [String]] { ["method": VocabularyRules.methods] }
}
