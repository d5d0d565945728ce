import Subtitles
import Timeline

/// The text of an event, with overrides for what is not of the style.
struct SubStationMarkup {
  let style: SubStationStyle

  /// Braces and backslashes as text. `\{` is one for libass; the empty block after it hides nothing but itself from
  /// renderers that know no such thing and take the brace for the start of a block. A word joiner, which is invisible, keeps
  /// a backslash from what comes after.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{": result.append(contentsOf: "\\{{}".unicodeScalars)
      case "\\": result.append(contentsOf: "\\\u{2060}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The name of who speaks first, for its field, and the text.
  func event(_ cue: Cue) -> (name: String, text: String) {
    let name = SubStationVoice.tidied(cue.text.first?.spans.first?.voice)
    var syllables = Syllables(cue)
    var voice = name
    var look = TextStyle()
    var tags = placementTags(cue)
    var text = ""
    for (index, line) in cue.text.enumerated() {
      if index > 0 { text += "\\N" }
      for span in line.spans {
        tags += syllables.next(span) + Self.tags(from: look, to: span.style)
        look = span.style
        if !tags.isEmpty { text += "{\(tags)}" }
        tags = ""
        let speaker = SubStationVoice.tidied(span.voice)
        if speaker != voice { text += SubStationVoice.block(speaker) }
        voice = speaker
        text += Self.escaped(span.text)
      }
    }
    return (name ?? "", text)
  }

  private static func tags(from old: TextStyle, to new: TextStyle) -> String {
    var tags = ""
    for (name, was, isNow) in [
      ("b", old.isBold, new.isBold), ("i", old.isItalic, new.isItalic), ("u", old.isUnderlined, new.isUnderlined),
      ("s", old.isStruckOut, new.isStruckOut),
    ] where was != isNow {
      tags += "\\\(name)\(isNow ? 1 : 0)"
    }
    guard old.color != new.color else { return tags }
    let color = new.color?.subStationOverride ?? ""
    if old.color?.subStationOverride ?? "" != color { tags += "\\c\(color)" }
    let (was, isNow) = (old.color?.alpha ?? 255, new.color?.alpha ?? 255)
    if was != isNow { tags += "\\alpha\(isNow == 255 ? "" : new.color?.subStationAlpha ?? "")" }
    return tags
  }

  private func placementTags(_ cue: Cue) -> String {
    guard let placement = cue.placement else { return "" }
    let code = placement.key
    var tags = code == style.alignment ? "" : "\\an\(code)"
    let usual = style.canvas.anchor(code, style.margins)
    let row = placement.row.map { edge(ofRow: $0, lines: cue.text.count, placement.edge) }
    let line = row ?? self.line(of: cue)
    if line ?? usual.y != usual.y || placement.position ?? usual.x != usual.x {
      let x = Decimal.text((placement.position ?? usual.x) * style.canvas.width)
      let y = Decimal.text((line ?? usual.y) * style.canvas.height)
      tags += "\\pos(\(x),\(y))"
    }
    return tags
  }

  /// That of its place; what has no room below it is moved up.
  private func line(of cue: Cue) -> Double? {
    guard let placement = cue.placement, let line = placement.line, placement.edge == .top else {
      return cue.placement?.line
    }
    return CuePlacement.top(
      line, lines: cue.text.count, lineHeight: style.fontSize / style.canvas.height,
      margin: style.margins.vertical / style.canvas.height)
  }

  /// Where the edge of a block is whose first line is in a row: rows are as high as letters, and lie between the margins,
  /// so that the last is where text usually stands.
  private func edge(ofRow row: Int, lines: Int, _ edge: CuePlacement.Edge) -> Double {
    let (height, margin) = (style.canvas.height, style.margins.vertical)
    let rows = max(1, Int((height - 2 * margin) / style.fontSize))
    let last = rows - lines
    // What has no room below its row is moved up.
    let first = min(max(0, row < 0 ? max(row, -rows) + rows : row), max(0, last))
    let top =
      row < 0 ? height - margin - Double(rows - first) * style.fontSize : margin + Double(first) * style.fontSize
    return switch edge {
    case .top: top / height
    case .middle: (top + Double(lines) * style.fontSize / 2) / height
    case .bottom: (top + Double(lines) * style.fontSize) / height
    }
  }
}

/// The `\k` of a cue: how long each syllable is sung. Nothing where it has no times of words.
private struct Syllables {
  /// When each is begun, in centiseconds, in order and without those that are begun together.
  private var starts: [Int64] = []
  private let end: Int64
  private let from: Int64
  private var now: Int64?
  private var index = 0

  init(_ cue: Cue) {
    from = cue.range.start.count(perSecond: 100)
    end = max(from, cue.range.end.count(perSecond: 100))
    guard cue.features.contains(.wordTimes) else { return }
    var last = from
    starts = [from]
    for span in cue.text.flatMap(\.spans) {
      let start = time(span, after: last)
      if start > last { starts.append(start) }
      last = start
    }
  }

  /// What begins a syllable begins not before the one before it, and not after the cue.
  private func time(_ span: CueSpan, after last: Int64) -> Int64 {
    min(max(last, span.start?.count(perSecond: 100) ?? last), end)
  }

  /// The tags before `span`, empty where it goes on with what was begun.
  mutating func next(_ span: CueSpan) -> String {
    guard !starts.isEmpty else { return "" }
    let start = time(span, after: now ?? from)
    var tags = ""
    while index < starts.count, starts[index] <= start {
      let next = index + 1 < starts.count ? starts[index + 1] : end
      tags += "\\k\(next - starts[index])"
      index += 1
    }
    now = start
    return tags
  }
}
