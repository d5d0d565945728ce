public import Transcript

/// What a broadcaster, a streaming service or a user asks of subtitles.
public struct HouseStyle: Hashable, Sendable, Codable {
  /// What it is asked for by, such as `netflix-children`.
  public var name: String
  /// For people.
  public var title: String
  /// Where the numbers come from.
  public var sources: [String]
  /// For languages that have no rules of their own.
  public var rules: StyleRules
  /// By primary language subtag, such as `ja`.
  public var languages: [String: StyleRules]

  /// The rules for subtitles in `language`.
  public func rules(for language: LanguageTag) -> StyleRules { languages[language.primary] ?? rules }

  /// This style with `changes`. A limit that a language has of its own stays where it is the stricter one: text in
  /// full-width characters, say, is never made for lines of a length that was meant for Latin ones.
  public func changed(by changes: StyleRuleChanges) -> HouseStyle {
    var style = self
    style.rules = changes.applied(to: rules)
    for (language, own) in languages {
      var changed = changes.applied(to: own)
      if own.maximumLineLength != rules.maximumLineLength {
        changed.maximumLineLength = min(changed.maximumLineLength, own.maximumLineLength)
      }
      if own.maximumReadingSpeed != rules.maximumReadingSpeed, let limit = own.maximumReadingSpeed {
        changed.maximumReadingSpeed = changed.maximumReadingSpeed.map { min($0, limit) }
      }
      style.languages[language] = changed
    }
    return style
  }
}
