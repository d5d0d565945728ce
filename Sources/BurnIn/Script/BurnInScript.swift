package import Subtitles
import Timeline

/// Prints the script of SubStation Alpha that libass draws: one style, and a line for each cue.
package enum BurnInScript {
  /// What cues keep besides times and lines.
  package static let features: Set<SubtitleFeature> = [
    .italic, .bold, .underline, .strikeout, .color, .alignment, .edge,
  ]

  package static func text(of document: SubtitleDocument, style: BurnInStyle) -> String {
    var text = head(style)
    for cue in document.normalised(keeping: features).withSides().cues {
      text += event(from: time(cue.range.start), to: time(cue.range.end), text: self.text(of: cue, style: style))
    }
    return text
  }

  /// The encoding for which libass finds out in which direction each line runs; for all others it is from the left.
  private static let automaticDirection = "-1"

  static func head(_ style: BurnInStyle) -> String {
    let name = String(String.UnicodeScalarView(style.fontName.unicodeScalars.filter { $0 != "," && $0.value >= 0x20 }))
    let fields = [
      "Default", name, number(style.fontSize), color(style.primaryColor), color(style.primaryColor),
      color(style.outlineColor), color(style.hasBox ? style.outlineColor : style.shadowColor), "0,0,0,0,100,100,0,0",
      style.hasBox ? "3" : "1", number(style.outline), number(style.shadow), "\(style.alignment)",
      "\(style.marginLeft)",
      "\(style.marginRight)", "\(style.marginVertical)", Self.automaticDirection,
    ]
    return """
      [Script Info]
      ScriptType: v4.00+
      PlayResX: \(style.playResX)
      PlayResY: \(style.playResY)
      WrapStyle: \(style.wrapsLines ? 0 : 2)
      ScaledBorderAndShadow: yes
      YCbCr Matrix: None

      [V4+ Styles]
      Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
      Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, \
      MarginV, Encoding
      Style: \(fields.joined(separator: ","))

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

      """
  }

  static func event(from start: String, to end: String, text: String) -> String {
    "Dialogue: 0,\(start),\(end),Default,,0,0,0,,\(text)\n"
  }

  /// `H:MM:SS.cc`; scripts know no more than hundredths. Rounded down: a picture that is shown at `time` must not come
  /// before it, and one that is shown before it still does.
  static func time(_ time: MediaTime) -> String {
    let hundredths = max(0, time.milliseconds / 10)
    func two(_ value: Int64) -> String { (value < 10 ? "0" : "") + String(value) }
    let seconds = hundredths / 100
    return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(two(hundredths % 100))"
  }

  /// The families of fonts that a script names, in its styles and in its text; each once, sorted.
  package static func fonts(namedIn script: String) -> [String] {
    var families: Set<String> = []
    for line in script.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("Style:") {
        let fields = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
        if fields.count == 3 { families.insert(String(fields[1].trimmingPrefix { $0 == " " })) }
      } else if line.hasPrefix("Dialogue:") {
        for tag in line.split(separator: "\\").dropFirst() where tag.hasPrefix("fn") {
          families.insert(String(tag.dropFirst(2).prefix { $0 != "}" }))
        }
      }
    }
    // A sign before a name says how text that runs from above is turned.
    return Set(families.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }).subtracting([""]).sorted()
  }

  static func text(of cue: Cue, style: BurnInStyle) -> String {
    var tags = ""
    if let key = cue.placement?.key, key != style.alignment { tags = "{\\an\(key)}" }
    return tags + cue.text.map(text(of:)).joined(separator: "\\N")
  }

  /// A line with its styles.
  static func text(of line: CueLine) -> String {
    var text = ""
    var last = TextStyle()
    for span in line.spans {
      let tags = self.tags(from: last, to: span.style)
      if !tags.isEmpty { text += "{\(tags)}" }
      last = span.style
      text += escaped(span.text)
    }
    let end = tags(from: last, to: TextStyle())
    return end.isEmpty ? text : text + "{\(end)}"
  }

  private static func tags(from old: TextStyle, to new: TextStyle) -> String {
    var tags = ""
    for (name, was, isNow) in [
      ("b", old.isBold, new.isBold), ("i", old.isItalic, new.isItalic), ("u", old.isUnderlined, new.isUnderlined),
      ("s", old.isStruckOut, new.isStruckOut),
    ] where was != isNow {
      tags += "\\\(name)\(isNow ? 1 : 0)"
    }
    if old.color != new.color { tags += new.color.map { "\\c&H\(hexadecimal([$0.blue, $0.green, $0.red]))&" } ?? "\\c" }
    return tags
  }

  /// Braces and backslashes as text: an invisible word joiner keeps a backslash from what comes after.
  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{", "}": result.append(contentsOf: ["\\", scalar])
      case "\\": result.append(contentsOf: ["\\", "\u{2060}"])
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func color(_ css: String) -> String {
    let color = TextColor(css: css) ?? TextColor(255, 255, 255)
    return "&H" + hexadecimal([255 - color.alpha, color.blue, color.green, color.red])
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }

  static func number(_ value: Double) -> String {
    let hundredths = Int64((min(max(value, 0), 1e6) * 100).rounded())
    let rest = hundredths % 100
    return rest == 0 ? "\(hundredths / 100)" : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
