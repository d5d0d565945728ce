public import Timeline

extension SubtitleDocument {
  /// The latest instant that formats are asked to hold: 99,999 hours, beyond any media and far from overflow.
  public static let latestTime = MediaTime(milliseconds: 359_999_999_999)

  /// The document as every text format can hold it: what a writer prints and its reader gives back.
  ///
  /// Times are whole units from 0 to `latestTime`, ends lie at least one after starts, cues are in the order of their
  /// starts, and lines follow `CueText.lines`. Words begin within their cue. Cues without text are dropped. Where regions are
  /// not kept, cues in them have places of their own.
  ///
  /// - Parameters:
  ///   - features: what besides is kept; the rest is left out.
  ///   - units: so many make a second, 1…1,000,000; milliseconds if nothing is said.
  public func normalised(keeping features: Set<SubtitleFeature> = [], perSecond units: Int64 = 1000) -> SubtitleDocument
  {
    func time(_ count: Int64) -> MediaTime { MediaTime(count: count, perSecond: units) }
    var latest = Self.latestTime.count(perSecond: units)
    if time(latest) > Self.latestTime { latest -= 1 }
    var kept: [(start: Int64, cue: Cue)] = []
    for cue in features.contains(.regions) ? cues : withoutRegions().cues {
      let start = min(max(0, cue.range.start.count(perSecond: units)), latest - 1)
      let end = min(max(start + 1, cue.range.end.count(perSecond: units)), latest)
      let range = TimeRange(start: time(start), end: time(end))
      let spans = cue.text.flatMap { line in
        line.spans.map { span in
          var span = span.keeping(features)
          span.start = span.start.flatMap { word in
            let word = word.count(perSecond: units)
            return word > start ? time(min(word, end)) : nil
          }
          return span
        } + [CueSpan("\n")]
      }
      let lines = CueText.lines(of: spans)
      guard !lines.isEmpty else { continue }
      var keptCue = Cue(range: range, text: lines)
      if features.contains(.identifiers) { keptCue.id = cue.id }
      keptCue.placement = cue.placement?.keeping(features)
      keptCue.isForced = cue.isForced && features.contains(.forced)
      kept.append((start, keptCue))
    }
    // The standard sort is stable: cues that start together keep their order.
    kept.sort { $0.start < $1.start }
    var document = self
    document.cues = kept.map(\.cue)
    (document.frameRate, document.otherMetadata, document.remarks) = (nil, [], [])
    if !features.contains(.title) { document.title = nil }
    if !features.contains(.regions) { document.regions = [] }
    if !features.contains(.notes) { document.notes = [] }
    if !features.contains(.styleSheets) { document.styleSheets = [] }
    return document
  }
}

extension CueSpan {
  fileprivate func keeping(_ features: Set<SubtitleFeature>) -> CueSpan {
    var span = CueSpan(text)
    func keeps(_ feature: SubtitleFeature) -> Bool { features.contains(feature) }
    span.style.isItalic = style.isItalic && keeps(.italic)
    span.style.isBold = style.isBold && keeps(.bold)
    span.style.isUnderlined = style.isUnderlined && keeps(.underline)
    span.style.isStruckOut = style.isStruckOut && keeps(.strikeout)
    span.style.color = keeps(.color) ? style.color : nil
    span.style.background = keeps(.background) ? style.background : nil
    span.voice = keeps(.voices) ? voice : nil
    span.language = keeps(.languages) ? language : nil
    span.ruby = keeps(.ruby) ? ruby : nil
    span.start = keeps(.wordTimes) ? start : nil
    span.classes = keeps(.classes) ? classes : []
    return span
  }
}

extension CuePlacement {
  /// The edge of the picture near which the block is.
  private var nearestEdge: Edge {
    // A picture has some fifteen rows.
    let place = row.map { Double($0 < 0 ? $0 + 15 : $0) / 15 } ?? line
    guard let place else { return edge }
    if edge == .middle, (0.3...0.7).contains(place) { return .middle }
    return place < 0.5 ? .top : .bottom
  }

  /// Nil where nothing is left that says where the cue is shown.
  fileprivate func keeping(_ features: Set<SubtitleFeature>) -> CuePlacement? {
    var placement = CuePlacement()
    if features.contains(.regions) { placement.region = region }
    // Where columns stand does not say where rows would.
    guard writing == .horizontal || features.contains(.verticalWriting) else {
      return placement == CuePlacement() ? nil : placement
    }
    if features.contains(.alignment) { placement.alignment = alignment }
    if features.contains(.position) {
      (placement.edge, placement.line, placement.row) = (edge, line, row)
      (placement.position, placement.width) = (position, width)
    } else if features.contains(.edge) {
      placement.edge = nearestEdge
    }
    if features.contains(.verticalWriting) { placement.writing = writing }
    return placement == CuePlacement() ? nil : placement
  }
}
