import Subtitles
import Timeline
import Transcript

/// Reads scripts as people have them: a line that cannot be understood is passed over.
enum SubStationAlphaReader {
  static func document(from text: String) throws -> SubtitleDocument {
    let script = try SubStationScript(text)
    let base = script.base
    let canvas = script.canvas
    var cues: [Cue] = []
    for event in script.events {
      let style = script.styles[event.style] ?? base
      let text = OverrideText(
        event.text, style: style, base: base, styles: script.styles, range: event.range,
        voice: event.name.isEmpty ? nil : event.name, wrapStyle: script.wrapStyle)
      let lines = CueText.lines(of: text.spans)
      guard !lines.isEmpty else { continue }
      let margins = event.margins.filled(from: style.margins)
      let code = text.alignment ?? style.alignment
      let point = text.position.map { canvas.point($0.x, $0.y) } ?? canvas.anchor(code, margins)
      let usual = canvas.anchor(code, base.margins)
      var placement = CuePlacement(key: code) ?? CuePlacement()
      if point.x != usual.x { placement.position = point.x }
      if point.y != usual.y { placement.line = point.y }
      cues.append(
        Cue(range: event.range, text: lines, placement: placement == CuePlacement() ? nil : placement))
    }
    // Scripts are in any order. The standard sort is stable.
    cues.sort { $0.range.start < $1.range.start }
    var document = SubtitleDocument(cues: cues, language: LanguageTag(String(script.language)))
    let title = CueText.lines(of: String(script.title)).joined(separator: " ")
    document.title = title.isEmpty || unnamed.contains(title.lowercased()) ? nil : title
    document.notes = script.comments.map(note).filter { !$0.isEmpty }
    return document
  }

  /// What editors call scripts that nobody named.
  private static let unnamed: Set<String> = ["default aegisub file", "<untitled>", "untitled", "<unknown>"]

  private static func note(_ text: Substring) -> String {
    let plain = ScriptStyle()
    return CueText.lines(of: OverrideText(text, style: plain, base: plain).spans).map(\.string).joined(separator: "\n")
  }
}

extension SubStationMargins {
  /// With those of the style where there is none of its own.
  fileprivate func filled(from style: SubStationMargins) -> SubStationMargins {
    SubStationMargins(
      left: left == 0 ? style.left : left, right: right == 0 ? style.right : right,
      vertical: vertical == 0 ? style.vertical : vertical)
  }
}
