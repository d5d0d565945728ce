import Subtitles

/// A rectangle in parts of the picture, and how placements of cues are made from it and turned into it.
///
/// Text without a place of its own is put into a band of the box in which titles are safe: 10 % of the picture are left
/// free on every side. A box that has the width of that one, or of the picture, says nothing about where text is from
/// side to side; one that ends at the margin that the text keeps to, nothing about where it is from top to bottom.
struct TTMLBox: Hashable {
  struct Edges {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
  }

  var x: Double
  var y: Double
  var width: Double
  var height: Double

  func inset(by edges: Edges) -> TTMLBox {
    TTMLBox(
      x: x + edges.left, y: y + edges.top, width: width - edges.left - edges.right,
      height: height - edges.top - edges.bottom)
  }

  /// What of it lies in the picture.
  var withinPicture: TTMLBox {
    func clamped(_ value: Double) -> Double { min(1, max(0, value)) }
    let (left, top) = (clamped(x), clamped(y))
    return TTMLBox(x: left, y: top, width: max(0, clamped(x + width) - left), height: max(0, clamped(y + height) - top))
  }

  // MARK: - To a placement

  /// Sets line, position and width from the box, where it says anything about them. The edge, the alignment and the
  /// writing are set.
  func place(_ placement: inout CuePlacement, isRightToLeft: Bool) {
    let isVertical = placement.writing != .horizontal
    let (across, acrossLength) = isVertical ? (x, width) : (y, height)
    let (along, alongLength) = isVertical ? (y, height) : (x, width)
    let line: Double
    switch placement.edge {
    case .top: line = across
    case .middle: line = across + acrossLength / 2
    case .bottom: line = across + acrossLength
    }
    let margins: [Double]
    switch placement.edge {
    case .top: margins = [0, 0.1]
    case .middle: margins = [0.5]
    case .bottom: margins = [0.9, 1]
    }
    placement.line = margins.contains(Self.rounded(line)) ? nil : Self.rounded(line)
    let isUsual = [[0, 1], [0.1, 0.8]].contains([Self.rounded(along), Self.rounded(alongLength)])
    guard !isUsual else { return }
    switch Self.anchor(placement.alignment, isRightToLeft: isRightToLeft && !isVertical) {
    case .start: placement.position = Self.rounded(along)
    case .middle: placement.position = Self.rounded(along + alongLength / 2)
    case .end: placement.position = Self.rounded(along + alongLength)
    }
    placement.width = Self.rounded(alongLength)
  }

  // MARK: - From a placement

  /// A line of text, of 80 % of a cell and a quarter more: as high as a row.
  private static let lineHeight = 1.0 / 15

  /// The rectangle for a cue of so many lines, and the placement that it stands for: TTML has no rows, so that a place
  /// takes the place of one. What has no room below its line is moved up.
  static func forPlacement(
    _ placement: CuePlacement, lines: Int, isRightToLeft: Bool
  ) -> (box: TTMLBox, placement: CuePlacement) {
    func part(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? min(1, max(0, $0)) : nil } }
    var placement = placement
    (placement.line, placement.position, placement.width) =
      (part(placement.line), part(placement.position), part(placement.width))
    if placement.line == nil, let row = placement.row {
      // A picture has fifteen of them, as captions do. What is counted from below stands on its row.
      let row = min(14, max(-15, row))
      placement.edge = row < 0 ? .bottom : .top
      placement.line = row < 0 ? 0.9 + Double(row + 1) * 0.8 / 15 : 0.1 + Double(row) * 0.8 / 15
    }
    placement.row = nil
    if let line = placement.line, placement.edge == .top, placement.writing == .horizontal {
      placement.line = rounded(CuePlacement.top(line, lines: lines, lineHeight: lineHeight, margin: 0.1))
    }
    return (TTMLBox(placement, isRightToLeft: isRightToLeft), placement)
  }

  /// What the placement leaves open is filled in: `start` is the left, or the right where the script runs from there.
  private init(_ placement: CuePlacement, isRightToLeft: Bool) {
    let isVertical = placement.writing != .horizontal
    let across = Self.across(placement)
    let along = Self.along(placement, isRightToLeft: isRightToLeft && !isVertical)
    self =
      isVertical
      ? TTMLBox(x: across.start, y: along.start, width: across.length, height: along.length)
      : TTMLBox(x: along.start, y: across.start, width: along.length, height: across.length)
  }

  init(x: Double, y: Double, width: Double, height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// The bands do not overlap, and what needs more room than they have flows over.
  private static func across(_ placement: CuePlacement) -> (start: Double, length: Double) {
    switch (placement.edge, placement.line) {
    case (.top, nil): return (0.1, 0.3)
    case (.middle, nil): return (0.4, 0.2)
    case (.bottom, nil): return (0.6, 0.3)
    case (.top, let line?):
      let start = min(line, 0.95)
      return (start, min(0.3, 1 - start))
    case (.middle, let line?):
      let half = max(0.025, min(line, 1 - line, 0.1))
      return (min(1 - 2 * half, max(0, line - half)), 2 * half)
    case (.bottom, let line?):
      let end = max(line, 0.05)
      return (max(0, end - 0.3), min(0.3, end))
    }
  }

  private static func along(_ placement: CuePlacement, isRightToLeft: Bool) -> (start: Double, length: Double) {
    guard placement.position != nil || placement.width != nil else { return (0.1, 0.8) }
    let anchor = anchor(placement.alignment, isRightToLeft: isRightToLeft)
    let room: Double
    let position = placement.position ?? (anchor == .start ? 0.1 : anchor == .middle ? 0.5 : 0.9)
    switch anchor {
    case .start: room = 1 - position
    case .middle: room = 2 * min(position, 1 - position)
    case .end: room = position
    }
    let length = max(0.01, min(placement.width ?? room, room))
    let start =
      switch anchor {
      case .start: position
      case .middle: position - length / 2
      case .end: position - length
      }
    return (min(1 - length, max(0, start)), length)
  }

  private enum Anchor { case start, middle, end }

  private static func anchor(_ alignment: CuePlacement.Alignment, isRightToLeft: Bool) -> Anchor {
    switch alignment {
    case .left: .start
    case .center: .middle
    case .right: .end
    case .start: isRightToLeft ? .end : .start
    case .end: isRightToLeft ? .start : .end
    }
  }

  // MARK: - Numbers

  /// To a hundred-thousandth of the picture: what sums of decimal fractions miss is not seen.
  static func rounded(_ value: Double) -> Double { (value * 100_000).rounded() / 100_000 }

  /// `12.5%`, with three places at most.
  static func percentage(_ value: Double) -> String {
    let thousandths = Int((value * 100_000).rounded())
    guard thousandths % 1000 != 0 else { return "\(thousandths / 1000)%" }
    var places = String(thousandths % 1000 + 1000).dropFirst()
    while places.last == "0" { places.removeLast() }
    return "\(thousandths / 1000).\(places)%"
  }
}
