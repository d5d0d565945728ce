import Subtitles
import Timeline

/// Prints SubRip: indices from 1, `HH:MM:SS,mmm`, line feeds, a blank line after each cue.
enum SubRipWriter {
  static func text(of document: SubtitleDocument) -> String {
    var text = ""
    var index = 0
    for cue in document.normalised(keeping: SubRipFormat.features).withSides().cues {
      var cue = cue
      cue.text = visible(cue.text)
      guard !cue.text.isEmpty else { continue }
      index += 1
      let start = ClockTime(cue.range.start).formatted(separator: ",")
      let end = ClockTime(cue.range.end).formatted(separator: ",")
      text += "\(index)\n\(start) --> \(end)\n"
      for line in SubRipMarkup.marked(cue) { text += line + "\n" }
      text += "\n"
    }
    if text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  /// Without what has a colour that cannot be seen: here it would be.
  private static func visible(_ lines: [CueLine]) -> [CueLine] {
    func isVisible(_ span: CueSpan) -> Bool { span.style.color?.alpha != 0 }
    guard !lines.allSatisfy({ $0.spans.allSatisfy(isVisible) }) else { return lines }
    return CueText.lines(of: lines.flatMap { $0.spans.filter(isVisible) + [CueSpan("\n")] })
  }
}
