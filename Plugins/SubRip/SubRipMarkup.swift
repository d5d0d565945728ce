import Subtitles

/// SubRip has no way to escape what players take for markup. A word joiner (U+2060), which is invisible, keeps it apart:
/// after `<` before a letter or `/`, after `{` before `\`, and between `--` and `>`.
///
/// One more joiner is put where joiners already stand in such a place, and reading takes one away, so that every text
/// comes back as it was.
enum SubRipMarkup {
  private static let joiner: Unicode.Scalar = "\u{2060}"

  static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      result.append(scalar)
      guard index + 1 < scalars.count else { break }
      if isGuarded(scalars, at: index, next: scalars[index + 1]) { result.append(joiner) }
    }
    return String(result)
  }

  /// The lines of a cue with the tags that players honour. A tag is closed with its line: players differ in whether they
  /// carry it on.
  static func marked(_ cue: Cue) -> [String] {
    var lines = cue.text.map { line in
      // What is guarded is decided on the whole line: marks of two spans may come together.
      let plain = escaped(line.string)
      guard line.spans.contains(where: { $0.style != TextStyle() }) else { return plain }
      return line.spans.map { span in
        let (open, close) = tags(for: span.style)
        return open + escaped(span.text) + close
      }.joined()
    }
    if let code = cue.placement.flatMap(alignmentCode), !lines.isEmpty { lines[0] = "{\\an\(code)}" + lines[0] }
    return lines
  }

  private static func tags(for style: TextStyle) -> (open: String, close: String) {
    var names: [String] = []
    if style.isBold { names.append("b") }
    if style.isItalic { names.append("i") }
    if style.isUnderlined { names.append("u") }
    if style.isStruckOut { names.append("s") }
    var open = names.map { "<\($0)>" }.joined()
    var close = names.reversed().map { "</\($0)>" }.joined()
    if let color = style.color {
      // There is no alpha here.
      let solid = TextColor(color.red, color.green, color.blue)
      open = "<font color=\"\(solid.css)\">" + open
      close += "</font>"
    }
    return (open, close)
  }

  /// The key of a keypad that lies where the cue does; nil for the usual place.
  private static func alignmentCode(_ placement: CuePlacement) -> Int? {
    placement.key == 2 ? nil : placement.key
  }

  // MARK: - Reading

  /// What the lines of a cue say, piece by piece, and where: tags hold until they are closed, over lines as well.
  struct Text {
    var spans: [CueSpan] = []
    /// What the first override says about it; the usual place as well.
    private var placement: CuePlacement?
    private var open: [(name: String, style: TextStyle)] = []

    /// Tags that are open at a time: more than any text is meant to have, and few enough to look through for each end.
    private static let deepest = 64

    /// Nil for the usual one.
    var place: CuePlacement? { placement == CuePlacement() ? nil : placement }

    private var style: TextStyle { open.last?.style ?? TextStyle() }

    init(_ lines: ArraySlice<String>) {
      for line in lines {
        add(line)
        spans.append(CueSpan("\n"))
      }
    }

    private mutating func add(_ line: String) {
      let scalars = Array(line.unicodeScalars)
      var piece = String.UnicodeScalarView()
      func flush(_ spans: inout [CueSpan], _ style: TextStyle) {
        if !piece.isEmpty { spans.append(CueSpan(String(piece), style: style)) }
        piece = String.UnicodeScalarView()
      }
      var index = 0
      while index < scalars.count {
        if let end = endOfMarkup(scalars, at: index) {
          flush(&spans, style)
          let markup = String(String.UnicodeScalarView(scalars[(index + 1)..<(end - 1)]))
          if scalars[index] == "{" { takeOverride(markup) } else { takeTag(markup) }
          index = end
          continue
        }
        piece.append(scalars[index])
        let isEscaped =
          index + 1 < scalars.count && scalars[index + 1] == joiner && isGuarded(scalars, at: index, next: joiner)
        index += isEscaped ? 2 : 1
      }
      flush(&spans, style)
    }

    /// `\an8`, or `\a6` as older files have it; what else stands there is about fonts and movement.
    private mutating func takeOverride(_ markup: String) {
      for command in markup.split(separator: "\\") where placement == nil {
        if command.hasPrefix("an"), let code = Int(command.dropFirst(2)) {
          placement = CuePlacement(key: code)
        } else if command.hasPrefix("a"), let code = Int(command.dropFirst()) {
          placement = CuePlacement.key(legacy: code).flatMap(CuePlacement.init)
        }
      }
    }

    private mutating func takeTag(_ markup: String) {
      let isEnd = markup.hasPrefix("/")
      let name = markup.drop { $0 == "/" }.prefix { $0.isLetter }.lowercased()
      guard !isEnd else {
        if let index = open.lastIndex(where: { $0.name == name }) { open.removeSubrange(index...) }
        return
      }
      guard open.count < Self.deepest else { return }
      var style = style
      switch name {
      case "i": style.isItalic = true
      case "b": style.isBold = true
      case "u": style.isUnderlined = true
      case "s": style.isStruckOut = true
      default: if let color = Self.color(in: markup) { style.color = TextColor(color.red, color.green, color.blue) }
      }
      open.append((name, style))
    }

    private static func color(in markup: String) -> TextColor? {
      guard let attribute = markup.lowercased().firstRange(of: "color=") else { return nil }
      let value = markup.lowercased()[attribute.upperBound...].drop { "\"'".contains($0) }
        .prefix { !"\"' >".contains($0) }
      return TextColor(css: String(value)) ?? TextColor(css: "#" + value)
    }
  }

  /// Whether a joiner belongs between the scalar at `index` and `next`.
  private static func isGuarded(_ scalars: [Unicode.Scalar], at index: Int, next: Unicode.Scalar) -> Bool {
    switch scalars[index] {
    case "<": next == joiner || next == "/" || next.properties.isAlphabetic
    case "{": next == joiner || next == "\\"
    case "-": (next == joiner || next == ">") && index > 0 && scalars[index - 1] == "-"
    default: false
    }
  }

  /// The end of the tag or override block that begins at `index`, nil where there is none.
  private static func endOfMarkup(_ scalars: [Unicode.Scalar], at index: Int) -> Int? {
    guard index + 1 < scalars.count else { return nil }
    switch scalars[index] {
    case "{":
      guard scalars[index + 1] == "\\" else { return nil }
      return end(of: "}", in: scalars, from: index, limit: 200)
    case "<":
      var start = index + 1
      if scalars[start] == "/" { start += 1 }
      let name = String(String.UnicodeScalarView(scalars[start...].prefix(5).prefix { $0.properties.isAlphabetic }))
      guard ["i", "b", "u", "s", "font"].contains(name.lowercased()), start + name.unicodeScalars.count < scalars.count,
        [">", " ", "/"].contains(scalars[start + name.unicodeScalars.count])
      else { return nil }
      return end(of: ">", in: scalars, from: index, limit: 500)
    default: return nil
    }
  }

  /// The index after the next `mark`, if it comes within `limit` scalars: longer markup is not meant as such.
  private static func end(of mark: Unicode.Scalar, in scalars: [Unicode.Scalar], from index: Int, limit: Int) -> Int? {
    scalars[index...].prefix(limit).firstIndex(of: mark).map { $0 + 1 }
  }
}
