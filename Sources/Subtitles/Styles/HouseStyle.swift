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
  /// By normalised language tag, such as `ja` or `pt-BR`.
  public var languages: [String: StyleRules]
  /// For subtitles that are drawn into pictures.
  public var look = StyleLook()

  /// The rules for subtitles in `language`: those of the tag, of its primary subtag, or of all languages.
  public func rules(for language: LanguageTag) -> StyleRules {
    languages[language.code] ?? languages[language.primary] ?? rules
  }

  /// This style with `changes`. Where the characters of a language are counted otherwise, so that it has a length of
  /// lines of its own, the stricter limits stay: text in full-width characters is never made for lines, nor read at a
  /// speed, that was meant for Latin ones.
  public func changed(by changes: StyleRuleChanges) -> HouseStyle {
    var style = self
    style.rules = changes.applied(to: rules)
    for (language, own) in languages {
      var changed = changes.applied(to: own)
      if own.maximumLineLength != rules.maximumLineLength {
        changed.maximumLineLength = min(changed.maximumLineLength, own.maximumLineLength)
        if let limit = own.maximumReadingSpeed {
          changed.maximumReadingSpeed = changed.maximumReadingSpeed.map { min($0, limit) }
        }
      }
      style.languages[language] = changed
    }
    return style
  }
}
