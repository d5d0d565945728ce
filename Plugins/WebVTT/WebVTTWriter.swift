import Subtitles
import Timeline

/// Prints WebVTT: the signature, then cues without identifiers and settings, times with hours.
enum WebVTTWriter {
  static func text(of document: SubtitleDocument) -> String {
    var text = "WEBVTT\n"
    for cue in document.normalised().cues {
      let start = ClockTime(cue.range.start).formatted(separator: ".")
      let end = ClockTime(cue.range.end).formatted(separator: ".")
      text += "\n\(start) --> \(end)\n"
      for line in cue.lines { text += WebVTTMarkup.escaped(line) + "\n" }
    }
    return text
  }
}
