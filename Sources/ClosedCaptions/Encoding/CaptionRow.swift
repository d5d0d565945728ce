import Subtitles

/// A row of a caption as it is sent.
package struct CaptionRow: Hashable, Sendable {
  /// What takes up a column.
  enum Content: Hashable { case character(Unicode.Scalar), midRow(CaptionColor?, isUnderlined: Bool) }

  /// 1…15.
  package var row: Int
  /// Of the first character or code, from 0.
  let column: Int
  /// What the preamble says.
  let pen: CaptionPen
  let contents: [Content]

  /// A word and the look that it has as a whole: a change takes up a column, so it cannot come within a word.
  struct Word: Hashable {
    var characters: [Unicode.Scalar]
    var pen: CaptionPen
  }

  /// - Parameters:
  ///   - line: no wider than 32 characters, all of the sets of CEA-608.
  ///   - alignment: left, centre or right.
  ///   - position: the column from 0 to 32 of what `alignment` aligns; nil for the left edge, the middle or the right.
  init(_ line: CueLine, alignment: CuePlacement.Alignment, position: Int?, row: Int) {
    self.row = row
    let words = Self.words(of: line)
    let whole = Self.layout(words, alignment, position)
    // Colours take up more columns than italics do; where there is no room for both, they go.
    let layout = whole.width <= CaptionMemory.columnCount ? whole : Self.layout(words.map(\.white), alignment, position)
    (column, pen, contents) = (layout.column, layout.pen, layout.contents)
  }

  private struct Layout {
    var column: Int
    var pen: CaptionPen
    var contents: [Content]

    var width: Int { column + contents.count }
  }

  private static func layout(_ words: [Word], _ alignment: CuePlacement.Alignment, _ position: Int?) -> Layout {
    var text: [Content] = []
    var pen = words.first?.pen ?? CaptionPen()
    for (index, word) in words.enumerated() {
      if index > 0 { text += word.pen == pen ? [.character(" ")] : codes(from: pen, to: word.pen) }
      text += word.characters.map { .character($0) }
      pen = word.pen
    }
    let first = words.first?.pen ?? CaptionPen()
    let columns = CaptionMemory.columnCount
    let wanted =
      switch alignment {
      case .left, .start: position ?? 0
      case .center: ((position ?? columns / 2) * 2 - text.count) / 2
      case .right, .end: (position ?? columns) - text.count
      }
    let start = max(0, min(wanted, columns - text.count))
    // At the left edge the preamble says a colour or italics; elsewhere it says where the text begins, and all else
    // comes before the text.
    var edge = first
    if first.color != .white { edge.isItalic = false }
    let edgeCodes = codes(from: edge, to: first)
    let indented = CaptionPen(isUnderlined: first.isUnderlined)
    let codes = codes(from: indented, to: first)
    if start == 0 || text.count + codes.count > columns {
      return Layout(column: 0, pen: edge, contents: edgeCodes + text)
    }
    return Layout(column: max(0, start - codes.count), pen: indented, contents: codes + text)
  }

  /// What turns one look into another.
  private static func codes(from old: CaptionPen, to new: CaptionPen) -> [Content] {
    guard old != new else { return [] }
    let color = Content.midRow(new.color, isUnderlined: new.isUnderlined)
    let italics = Content.midRow(nil, isUnderlined: new.isUnderlined)
    return !new.isItalic ? [color] : old.color == new.color ? [italics] : [color, italics]
  }

  private static func words(of line: CueLine) -> [Word] {
    var words: [Word] = []
    var isOpen = false
    var hasLetter = false
    for span in line.spans {
      let pen = CaptionPen(span.style)
      for scalar in span.text.unicodeScalars {
        guard scalar != " " else {
          isOpen = false
          continue
        }
        if !isOpen {
          words.append(Word(characters: [], pen: pen))
          (isOpen, hasLetter) = (true, false)
        }
        // The first letter or digit tells, not the quotation mark before it.
        if !hasLetter, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          words[words.count - 1].pen = pen
          hasLetter = true
        }
        words[words.count - 1].characters.append(scalar)
      }
    }
    return words
  }

  /// The units that write it, preamble first.
  var units: [CaptionUnit] {
    let indent = column / 4 * 4
    var units = [CaptionCode.preamble(row: row, column: indent, pen: pen)]
      .compactMap(\.pair).map(CaptionUnit.code)
    if column > indent, let pair = CaptionCode.tabOffset(column - indent).pair { units.append(.code(pair)) }
    var pending: UInt8?
    func flush() {
      if let byte = pending { units.append(.text(CaptionPair(byte, 0))) }
      pending = nil
    }
    func append(_ byte: UInt8) {
      if let first = pending {
        units.append(.text(CaptionPair(first, byte)))
        pending = nil
      } else {
        pending = byte
      }
    }
    for content in contents {
      switch content {
      case .midRow(let color, let isUnderlined):
        flush()
        if let pair = CaptionCode.midRow(color, isUnderlined: isUnderlined).pair { units.append(.code(pair)) }
      case .character(let scalar):
        switch CaptionCharacters.form(of: scalar) {
        case .standard(let byte): append(byte)
        case .special(let byte):
          flush()
          units.append(.code(CaptionPair(0x11, byte)))
        case .extended(let first, let second, let fallback):
          append(fallback)
          flush()
          units.append(.code(CaptionPair(first, second)))
        case nil: append(UInt8(ascii: "?"))
        }
      }
    }
    flush()
    return units
  }

  /// Writes it into a memory as a decoder would.
  func write(to memory: inout CaptionMemory) {
    var pen = pen
    for (offset, content) in contents.enumerated() {
      var character: Unicode.Scalar = " "
      switch content {
      case .character(let scalar): character = scalar
      case .midRow(let color, let isUnderlined):
        pen = CaptionPen(color: color ?? pen.color, isItalic: color == nil, isUnderlined: isUnderlined)
      }
      memory.write(CaptionMemory.Cell(character, pen), row: row, column: column + offset)
    }
  }
}

extension CaptionRow.Word {
  fileprivate var white: Self {
    var word = self
    word.pen.color = .white
    return word
  }
}

/// What is sent together.
package enum CaptionUnit: Hashable, Sendable {
  case text(CaptionPair)
  /// Sent twice, so that noise on the line loses no code.
  case code(CaptionPair)

  package var pairs: [CaptionPair] {
    switch self {
    case .text(let pair): [pair]
    case .code(let pair): [pair, pair]
    }
  }
}

extension CaptionPen {
  /// The nearest to what a cue has. Only white and black are written behind nothing.
  init(_ style: TextStyle) {
    self.init(
      color: style.color.map { $0.alpha == 0 ? .white : CaptionColor(nearestTo: $0) } ?? .white,
      isItalic: style.isItalic, isUnderlined: style.isUnderlined)
  }
}
