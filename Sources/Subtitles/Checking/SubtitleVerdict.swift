/// How far subtitles keep to a style, in numbers.
public struct SubtitleVerdict: Hashable, Sendable, Codable {
  /// The name of the style.
  public var style: String
  public var cues: Int
  /// Violations that better subtitles of the same words would not have, by rule.
  public var avoidable: [String: Int]
  /// Violations that the words force, such as speech that is too fast to be read, by rule.
  public var unavoidable: [String: Int]

  /// Remarks, which are a matter of taste, do not count.
  public init(style: String, cues: Int, violations: [StyleViolation]) {
    self.style = style
    self.cues = cues
    func counts(_ isAvoidable: Bool) -> [String: Int] {
      violations.filter { $0.severity > .info && $0.isAvoidable == isAvoidable }
        .reduce(into: [:]) { $0[$1.rule.rawValue, default: 0] += 1 }
    }
    avoidable = counts(true)
    unavoidable = counts(false)
  }

  public var avoidableCount: Int { avoidable.values.reduce(0, +) }
  public var unavoidableCount: Int { unavoidable.values.reduce(0, +) }
}
