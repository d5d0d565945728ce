package import Subtitles
package import Timeline

/// Where the rows and columns of captions lie: they fill the middle 80 % of the picture's height and width.
package enum CaptionArea {
  private static let margin = 0.1
  private static let extent = 0.8

  /// The upper edge of a row from 1, as a part of the picture's height; the lower edge of row 15 is that of row 16.
  package static func top(ofRow row: Int) -> Double { part(row - 1, of: CaptionMemory.rowCount) }

  /// The left edge of a column from 0; 32 is the right edge of the last.
  package static func left(ofColumn column: Int) -> Double { part(column, of: CaptionMemory.columnCount) }

  private static func part(_ count: Int, of all: Int) -> Double {
    margin + extent * Double(min(max(0, count), all)) / Double(all)
  }

  /// The row from 1 to 16 whose upper edge is nearest to `top`.
  package static func row(atTop top: Double) -> Int { index(top, of: CaptionMemory.rowCount) + 1 }

  /// The column from 0 to 32 whose left edge is nearest to `left`.
  package static func column(atLeft left: Double) -> Int { index(left, of: CaptionMemory.columnCount) }

  private static func index(_ part: Double, of all: Int) -> Int {
    let count = ((part - margin) / extent * Double(all)).rounded()
    return count.isNaN ? 0 : Int(min(max(0, count), Double(all)))
  }
}

extension CaptionMemory {
  /// What it shows, a cue for each block of rows: two empty rows keep blocks apart.
  ///
  /// - Parameter rows: nil for all of them.
  package func cues(_ range: TimeRange, rows: ClosedRange<Int>? = nil) -> [Cue] {
    var blocks: [[Int]] = []
    for row in usedRows where rows?.contains(row) ?? true {
      if let last = blocks.last?.last, row - last <= 2 {
        blocks[blocks.count - 1].append(row)
      } else {
        blocks.append([row])
      }
    }
    return blocks.compactMap { block in
      let text = CueText.lines(of: block.flatMap { spans(ofRow: $0) + [CueSpan("\n")] })
      return text.isEmpty ? nil : Cue(range: range, text: text, placement: placement(of: block))
    }
  }

  private func spans(ofRow row: Int) -> [CueSpan] {
    var spans: [(text: String.UnicodeScalarView, pen: CaptionPen)] = []
    var cells = self[row]
    // An empty column is a space. How spaces look cannot be seen: they belong to what follows, like the codes that
    // take up a column.
    var next: CaptionPen?
    for index in cells.indices.reversed() {
      if let cell = cells[index], cell.character != " " {
        next = cell.pen
      } else {
        cells[index] = next.map { Cell(" ", $0) }
      }
    }
    for case let cell? in cells {
      if let last = spans.last, last.pen == cell.pen {
        spans[spans.count - 1].text.append(cell.character)
      } else {
        spans.append((String.UnicodeScalarView([cell.character]), cell.pen))
      }
    }
    return spans.map { CueSpan(String($0.text), style: $0.pen.style) }
  }

  /// Centred where every row is, else by a common left or right edge. Nil for the usual place: centred at the bottom.
  private func placement(of block: [Int]) -> CuePlacement? {
    let extents = block.compactMap(extent)
    guard let first = block.first, let last = block.last, let left = extents.map(\.lowerBound).min(),
      let right = extents.map(\.upperBound).max()
    else { return nil }
    var placement = CuePlacement()
    // The middle can be a column off where the number of characters is odd or no tab offsets were used.
    let isCentred = extents.allSatisfy { abs($0.lowerBound + $0.upperBound - Self.columnCount) <= 2 }
    if !isCentred {
      let isRight =
        extents.count > 1 && Set(extents.map(\.upperBound)).count == 1 && Set(extents.map(\.lowerBound)).count > 1
      placement.alignment = isRight ? .right : .left
      placement.position = CaptionArea.left(ofColumn: isRight ? right : left)
    }
    switch (first, last) {
    case (_, Self.rowCount): break
    case (1, _): placement.edge = .top
    case (...7, _):
      placement.edge = .top
      placement.line = CaptionArea.top(ofRow: first)
    default: placement.line = CaptionArea.top(ofRow: last + 1)
    }
    return placement == CuePlacement() ? nil : placement
  }

  /// The columns from the first character to after the last.
  private func extent(ofRow row: Int) -> Range<Int>? {
    let cells = self[row]
    func isText(_ cell: Cell?) -> Bool { cell.map { $0.character != " " } ?? false }
    guard let first = cells.firstIndex(where: isText), let last = cells.lastIndex(where: isText) else { return nil }
    return first..<(last + 1)
  }
}

extension CaptionPen {
  /// As a cue has it: white on black is what players show without being told.
  package var style: TextStyle {
    var style = TextStyle()
    style.isItalic = isItalic
    style.isUnderlined = isUnderlined
    style.color = color == .white ? nil : color.textColor
    style.background = background
    return style
  }
}
