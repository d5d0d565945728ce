extension CueText {
  /// `lines` so that none is wider than `width` characters (counted by scalars, as sets of fixed width have them).
  ///
  /// Where one is too wide, all are joined and broken anew at spaces into as few lines as possible, of much the same
  /// width; lines that belong to different speakers, by voice or by a dash, are each broken alone. A word that is wider
  /// than a line is cut.
  ///
  /// - Parameter width: at least 1.
  public static func wrapped(_ lines: [CueLine], width: Int) -> [CueLine] {
    let width = max(1, width)
    guard lines.contains(where: { $0.string.unicodeScalars.count > width }) else { return lines }
    let voices = Set(lines.flatMap { $0.spans.map(\.voice) })
    let isDialogue = voices.count > 1 || lines.contains { startsWithDash($0) }
    let paragraphs =
      isDialogue ? lines.map { [$0] } : [lines]
    return paragraphs.flatMap { paragraph in
      let words = words(of: paragraph, width: width)
      let widths = words.map { $0.string.unicodeScalars.count }
      let count = breaks(widths, width: width).count
      // The least width that takes no more lines.
      var (low, high) = (widths.max() ?? 1, width)
      while low < high {
        let middle = (low + high) / 2
        if breaks(widths, width: middle).count > count { low = middle + 1 } else { high = middle }
      }
      return breaks(widths, width: low).flatMap { range in
        Self.lines(of: words[range].enumerated().flatMap { index, word in joined(word, isFirst: index == 0) })
      }
    }
  }

  private static func startsWithDash(_ line: CueLine) -> Bool {
    line.string.unicodeScalars.first { $0 != " " }.map { ["-", "–", "—", "‐"].contains($0) } ?? false
  }

  /// The spans of a word, with the space before it, which belongs to the span it follows or starts.
  private static func joined(_ word: CueLine, isFirst: Bool) -> [CueSpan] {
    guard !isFirst, let first = word.spans.first else { return word.spans }
    return [first.with(" " + first.text)] + word.spans.dropFirst()
  }

  /// What stands between spaces, piece by piece; cut where it is wider than `width`.
  private static func words(of lines: [CueLine], width: Int) -> [CueLine] {
    var words: [CueLine] = []
    var word: [CueSpan] = []
    var count = 0
    func end() {
      if !word.isEmpty { words.append(CueLine(spans: word)) }
      (word, count) = ([], 0)
    }
    for line in lines {
      for span in line.spans {
        var piece = String.UnicodeScalarView()
        func flush() {
          if !piece.isEmpty { word.append(span.with(String(piece))) }
          piece = String.UnicodeScalarView()
        }
        for scalar in span.text.unicodeScalars {
          if kind(of: scalar) != .text || count == width {
            flush()
            end()
          }
          guard kind(of: scalar) == .text else { continue }
          piece.append(scalar)
          count += 1
        }
        flush()
      }
      end()
    }
    return words
  }

  /// Ranges of words that fill lines of `width`, as many in each as there is room for.
  private static func breaks(_ widths: [Int], width: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var used = 0
    for (index, word) in widths.enumerated() {
      if index > start, used + 1 + word > width {
        ranges.append(start..<index)
        (start, used) = (index, word)
      } else {
        used += (index > start ? 1 : 0) + word
      }
    }
    if start < widths.count { ranges.append(start..<widths.count) }
    return ranges
  }
}
