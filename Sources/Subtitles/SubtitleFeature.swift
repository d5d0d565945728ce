/// What subtitles may have besides times and lines. Formats differ in what of it they hold.
public enum SubtitleFeature: String, Hashable, Sendable, Codable, CaseIterable {
  case italic, bold, underline
  case strikeout
  case color, background
  /// Lines that are not centred.
  case alignment
  /// A place of their own, and not just another edge of the picture.
  case position
  /// The upper edge of the picture, or its middle.
  case edge
  case verticalWriting = "vertical-writing"
  case voices, languages, ruby
  /// Times of words.
  case wordTimes = "word-times"
  case classes, identifiers, regions, notes
  /// Cues that are shown to everyone.
  case forced
  case styleSheets = "style-sheets"
  case title

  /// For people: `colours`.
  public var noun: String {
    switch self {
    case .italic: "italics"
    case .bold: "bold text"
    case .underline: "underlined text"
    case .strikeout: "text that is struck out"
    case .color: "colours"
    case .background: "colours behind the text"
    case .alignment: "alignments of lines"
    case .position: "places on the picture"
    case .edge: "places at the top or in the middle of the picture"
    case .verticalWriting: "vertical writing"
    case .voices: "names of speakers"
    case .languages: "languages of single words"
    case .ruby: "ruby annotations"
    case .wordTimes: "times of words"
    case .classes: "classes of text"
    case .identifiers: "names of cues"
    case .regions: "regions"
    case .notes: "notes"
    case .forced: "subtitles that are shown to everyone"
    case .styleSheets: "style sheets"
    case .title: "the title"
    }
  }
}

extension SubtitleDocument {
  /// What the document has, each with the number of cues that have it, or of things that are no cues.
  public var features: [SubtitleFeature: Int] {
    var counts: [SubtitleFeature: Int] = [:]
    for cue in cues { for feature in cue.features { counts[feature, default: 0] += 1 } }
    counts[.regions] = regions.isEmpty ? nil : regions.count
    counts[.notes] = notes.isEmpty ? nil : notes.count
    counts[.styleSheets] = styleSheets.isEmpty ? nil : styleSheets.count
    counts[.title] = title == nil ? nil : 1
    return counts
  }
}

extension Cue {
  /// What it has.
  public var features: Set<SubtitleFeature> {
    var features: Set<SubtitleFeature> = []
    func note(_ feature: SubtitleFeature, _ isThere: Bool) { if isThere { features.insert(feature) } }
    for span in text.flatMap(\.spans) {
      note(.italic, span.style.isItalic)
      note(.bold, span.style.isBold)
      note(.underline, span.style.isUnderlined)
      note(.strikeout, span.style.isStruckOut)
      note(.color, span.style.color != nil)
      note(.background, span.style.background != nil)
      note(.voices, span.voice != nil)
      note(.languages, span.language != nil)
      note(.ruby, span.ruby != nil)
      note(.wordTimes, span.start != nil)
      note(.classes, !span.classes.isEmpty)
    }
    note(.identifiers, id != nil)
    note(.forced, isForced)
    if let placement {
      note(.alignment, placement.alignment != .center)
      note(
        .position, placement.line != nil || placement.row != nil || placement.position != nil || placement.width != nil)
      note(.edge, placement.edge != .bottom)
      note(.verticalWriting, placement.writing != .horizontal)
    }
    return features
  }
}
