import Subtitles
import Timeline

/// Prints SubRip: indices from 1, `HH:MM:SS,mmm`, line feeds, a blank line after each cue.
enum SubRipWriter {
  static func text(of document: SubtitleDocument) -> String {
    var text = ""
    let document = document.normalised(keeping: SubRipFormat.features).withSides().withVisibleText()
    for (index, cue) in document.cues.enumerated() {
      let start = ClockTime(cue.range.start).formatted(separator: ",")
      let end = ClockTime(cue.range.end).formatted(separator: ",")
      text += "\(index + 1)\n\(start) --> \(end)\n"
      for line in SubRipMarkup.marked(cue) { text += line + "\n" }
      text += "\n"
    }
    if text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }
}
