import Timeline
package import Transcript

/// Cuts the words of a window into segments: at the end of a sentence, at a pause, and where a sentence is very long.
package struct SegmentBuilder {
  /// A silence this long ends a segment whatever the punctuation.
  private static let pause = MediaTime(milliseconds: 1000)
  /// A segment this long ends at the next comma.
  private static let long = MediaTime(seconds: 12)

  /// - Parameter others: other readings of the same sound, likeliest first; nil where none were asked for. A segment gets
  ///   what they have in its time and what differs from it and from each other.
  package static func segments(
    _ words: [Word], language: LanguageTag, trust: Trust, others: [Alternative]? = nil
  ) -> [Segment] {
    var segments = segments(words, language: language, trust: trust)
    guard let others else { return segments }
    for index in segments.indices {
      let start = index == 0 ? nil : segments[index].range.start
      let end = index + 1 < segments.count ? segments[index + 1].range.start : nil
      var known: Set = [segments[index].text]
      segments[index].alternatives = others.compactMap { other in
        var words = other.words.filter { word in
          let middle = MediaTime(seconds: (word.start.seconds + word.end.seconds) / 2)
          return start.map { middle >= $0 } ?? true && end.map { middle < $0 } ?? true
        }
        if !words.isEmpty { words[0].hasSpaceBefore = false }
        return known.insert(words.joinedText).inserted ? Alternative(words: words, score: other.score) : nil
      }
    }
    return segments
  }

  private static func segments(_ words: [Word], language: LanguageTag, trust: Trust) -> [Segment] {
    var segments: [Segment] = []
    var open: [Word] = []
    func close() {
      guard !open.isEmpty else { return }
      open[0].hasSpaceBefore = false
      segments.append(Segment(words: open, language: language, trust: trust))
      open = []
    }
    for word in words {
      if let last = open.last, word.start - last.end >= pause { close() }
      open.append(word)
      let isLong = word.end - open[0].start >= long
      if endsSentence(word.text) || (isLong && endsClause(word.text)) { close() }
    }
    close()
    return segments
  }

  private static func endsSentence(_ text: String) -> Bool {
    let core = text.reversed().drop { "\"'”’)]»」』）".contains($0) }
    guard let mark = core.first, ".?!。？！…".contains(mark) else { return false }
    // Initials and titles end in a full stop, too.
    let word = String(core.dropFirst().reversed())
    return
      !(mark == "."
      && (word.count == 1 && word.first?.isUppercase == true || abbreviations.contains(word.lowercased())))
  }

  private static func endsClause(_ text: String) -> Bool {
    text.last.map { ",;:，、；：—–".contains($0) } ?? false
  }

  private static let abbreviations: Set<String> = ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "jr", "sr", "no"]
}
