import Subtitles
import Timeline

/// The text of an event with its overrides carried out: pieces of one style each, and where they are shown.
struct OverrideText {
  private(set) var spans: [CueSpan] = []
  /// 1…9; nil for that of the style.
  private(set) var alignment: Int?
  /// In units of the canvas.
  private(set) var position: (x: Double, y: Double)?

  /// How lines are broken; only in 2 is `\n` the end of one.
  private let usualWrapStyle: Int
  private var wrapStyle: Int
  private let styles: [String: ScriptStyle]
  private let range: TimeRange
  /// What is the look of the script, and needs no colour of its own.
  private let base: ScriptStyle
  /// That of the event.
  private let ownStyle: ScriptStyle
  /// That in force; `\r` changes it.
  private var style: ScriptStyle
  private var flags: TextStyle
  /// Nil for that of the style; so is the alpha.
  private var color: TextColor?
  private var alpha: UInt8?
  private var voice: String?
  private var isAlignmentSet = false
  private var isDrawing = false
  /// The start of the next syllable, in milliseconds from the start of the event.
  private var sung = 0.0
  private var start: MediaTime?

  /// - Parameters:
  ///   - styles: those that `\r` may name.
  ///   - voice: who says it, unless the text itself tells.
  ///   - wrapStyle: that of the script.
  init(
    _ text: Substring, style: ScriptStyle, base: ScriptStyle, styles: [String: ScriptStyle] = [:],
    range: TimeRange = TimeRange(start: .zero, end: .zero), voice: String? = nil,
    wrapStyle: Int = 0
  ) {
    (ownStyle, self.style, flags) = (style, style, style.flags)
    (self.base, self.styles, self.range, self.voice) = (base, styles, range, voice)
    (usualWrapStyle, self.wrapStyle) = (wrapStyle, wrapStyle)
    read(Array(text.unicodeScalars))
  }

  private mutating func read(_ scalars: [Unicode.Scalar]) {
    var piece = String.UnicodeScalarView()
    // A brace that is not closed is one; to look for its end only once keeps a line of braces cheap.
    let lastEnd = scalars.lastIndex(of: "}") ?? -1
    var index = 0
    while index < scalars.count {
      if scalars[index] == "{", index < lastEnd {
        flush(&piece)
        let end = scalars[index...].firstIndex(of: "}") ?? lastEnd
        take(scalars[(index + 1)..<end])
        index = end + 1
        continue
      }
      let (scalar, length) = scalar(scalars, at: index)
      if !isDrawing { piece.append(scalar) }
      index += length
    }
    flush(&piece)
  }

  /// The scalar that is meant at `index`, and how many stand for it. After a backslash that is just one stands a word
  /// joiner, as other writers put it there too.
  private func scalar(_ scalars: [Unicode.Scalar], at index: Int) -> (Unicode.Scalar, length: Int) {
    guard scalars[index] == "\\", index + 1 < scalars.count else { return (scalars[index], 1) }
    return switch scalars[index + 1] {
    case "N": ("\n", 2)
    case "n": (wrapStyle == 2 ? "\n" : " ", 2)
    case "h": ("\u{A0}", 2)
    case "{": ("{", 2)
    case "}": ("}", 2)
    case "\u{2060}": ("\\", 2)
    default: ("\\", 1)
    }
  }

  private mutating func flush(_ piece: inout String.UnicodeScalarView) {
    guard !piece.isEmpty else { return }
    var span = CueSpan(String(piece), style: flags, voice: voice)
    span.style.color = shownColor
    span.start = start
    spans.append(span)
    piece = String.UnicodeScalarView()
  }

  private var shownColor: TextColor? {
    if color == nil, alpha ?? style.color.alpha == style.color.alpha {
      return style.color == base.color ? nil : style.color
    }
    var shown = color ?? style.color
    shown.alpha = alpha ?? style.color.alpha
    return shown
  }

  // MARK: - Overrides

  private mutating func take(_ block: ArraySlice<Unicode.Scalar>) {
    if let name = SubStationVoice.name(inBlock: block) {
      voice = name.isEmpty ? nil : name
      return
    }
    for tag in OverrideTag.tags(in: block) { take(tag) }
  }

  private mutating func take(_ tag: OverrideTag) {
    switch tag.name {
    case "i": flags.isItalic = tag.flag ?? style.flags.isItalic
    case "u": flags.isUnderlined = tag.flag ?? style.flags.isUnderlined
    case "s": flags.isStruckOut = tag.flag ?? style.flags.isStruckOut
    case "b": flags.isBold = tag.number.flatMap(Self.isBold) ?? style.flags.isBold
    case "c", "1c": color = TextColor(subStation: tag.argument, isOverride: true)
    case "alpha", "1a": alpha = TextColor.alpha(subStation: tag.argument)
    case "r": reset(to: styles[String(SubStationFields.trimmed(tag.argument))] ?? ownStyle)
    case "q": wrapStyle = tag.whole.flatMap { (0...3).contains($0) ? $0 : nil } ?? usualWrapStyle
    case "p": isDrawing = (tag.number ?? 0) > 0
    // The first of an event counts, of both kinds.
    case "an" where !isAlignmentSet: align(tag.whole.flatMap { (1...9).contains($0) ? $0 : nil })
    case "a" where !isAlignmentSet: align(tag.whole.flatMap(CuePlacement.key(legacy:)))
    case "pos" where position == nil, "move" where position == nil: position = tag.point
    case "k", "K", "kf", "ko": sing(tag.number ?? 100)
    case "kt":
      sung = max(0, tag.number ?? 0) * 10
      sing(0)
    default: break
    }
  }

  private mutating func align(_ code: Int?) {
    alignment = code
    isAlignmentSet = true
  }

  private mutating func reset(to style: ScriptStyle) {
    self.style = style
    flags = style.flags
    (color, alpha) = (nil, nil)
  }

  /// Begins a syllable of so many centiseconds.
  private mutating func sing(_ centiseconds: Double) {
    let offset = MediaTime(milliseconds: Int64(min(sung.rounded(), 1e12)))
    start = offset > .zero ? min(range.start + offset, range.end) : nil
    sung += max(0, centiseconds) * 10
  }

  /// 0 and 1, or a weight as fonts have it; nil for anything else.
  private static func isBold(_ number: Double) -> Bool? {
    number == 0 ? false : number == 1 ? true : number >= 100 ? number >= 600 : nil
  }
}
