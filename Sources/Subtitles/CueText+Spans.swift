extension CueText {
  /// The same for text in pieces: white space is folded across them, and pieces that are alike become one.
  public static func lines(of spans: [CueSpan]) -> [CueLine] {
    if spans.count == 1 { return lines(of: spans[0].text).map { CueLine(spans: [spans[0].with($0)]) } }
    var lines: [CueLine] = []
    var line: [CueSpan] = []
    /// White space that becomes a space where text follows in the line, and where it began.
    var space: Int?
    func append(_ text: String, of span: CueSpan) {
      // Nothing else may hold the text meanwhile, or it is copied for every piece.
      if !line.isEmpty, line[line.count - 1].matches(span) {
        line[line.count - 1].text += text
      } else {
        line.append(span.with(text))
      }
    }
    for (index, span) in spans.enumerated() {
      var piece = String.UnicodeScalarView()
      func flush() {
        if !piece.isEmpty { append(String(piece), of: span) }
        piece = String.UnicodeScalarView()
      }
      for scalar in span.text.unicodeScalars {
        switch kind(of: scalar) {
        case .lineEnd:
          flush()
          if !line.isEmpty { lines.append(CueLine(spans: line)) }
          line = []
          space = nil
        case .space: if !(line.isEmpty && piece.isEmpty) { space = space ?? index }
        case .dropped: continue
        case .text:
          if let origin = space {
            let isInside = origin == index && (span.ruby == nil || !piece.isEmpty)
            if isInside { piece.append(" ") } else { append(" ", of: spans[origin].withoutRuby) }
          }
          space = nil
          piece.append(scalar)
        }
      }
      flush()
    }
    if !line.isEmpty { lines.append(CueLine(spans: line)) }
    return lines
  }

  enum ScalarKind { case lineEnd, space, dropped, text }

  /// What a scalar is in the text of a cue.
  static func kind(of scalar: Unicode.Scalar) -> ScalarKind {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: .lineEnd
    case 0x09, 0x20: .space
    case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: .dropped
    default: .text
    }
  }
}

extension CueSpan {
  /// A space has no reading.
  fileprivate var withoutRuby: CueSpan {
    var span = self
    span.ruby = nil
    return span
  }
}
