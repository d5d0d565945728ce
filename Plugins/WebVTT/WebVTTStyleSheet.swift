import Subtitles

/// Of STYLE blocks what tells how the text of cues looks: rules for classes and tags, with colours, slant, weight and
/// lines. Sizes, fonts and shadows are the player's affair here.
struct WebVTTStyleSheet {
  /// What all rules together say, by `.class` or `tag`; the rules for all cues under an empty name.
  private var rules: [String: Change] = [:]

  /// - Parameter sheets: the text of the blocks.
  init(_ sheets: [String]) {
    for sheet in sheets { read(Self.withoutComments(sheet)) }
  }

  func apply(_ selector: String, to style: inout TextStyle) {
    rules[selector]?.apply(to: &style)
  }

  private mutating func read(_ sheet: String) {
    for rule in sheet.split(separator: "}") {
      let parts = rule.split(separator: "{", maxSplits: 1)
      guard parts.count == 2 else { continue }
      var change = Change()
      let declared = parts[1].split(separator: ";").count { change.add($0) }
      guard declared > 0 else { continue }
      for selector in parts[0].split(separator: ",") {
        if let name = Self.name(of: selector.filter { $0 != "\n" }.trimmed) {
          rules[name] = rules[name].map(change.over) ?? change
        }
      }
    }
  }

  /// `::cue` → empty, `::cue(.shout)` → `.shout`, `::cue(i)` → `i`; nil for selectors of other things.
  private static func name(of selector: String) -> String? {
    guard selector.hasPrefix("::cue") else { return nil }
    let rest = selector.dropFirst(5)
    if rest.isEmpty { return "" }
    guard rest.hasPrefix("("), rest.hasSuffix(")") else { return nil }
    let inner = rest.dropFirst().dropLast().trimmed
    let isPlain = inner.dropFirst().allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
    guard isPlain, let first = inner.first, first == "." || first.isLetter else { return nil }
    return inner
  }

  /// What rules say of a look; nil for what they leave as it is.
  private struct Change {
    var color: TextColor?
    var background: TextColor?
    var isItalic: Bool?
    var isBold: Bool?
    var lines: (under: Bool, through: Bool)?

    /// Takes over what a declaration says, and tells whether that is anything.
    mutating func add(_ declaration: Substring) -> Bool {
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return false }
      let value = parts[1].filter { $0 != "\n" }.trimmed.lowercased()
      switch parts[0].filter({ !$0.isWhitespace }).lowercased() {
      case "color":
        guard let color = TextColor(css: value) else { return false }
        self.color = color
      case "background", "background-color":
        guard let color = TextColor(css: value) else { return false }
        background = color
      case "font-style": isItalic = value == "italic" || value == "oblique"
      case "font-weight": isBold = value == "bold" || value == "bolder" || (Int(value) ?? 0) >= 600
      case "text-decoration": lines = (value.contains("underline"), value.contains("line-through"))
      default: return false
      }
      return true
    }

    func over(_ earlier: Change) -> Change {
      Change(
        color: color ?? earlier.color, background: background ?? earlier.background,
        isItalic: isItalic ?? earlier.isItalic, isBold: isBold ?? earlier.isBold, lines: lines ?? earlier.lines)
    }

    func apply(to style: inout TextStyle) {
      style.color = color ?? style.color
      style.background = background ?? style.background
      style.isItalic = isItalic ?? style.isItalic
      style.isBold = isBold ?? style.isBold
      if let lines { (style.isUnderlined, style.isStruckOut) = lines }
    }
  }

  private static func withoutComments(_ sheet: String) -> String {
    var result = ""
    var rest = sheet[...]
    while let open = rest.firstRange(of: "/*") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "*/") else { return result }
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  // MARK: - Classes that stand for colours

  /// The classes that every player has a colour for (W3C WebVTT §5.1); `bg_` before them is the colour behind.
  private static let standard: [String: TextColor] = TextColor.named.filter {
    ["white", "lime", "cyan", "red", "yellow", "magenta", "blue", "black"].contains($0.key)
  }
  private static let names = Dictionary(standard.map { ($0.value, $0.key) }) { first, _ in first }

  /// What a class says about colours by its name alone; false where it says nothing.
  static func applyColor(_ name: String, to style: inout TextStyle) -> Bool {
    let isBackground = name.hasPrefix("bg_")
    let text = isBackground ? String(name.dropFirst(3)) : name
    guard let color = standard[text] ?? (text.hasPrefix("color_") ? TextColor(css: "#" + text.dropFirst(6)) : nil)
    else {
      return false
    }
    if isBackground { style.background = color } else { style.color = color }
    return true
  }

  /// The class for a colour.
  static func className(of color: TextColor, isBackground: Bool) -> String {
    (isBackground ? "bg_" : "") + (names[color] ?? "color_" + color.css.dropFirst())
  }

  /// The STYLE block that gives the colours of `document` that players do not know their classes; nil where there are
  /// none.
  static func block(for document: SubtitleDocument) -> String? {
    var rules: Set<String> = []
    for style in document.cues.flatMap(\.text).flatMap(\.spans).map(\.style) {
      for (color, property) in [(style.color, "color"), (style.background, "background-color")] {
        guard let color, names[color] == nil else { continue }
        let name = className(of: color, isBackground: property != "color")
        rules.insert("::cue(.\(name)) { \(property): \(color.css) }")
      }
    }
    return rules.isEmpty ? nil : rules.sorted().joined(separator: "\n")
  }

  /// Whether `block(for:)` wrote this sheet.
  static func isOwn(_ sheet: String) -> Bool {
    !sheet.isEmpty
      && sheet.split(separator: "\n").allSatisfy { $0.hasPrefix("::cue(.color_") || $0.hasPrefix("::cue(.bg_color_") }
  }
}
