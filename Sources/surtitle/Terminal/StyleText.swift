internal import Subtitles
internal import Transcript

/// A house style for people.
enum StyleText {
  static func text(of style: HouseStyle) -> String {
    var text = "\(style.name): \(style.title)\n\n"
    let common = rows(style.rules)
    let width = common.map(\.label.count).max() ?? 0
    for row in common + [(label: "burnt in", value: look(style.look))] {
      text += "\(row.label.padded(to: width))  \(row.value)\n"
    }
    let different = style.languages.sorted { $0.key < $1.key }.compactMap { language, rules -> String? in
      let changes = zip(common, rows(rules)).filter { $0.value != $1.value }.map { "\($1.label) \($1.value)" }
      return changes.isEmpty ? nil : "  \(language.padded(to: 4))\(changes.joined(separator: ", "))\n"
    }
    if !different.isEmpty { text += "\nwhat differs by language:\n" + different.joined() }
    return text + "\n" + style.sources.map { "source: \($0)\n" }.joined()
  }

  private static func look(_ look: StyleLook) -> String {
    func percent(_ part: Double) -> String { "\(Int((part * 100).rounded())) %" }
    return (look.hasBox ? "on a box" : "within a border")
      + ", \(percent(look.sideMargin)) free at each side, \(percent(look.minimumSideMargin)) beside long lines"
  }

  private static func rows(_ rules: StyleRules) -> [(label: String, value: String)] {
    func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
    return [
      ("line length", "\(rules.maximumLineLength) columns"), ("lines", "\(rules.maximumLines)"),
      ("reading speed", rules.maximumReadingSpeed.map { "\(number($0)) columns a second" } ?? "any"),
      ("word rate", rules.maximumWordRate.map { "\(number($0)) words a minute" } ?? "any"),
      ("duration", "\(rules.minimumDuration) to \(rules.maximumDuration)"), ("gap", "\(rules.minimumGap)"),
      ("gaps closed below", "\(rules.chainBelow)"), ("stays after speech", "up to \(rules.maximumTrail)"),
      ("off its speech", "up to \(rules.maximumOffset)"), ("shot changes", "within \(rules.shotZone)"),
      ("two speakers", rules.dialogue.rawValue), ("ellipsis", rules.ellipsis.rawValue),
    ]
  }
}
