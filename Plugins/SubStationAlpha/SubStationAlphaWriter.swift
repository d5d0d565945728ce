import Subtitles
import Timeline
import Transcript

/// Prints scripts: one style, times in hundredths of a second, what is not of that style by overrides.
struct SubStationAlphaWriter {
  let style: SubStationStyle

  func text(of document: SubtitleDocument) -> String {
    let document = document.normalised(keeping: SubStationAlphaFormat.features, perSecond: 100).withSides()
    var lines = ["[Script Info]"]
    let title = CueText.lines(of: document.title ?? "").joined(separator: " ")
    if !title.isEmpty { lines.append("Title: \(title)") }
    if !document.language.isUndetermined { lines.append("Language: \(document.language)") }
    lines += [
      "ScriptType: v4.00+", "PlayResX: \(style.playResX)", "PlayResY: \(style.playResY)", "WrapStyle: 2",
      "ScaledBorderAndShadow: yes",
      // Without it some renderers take colours for those of another colour space.
      "YCbCr Matrix: None", "",
      "[V4+ Styles]", "Format: \(SubStationFields.styles)", "Style: Default,\(style.fields)", "",
      "[Events]", "Format: \(SubStationFields.events)",
    ]
    lines += document.notes.compactMap(comment)
    let markup = SubStationMarkup(style: style)
    lines += document.cues.map { cue in
      let (start, end) = (cue.range.start.count(perSecond: 100), cue.range.end.count(perSecond: 100))
      let event = markup.event(cue)
      return
        "Dialogue: 0,\(SubStationTime.text(start)),\(SubStationTime.text(end)),Default,\(event.name),0,0,0,,\(event.text)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func comment(_ note: String) -> String? {
    let text = CueText.lines(of: note).map(SubStationMarkup.escaped).joined(separator: "\\N")
    return text.isEmpty ? nil : "Comment: 0,0:00:00.00,0:00:00.00,Default,,0,0,0,,\(text)"
  }
}
