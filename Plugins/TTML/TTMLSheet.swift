import Subtitles
import Transcript

/// The styles, regions and agents that the cues of a document need, each under a name: those of cues come first, and the
/// same document gives the same names.
struct TTMLSheet {
  struct Region: Hashable {
    var box: TTMLBox
    var displayAlign: String
    /// Nil for lines from left to right.
    var writingMode: String?
  }

  /// What a paragraph refers to.
  struct Paragraph {
    var id: String?
    var region: String
    /// Nil for that of the body.
    var alignment: String?
  }

  let profile: TTMLProfile
  let isRightToLeft: Bool
  /// For each cue.
  private(set) var paragraphs: [Paragraph] = []
  private(set) var regions: [(name: String, region: Region)] = []
  private(set) var alignments: [(name: String, value: String)] = []
  private(set) var styles: [(name: String, style: TextStyle)] = []
  private(set) var agents: [(name: String, voice: String)] = []
  private(set) var hasBackgrounds = false
  let body: String

  private var names: TTMLNames
  private var regionNames: [Region: String] = [:]
  private var alignmentNames: [CuePlacement.Alignment: String] = [:]
  private var styleNames: [TextStyle: String] = [:]
  private var agentNames: [String: String] = [:]

  /// - Parameter document: what is left of it for the profile.
  init(_ document: SubtitleDocument, in profile: TTMLProfile) {
    self.profile = profile
    isRightToLeft = document.language.isWrittenRightToLeft
    // Cues keep their names, so they choose first.
    var names = TTMLNames()
    let ids = document.cues.map { cue in cue.id.map { names.name(like: $0) } }
    body = names.name(like: "default")
    self.names = names
    let usual = name(of: CuePlacement())
    for (cue, id) in zip(document.cues, ids) {
      let (box, placement) = TTMLBox.forPlacement(
        cue.placement ?? CuePlacement(), lines: cue.text.count, isRightToLeft: isRightToLeft)
      let region = cue.placement == nil ? usual : name(of: box, placement)
      paragraphs.append(Paragraph(id: id, region: region, alignment: name(of: placement.alignment)))
      for span in cue.text.flatMap(\.spans) { note(span) }
    }
    // What no file can be without, even where the cues have names of their own.
    if profile.needsIdentifiers {
      for index in paragraphs.indices where paragraphs[index].id == nil {
        paragraphs[index].id = names.name(like: "c\(index + 1)")
      }
    }
  }

  func name(of style: TextStyle) -> String? { styleNames[style] }
  func name(ofAgent voice: String?) -> String? { voice.flatMap { agentNames[$0] } }

  private mutating func note(_ span: CueSpan) {
    if span.style != TextStyle(), styleNames[span.style] == nil, !profile.hasInlineStyles {
      let name = names.name(like: "s\(styles.count + 1)")
      styleNames[span.style] = name
      styles.append((name, span.style))
    }
    if (span.style.background?.alpha ?? 0) > 0 { hasBackgrounds = true }
    if let voice = span.voice, agentNames[voice] == nil, !CueText.lines(of: voice).isEmpty {
      let name = names.name(like: "a\(agents.count + 1)")
      agentNames[voice] = name
      agents.append((name, CueText.lines(of: voice).joined(separator: " ")))
    }
  }

  private mutating func name(of alignment: CuePlacement.Alignment) -> String? {
    guard alignment != .center else { return nil }
    if let known = alignmentNames[alignment] { return known }
    let name = names.name(like: alignment.rawValue)
    alignmentNames[alignment] = name
    alignments.append((name, alignment.rawValue))
    return name
  }

  private mutating func name(of placement: CuePlacement) -> String {
    let (box, placement) = TTMLBox.forPlacement(placement, lines: 1, isRightToLeft: isRightToLeft)
    return name(of: box, placement)
  }

  private mutating func name(of box: TTMLBox, _ placement: CuePlacement) -> String {
    var region = Region(box: box, displayAlign: "center")
    switch (placement.writing, placement.edge) {
    case (_, .middle): break
    case (.verticalRightToLeft, .bottom), (.verticalLeftToRight, .top), (.horizontal, .top):
      region.displayAlign = "before"
    case (.verticalRightToLeft, .top), (.verticalLeftToRight, .bottom), (.horizontal, .bottom):
      region.displayAlign = "after"
    }
    switch placement.writing {
    case .horizontal: break
    case .verticalRightToLeft: region.writingMode = "tbrl"
    case .verticalLeftToRight: region.writingMode = "tblr"
    }
    if profile.hasGeneralRegions { region.box = TTMLBox(x: 0, y: 0, width: 1, height: 1) }
    if let known = regionNames[region] { return known }
    let name = names.name(like: Self.usualName(placement) ?? "r\(regions.count + 1)")
    regionNames[region] = name
    regions.append((name, region))
    return name
  }

  /// Nil where the cue has a place of its own.
  private static func usualName(_ placement: CuePlacement) -> String? {
    guard placement.line == nil, placement.position == nil, placement.width == nil else { return nil }
    switch placement.writing {
    case .horizontal: return placement.edge.rawValue
    case .verticalRightToLeft, .verticalLeftToRight:
      let side = placement.edge == .top ? "left" : placement.edge == .middle ? "middle" : "right"
      return "\(side)-\(placement.writing == .verticalRightToLeft ? "tbrl" : "tblr")"
    }
  }
}
