/// What of a cue was recognised.
struct CueMatch {
  /// When those of its words are said that were recognised, in seconds on the clock of the media.
  var heard: [Double]
  /// When the cue's first word is said, in seconds on the clock of the media; nil where nothing tells.
  var time: Double?
  /// How much `time` says, 0…1.
  var weight: Double
  /// Whether the first word itself was recognised; it is the first of `heard` then.
  var isFirstWord: Bool
}

extension CueMatch {
  /// A match for each of `cues`, whose words stand in the places that `partners` names.
  static func matches(_ cues: CueWords, _ recognised: RecognisedWords, _ partners: [Int32]) -> [CueMatch] {
    let isExact = zip(cues.words, partners).map { word, partner in
      partner >= 0 && recognised.words[Int(partner)] == word
    }
    return cues.cues.map { cue in
      let heard = cue.words.filter { isExact[$0] }.map { recognised.starts[Int(partners[$0])] }
      var match = CueMatch(heard: heard, time: nil, weight: 0, isFirstWord: false)
      // Far into the cue a word tells little about its start.
      for word in cue.words.prefix(4) where isExact[word] && isSupported(word, partners, isExact) {
        let partner = Int(partners[word])
        let before = word - cue.words.lowerBound
        if before == 0 {
          (match.time, match.weight) = (recognised.starts[partner], 1)
        } else if partners[cue.words.lowerBound] >= 0, Int(partners[cue.words.lowerBound]) == partner - before {
          // The words before it were misheard.
          (match.time, match.weight) = (recognised.starts[partner - before], 0.6)
        } else {
          (match.time, match.weight) = (recognised.starts[partner] - secondsPerWord * Double(before), 0.25)
        }
        break
      }
      match.isFirstWord = cue.words.first.map { isExact[$0] } ?? false
      return match
    }
  }

  /// Whether a word of the cue is heard while it would be shown on `line`.
  func agrees(_ cue: CueWords.CueEntry, with line: ClockLine, reach: Double) -> Bool {
    let (start, end) = (line.time(cue.start) - reach, line.time(cue.end) + reach)
    return heard.contains { $0 >= start && $0 <= end }
  }

  /// About three words are said in a second.
  private static let secondsPerWord = 0.3

  /// Whether two more words near by are where they would be if this one is right. Short words are anywhere.
  private static func isSupported(_ word: Int, _ partners: [Int32], _ isExact: [Bool]) -> Bool {
    let place = Int(partners[word]) - word
    var support = 0
    for other in max(0, word - 4)...min(partners.count - 1, word + 6) where other != word && isExact[other] {
      if abs(Int(partners[other]) - other - place) <= 2 { support += 1 }
    }
    return support >= 2 || support == partners.count - 1
  }
}
