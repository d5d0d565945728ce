import Subtitles

/// Where a subtitle stands: rows from 1, of as many as fill the middle 80 % of the picture's height.
struct TextPlace {
  var first: Int
  var last: Int
  var count: Int

  private static let margin = 0.1
  private static let extent = 0.8

  /// - Parameters:
  ///   - row: of the first line; 0 for 1.
  ///   - last: of the last line.
  init(row: UInt8, last: Int, of count: Int) {
    first = min(max(1, Int(row)), count)
    self.last = max(first, last)
    self.count = count
  }

  /// Where a cue of `rows` rows goes.
  init(_ placement: CuePlacement, rows: Int, of count: Int) {
    self.count = count
    func row(_ line: Double) -> Int {
      let row = ((line - Self.margin) / Self.extent * Double(count)).rounded()
      return row.isNaN ? 0 : Int(min(max(0, row), Double(count)))
    }
    if let wanted = placement.row {
      first = wanted < 0 ? max(1, count + 1 + max(wanted, -count)) : min(wanted, count) + 1
    } else {
      switch (placement.edge, placement.line) {
      case (.top, let line): first = line.map { row($0) + 1 } ?? 1
      case (.middle, let line): first = (line.map(row) ?? count / 2) - rows / 2 + 1
      case (.bottom, let line): first = (line.map(row) ?? count) - rows + 1
      }
    }
    first = max(1, min(first, count - rows + 1))
    last = first + rows - 1
  }

  /// Nil for the usual place: centred at the bottom. Subtitles that begin in the upper half keep their upper edge.
  func placement(_ justification: UInt8) -> CuePlacement? {
    var placement = CuePlacement()
    placement.alignment = justification == 1 ? .left : justification == 3 ? .right : .center
    if first < count / 2, last < count {
      placement.edge = .top
      if first > 1 { placement.line = Self.margin + Self.extent * Double(first - 1) / Double(count) }
    } else if last < count {
      placement.line = Self.margin + Self.extent * Double(last) / Double(count)
    }
    return placement == CuePlacement() ? nil : placement
  }
}
