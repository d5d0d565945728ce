import Masking
import Moderation
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct MaskingTests {
  private func segment(_ text: String, from start: Int = 0, language: LanguageTag = "en") -> Segment {
    Segment(
      words: text.split(separator: " ").enumerated().map { index, word in
        let begin = MediaTime(milliseconds: Int64(start + index) * 500)
        return Word(
          String(word), hasSpaceBefore: index > 0,
          range: TimeRange(start: begin, end: begin + MediaTime(milliseconds: 400)),
          confidence: 0.9)
      }, language: language)
  }

  private func transcript(_ segments: Segment...) -> Transcript {
    Transcript(
      language: "en", segments: segments, duration: MediaTime(seconds: 60),
      provenance: Provenance(recognizer: "test 1.0.0", model: "none", settings: ["hotwords": "Ada, Bob’s, heck"]))
  }

  private func finding(_ words: Range<Int>, _ treatment: Treatment?, category: String = "x", score: Double = 1)
    -> Finding
  {
    Finding(
      category: category, range: TimeRange(start: .zero, end: .zero), score: score, source: "test", words: words,
      treatment: treatment)
  }

  private func masking(_ change: (inout MaskingConfiguration) -> Void = { _ in }) throws -> Masking {
    var configuration = MaskingConfiguration()
    change(&configuration)
    return try Masking(configuration: configuration)
  }

  private func text(_ text: String, _ findings: (Range<Int>, Treatment)...) throws -> String {
    try masking().masked(transcript(segment(text)), findings.map { finding($0.0, $0.1) }).segments.map(\.text)
      .joined(separator: "|")
  }

  @Test(arguments: [
    ("Oh heck, no.", 1..<2, "Oh ***, no."), ("“Heck!” he said", 0..<1, "“***!” he said"), ("(heck)", 0..<1, "(***)"),
    ("Heck's bells", 0..<1, "*** bells"), ("what the heck...", 1..<3, "what *** ***..."), ("¡Heck!", 0..<1, "¡***!"),
    ("h**k", 0..<1, "***"), ("...", 0..<1, "***"), ("«Zut»", 0..<1, "«***»"), ("—heck—", 0..<1, "—***—"),
  ])
  func punctuationStays(before: String, words: Range<Int>, after: String) throws {
    #expect(try text(before, (words, .mask)) == after)
  }

  @Test(arguments: [
    ("Oh, heck.", 1..<2, "Oh."), ("Heck, that hurts.", 0..<1, "That hurts."),
    ("Oh. Heck! No way.", 1..<2, "Oh. No way."),
    ("He said “heck no” again", 2..<3, "He said “no” again"), ("He said “no heck” again", 3..<4, "He said “no” again"),
    ("what the heck, then", 2..<3, "what the then"), ("the heck it is", 0..<2, "it is"),
    ("Really, heck?!", 1..<2, "Really?!"),
    ("Heck. Then go", 0..<1, "Then go"), ("I say “heck.” Then", 2..<3, "I say. Then"), ("Heck, heck, no", 0..<2, "No"),
    ("McHeck is here", 0..<1, "Is here"),
  ])
  func sentencesAreMendedWhereWordsGo(before: String, words: Range<Int>, after: String) throws {
    #expect(try text(before, (words, .remove)) == after)
  }

  @Test(arguments: [
    ("Oh heck, no.", 1..<2, "gosh", "Oh gosh, no."), ("Heck no.", 0..<1, "gosh", "Gosh no."),
    ("you ass hat!", 1..<3, "silly dear person", "you silly dear person!"),
    ("the big red dog.", 1..<3, "x", "the x dog."),
    ("heck yes", 0..<1, " ", "yes"), ("call +1 555 now", 1..<3, "[PHONE]", "call [PHONE] now"),
  ])
  func otherTextStandsThere(before: String, words: Range<Int>, with text: String, after: String) throws {
    #expect(try self.text(before, (words, .replace(with: text))) == after)
  }

  @Test func timesStay() throws {
    let before = transcript(segment("you ass hat there"))
    let masked = try masking().masked(before, [finding(1..<3, .mask)])
    #expect(masked.words.map(\.range) == before.words.map(\.range))
    let replaced = try masking().masked(before, [finding(1..<3, .replace(with: "a dear person"))])
    #expect(replaced.words.map(\.text) == ["you", "a", "dear", "person", "there"])
    #expect(replaced.words[1].start == before.words[1].start && replaced.words[3].end == before.words[2].end)
    #expect(zip(replaced.words, replaced.words.dropFirst()).allSatisfy { $0.end <= $1.start })
  }

  @Test func theStrictestFindingCounts() throws {
    #expect(try text("a b c d", (0..<4, .mask), (1..<2, .remove), (2..<3, .tag)) == "*** *** ***")
    // What stands for a phrase stands for no part of it.
    #expect(try text("a b c d", (0..<2, .remove), (1..<4, .replace(with: "xyz"))) == "*** ***")
    #expect(try text("a b c d", (0..<2, .replace(with: "x")), (0..<2, .mask)) == "x c d")
    #expect(try text("a b", (1..<9, .mask), (7..<9, .mask)) == "a ***")
    #expect(try text("a b", (0..<1, .tag)) == "a b")
  }

  @Test func masksMayKeepALengthAndALetter() throws {
    let words = [finding(1..<2, .mask)]
    let speech = transcript(segment("Oh heck, no"))
    #expect(try masking { $0.keepsLength = true }.masked(speech, words).text == "Oh ****, no")
    #expect(try masking { $0.keepsFirstLetter = true }.masked(speech, words).text == "Oh h***, no")
    let both = try masking {
      $0.keepsFirstLetter = true
      $0.keepsLength = true
      $0.mask = "█"
    }
    #expect(both.masked(speech, words).text == "Oh h███, no")
    #expect(try masking { $0.mask = "[bleep]" }.masked(speech, words).text == "Oh [bleep], no")
  }

  @Test func categoriesAndScoresDecide() throws {
    let findings = [
      finding(0..<1, .mask, category: "a"), finding(1..<2, nil, category: "b"), finding(2..<3, nil, category: "c"),
      finding(3..<4, .mask, score: 0.4),
    ]
    let rules = try masking {
      $0.categories = ["a": "keep", "b": "remove"]
      $0.minimumScore = 0.5
    }
    #expect(rules.masked(transcript(segment("w1 w2 w3 w4")), findings).text == "w1 w3 w4")
  }

  @Test func findingsWithoutWordsCountByTime() throws {
    let range = TimeRange(start: MediaTime(milliseconds: 450), end: MediaTime(milliseconds: 1_100))
    let timed = Finding(category: "x", range: range, score: 1, source: "test", treatment: .mask)
    #expect(try masking().masked(transcript(segment("a b c d")), [timed]).text == "a *** c d")
  }

  /// Words by their number, however many are said at the same time.
  @Test func wordsAtTheSameTimeAreNotConfused() throws {
    var speech = segment("a b c d")
    for index in speech.words.indices { speech.words[index].range = segment("x").words[0].range }
    #expect(try masking().masked(transcript(speech), [finding(2..<3, .mask)]).text == "a b *** d")
    #expect(try masking().masked(transcript(speech), [finding(1..<2, .remove)]).text == "a c d")
    var instant = segment("a b c d")
    for index in instant.words.indices { instant.words[index].range = TimeRange(start: .zero, end: .zero) }
    #expect(try masking().masked(transcript(instant), [finding(2..<3, .mask)]).text == "a b *** d")
  }

  /// Somebody else speaks between two words, at another time.
  @Test func findingsWithoutWordsLeaveOutWhatIsSaidAtOtherTimes() throws {
    let range = TimeRange(start: MediaTime(milliseconds: 450), end: MediaTime(milliseconds: 1_750))
    let timed = Finding(category: "x", range: range, score: 1, source: "test", treatment: .mask)
    var speech = segment("a b c d e")
    speech.words[2].range = segment("late", from: 20).words[0].range
    #expect(try masking().masked(transcript(speech), [timed]).text == "a *** c *** e")
    // Words without length are where they stand.
    speech.words[1].range = TimeRange(start: MediaTime(milliseconds: 500), end: MediaTime(milliseconds: 500))
    speech.words[3].range = TimeRange(start: MediaTime(milliseconds: 1_750), end: MediaTime(milliseconds: 1_750))
    #expect(try masking().masked(transcript(speech), [timed]).text == "a *** c d e")
  }

  @Test func otherReadingsHideWhatIsSaidThen() throws {
    let rules = try masking { $0.alternatives = "mask" }
    var speech = segment("oh heck no well")
    // A long word under which another is said, and one without length.
    speech.words[0].range = TimeRange(start: .zero, end: MediaTime(milliseconds: 5_000))
    speech.words[2].range = TimeRange(start: MediaTime(milliseconds: 1_000), end: MediaTime(milliseconds: 1_000))
    speech.alternatives = [Alternative(words: segment("u v w x y", from: 0).words, score: 0.5)]
    func other(_ words: Range<Int>...) -> [String?] {
      rules.masked(transcript(speech), words.map { finding($0, .mask) }).segments[0].alternatives?.map(\.text) ?? []
    }
    #expect(other(0..<2) == ["*** *** *** *** ***"])
    #expect(other(1..<2) == ["u *** w x y"])
    #expect(other(2..<3) == ["u v *** x y"])
    // Somebody else, at the same time, in a segment of their own.
    var second = segment("uno dos", from: 0)
    second.alternatives = [Alternative(words: segment("un dós", from: 0).words, score: 0.5)]
    let masked = rules.masked(transcript(segment("heck no"), second), [finding(0..<1, .mask)])
    #expect(masked.segments[1].alternatives?.map(\.text) == ["un dós"])
  }

  @Test func segmentsMayVanish() throws {
    let speech = transcript(segment("well"), segment("Heck!", from: 10), segment("then", from: 20))
    let findings = [finding(1..<2, .remove)]
    #expect(try masking().masked(speech, findings).segments.map(\.text) == ["well", "then"])
    let kept = try masking { $0.emptySegments = "mask" }.masked(speech, findings)
    #expect(kept.segments.map(\.text) == ["well", "***", "then"])
    #expect(kept.segments[1].range == speech.segments[1].range)
  }

  @Test func phrasesGoOnOverSegments() throws {
    let speech = transcript(segment("you ass"), segment("hat there", from: 10))
    let replaced = try masking().masked(speech, [finding(1..<3, .replace(with: "dear"))])
    #expect(replaced.segments.map(\.text) == ["you dear", "there"])
    let masked = try masking().masked(speech, [finding(1..<3, .mask)])
    #expect(masked.segments.map(\.text) == ["you ***", "*** there"])
  }

  @Test func piecesAreOneWord() throws {
    var japanese = segment("この ば か 者。", language: "ja")
    for index in japanese.words.indices { japanese.words[index].hasSpaceBefore = false }
    let masked = try masking().masked(transcript(japanese), [finding(1..<3, .mask)])
    #expect(masked.words.map(\.text) == ["この", "***", "者。"])
    #expect(masked.words[1].end == japanese.words[2].end)
    #expect(
      try masking { $0.keepsLength = true }.masked(transcript(japanese), [finding(1..<3, .mask)]).text == "この**者。")
  }

  @Test func otherReadingsHideTheWordsToo() throws {
    var speech = segment("oh heck no")
    speech.alternatives = [Alternative(words: segment("oh hack heck").words, score: 0.5)]
    let findings = [finding(1..<2, .mask)]
    #expect(try masking().masked(transcript(speech), findings).segments[0].alternatives == nil)
    let masked = try masking { $0.alternatives = "mask" }.masked(transcript(speech), findings)
    #expect(masked.segments[0].alternatives?.map(\.text) == ["oh *** ***"])
  }

  @Test func hintsForTheRecogniserHideTheWordsToo() throws {
    let masked = try masking().masked(transcript(segment("oh heck Ada no")), [finding(1..<3, .mask)])
    #expect(masked.provenance.settings["hotwords"] == "***, Bob’s, ***")
  }

  @Test(arguments: [
    ("the Hecktown road", "heck"), ("a heck-side", "heck"), ("the American way", "Americans"), ("AT&T, please", "AT&T"),
    ("das 馬鹿 hier", "馬"),
  ]) func hintsThatTellAWordOtherwiseAreHiddenWhole(hint: String, word: String) throws {
    var speech = transcript(segment("oh \(word) no"))
    speech.provenance.settings = ["hint": hint, "beam": "5", "other": "nothing of it"]
    let masked = try masking().masked(speech, [finding(1..<2, .mask)])
    #expect(masked.provenance.settings == ["hint": "***", "beam": "5", "other": "nothing of it"])
  }

  @Test func tellsWhatBecomesOfWords() throws {
    let rules = try masking {
      $0.categories = ["kept": "keep", "hidden": "mask"]
      $0.minimumScore = 0.5
    }
    func treatment(_ category: String, _ score: Double) -> Treatment? {
      let range = TimeRange(start: .zero, end: .zero)
      return rules.treatment(
        of: Finding(category: category, range: range, score: score, source: "x", treatment: .remove))
    }
    #expect(treatment("kept", 1) == nil && treatment("hidden", 1) == .mask && treatment("hidden", 0.4) == nil)
    #expect(treatment("other", 1) == .remove)
  }

  @Test func maskingTwiceIsMaskingOnce() throws {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<300 {
      let texts = (0..<6).map { _ in
        RandomText.make(count: 3, using: &generator).filter { !$0.isWhitespace } + "w"
      }
      let speech = transcript(segment(texts.joined(separator: " ")))
      let findings = (0..<2).map { _ in
        let start = Int.random(in: 0..<6, using: &generator)
        return finding(start..<min(6, start + 2), .mask)
      }
      let rules = try masking {
        $0.keepsLength = round % 3 == 1
        $0.keepsFirstLetter = round % 5 == 1
        $0.mask = round % 7 == 1 ? "█" : $0.mask
      }
      let once = rules.masked(speech, findings)
      #expect(once.words.map(\.range) == speech.words.map(\.range))
      let masked = Set(findings.flatMap { $0.words ?? 0..<0 })
      for (index, (before, after)) in zip(speech.words, once.words).enumerated() {
        // Every word has a letter: of a masked one none is left, or the first.
        let letters = after.text.filter { $0.isLetter || $0.isNumber }
        #expect(masked.contains(index) ? letters.count <= (round % 5 == 1 ? 1 : 0) : after == before)
      }
      #expect(rules.masked(once, findings) == once)
    }
  }

  @Test(arguments: ["", "a b", String(repeating: "*", count: 65)]) func badMasksAreRefused(mask: String) {
    #expect(throws: ConfigurationError.self) { try masking { $0.mask = mask } }
  }

  @Test func badSettingsAreRefused() {
    #expect(throws: ConfigurationError("/categories/pii", "this must be mask, remove, tag or keep")) {
      try masking { $0.categories = ["pii": "burn"] }
    }
    #expect(throws: ConfigurationError.self) { try masking { $0.minimumScore = 2 } }
    #expect(throws: ConfigurationError.self) { try masking { $0.emptySegments = "x" } }
    #expect(throws: ConfigurationError.self) { try masking { $0.alternatives = "x" } }
    #expect(throws: ConfigurationError.self) {
      try masking {
        $0.mask = "beep"
        $0.keepsLength = true
      }
    }
  }
}
