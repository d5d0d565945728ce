import Timeline

/// The words of a document's cues in the order in which they are shown.
struct CueWords {
  struct CueEntry {
    /// In the document.
    var index: Int
    /// Seconds on the clock of the subtitles.
    var start: Double
    var end: Double
    /// In `words`.
    var words: Range<Int>
    /// Whether the first of `words` is the first thing in the cue, as far as its text tells.
    var beginsWithFirstWord: Bool
  }

  /// In the order of their starts.
  private(set) var cues: [CueEntry] = []
  private(set) var words: [Int32] = []

  init(_ document: SubtitleDocument, _ numbers: inout WordNumbers) {
    let order = document.cues.indices.sorted {
      (document.cues[$0].range.start, $0) < (document.cues[$1].range.start, $1)
    }
    cues.reserveCapacity(order.count)
    var shown: [[Int32]] = []
    for index in order {
      let cue = document.cues[index]
      let first = words.count
      var lines: [[Int32]] = []
      var hadLabel: Bool?
      for line in SpokenText.lines(of: cue) {
        let said = numbers.words(of: line.text)
        guard !said.isEmpty else { continue }
        lines.append(said)
        // Captions that roll up show each line again while the next comes: it is said once.
        if shown.contains(said) { continue }
        if hadLabel == nil { hadLabel = line.hadLabel }
        words += said
      }
      shown = lines
      cues.append(
        CueEntry(
          index: index, start: cue.range.start.seconds, end: cue.range.end.seconds, words: first..<words.count,
          beginsWithFirstWord: hadLabel == false))
    }
  }

  /// Those that say something.
  var spokenCount: Int { cues.count { !$0.words.isEmpty } }
}
