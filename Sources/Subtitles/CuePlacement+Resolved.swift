internal import Transcript

extension SubtitleDocument {
  /// The same where each cue in a region has a place of its own, and there are no regions.
  func withoutRegions() -> SubtitleDocument {
    guard !regions.isEmpty else { return self }
    let known = Dictionary(regions.map { ($0.id, $0) }) { first, _ in first }
    var document = self
    for index in cues.indices {
      guard let placement = cues[index].placement, let id = placement.region, let region = known[id] else { continue }
      let isRightToLeft = LineDirection.isRightToLeft(cues[index].text) ?? language.isWrittenRightToLeft
      document.cues[index].placement = region.placement(of: placement, isRightToLeft: isRightToLeft)
    }
    document.regions = []
    return document
  }

  /// The same where `start` and `end` are the sides that they mean, for formats that know nothing but sides: the first
  /// letter of a cue tells, and the language where there is none.
  public func withSides() -> SubtitleDocument {
    var document = self
    for (index, cue) in cues.enumerated() {
      guard let alignment = cue.placement?.alignment, [.start, .end].contains(alignment) else { continue }
      let isRightToLeft = LineDirection.isRightToLeft(cue.text) ?? language.isWrittenRightToLeft
      document.cues[index].placement?.alignment = (alignment == .start) == isRightToLeft ? .right : .left
    }
    return document
  }
}

extension CuePlacement {
  /// Where a block of lines has its upper edge that should begin at `line`: further up where it would not end within the
  /// picture, so that it ends at the margin. All in parts of the height of the picture.
  public static func top(_ line: Double, lines: Int, lineHeight: Double, margin: Double) -> Double {
    let height = Double(lines) * lineHeight
    // Sums of decimal fractions miss by less than anyone sees.
    return line + height <= 1.00001 ? line : max(0, 1 - margin - height)
  }
}

extension CueRegion {
  /// Of a line of text in a region, in parts of the height of the picture (W3C WebVTT §7.3).
  private static let lineHeight = 0.0533
  /// What ends below is where players show cues anyway.
  private static let margin = 0.9

  /// The place in the picture of a cue in this region: text stands on its lower edge. What lies outside of the picture is
  /// moved into it.
  func placement(of cue: CuePlacement, isRightToLeft: Bool) -> CuePlacement {
    func rounded(_ value: Double) -> Double { (value * 100_000).rounded() / 100_000 }
    var placement = cue
    placement.region = nil
    let height = min(1, Double(lines) * Self.lineHeight)
    let bottom = min(max(0, viewportAnchor.y - anchor.y * height), 1 - height) + height
    placement.edge = .bottom
    placement.line = bottom < Self.margin ? rounded(bottom) : nil
    guard width < 1 else { return placement }
    let left = min(max(0, viewportAnchor.x - anchor.x * width), 1 - width)
    let part: Double =
      switch cue.alignment {
      case .left: 0
      case .center: 0.5
      case .right: 1
      case .start: isRightToLeft ? 1 : 0
      case .end: isRightToLeft ? 0 : 1
      }
    placement.position = rounded(left + (cue.position ?? part) * width)
    placement.width = rounded(width)
    return placement
  }
}
