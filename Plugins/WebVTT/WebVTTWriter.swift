import Subtitles
import Timeline

/// Prints WebVTT: the signature, style sheets, regions and notes, then the cues, times with hours.
enum WebVTTWriter {
  static func text(of document: SubtitleDocument) -> String {
    let document = document.normalised(keeping: WebVTTFormat.features)
    var text = "WEBVTT"
    if let title = document.title.map(oneLine), !title.isEmpty { text += " - \(title)" }
    text += "\n"
    for sheet in document.styleSheets + [WebVTTStyleSheet.block(for: document)].compactMap(\.self) {
      text += "\nSTYLE\n" + block(sheet)
    }
    for region in document.regions where isName(region.id) { text += "\n" + region.webVTT }
    for note in document.notes {
      let lines = block(note)
      text += lines.dropLast().contains("\n") ? "\nNOTE\n\(lines)" : "\nNOTE \(lines)"
    }
    for cue in document.cues {
      let start = ClockTime(cue.range.start).formatted(separator: ".")
      let end = ClockTime(cue.range.end).formatted(separator: ".")
      text += "\n"
      if let id = cue.id.map(oneLine), !id.isEmpty, !id.contains("-->"), !isReserved(id) { text += id + "\n" }
      text += "\(start) --> \(end)\(cue.placement.map(settings) ?? "")\n"
      text += WebVTTMarkup.text(of: cue) + "\n"
    }
    return text
  }

  private static func settings(_ placement: CuePlacement) -> String {
    var placement = placement
    if let region = placement.region, !isName(region) { placement.region = nil }
    return WebVTTSettings.text(of: placement)
  }

  private static func oneLine(_ text: String) -> String { CueText.lines(of: text).joined(separator: " ") }

  private static func isName(_ id: String) -> Bool {
    !id.isEmpty && !id.contains("-->") && !id.contains(where: \.isWhitespace)
  }

  /// Names that would make another block of a cue.
  private static func isReserved(_ id: String) -> Bool {
    ["STYLE", "REGION", "NOTE"].contains { id == $0 || id.hasPrefix($0 + " ") }
  }

  /// Lines without blank ones, and without arrows, which would begin a cue.
  private static func block(_ text: String) -> String {
    CueText.fileLines(of: text).filter { !$0.isEmpty }.map { $0.replacing("-->", with: "→") + "\n" }.joined()
  }
}
