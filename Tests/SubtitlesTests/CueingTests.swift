import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct CueingTests {
  private func cues(_ segments: [Segment], language: LanguageTag = "en", duration: Double = 0) -> [Cue] {
    Cueing().document(from: Script.transcript(segments, language: language, duration: duration)).cues
  }

  @Test func emptyTranscriptGivesEmptyDocument() {
    let document = Cueing().document(from: Script.transcript([], language: .undetermined, duration: 60))
    #expect(document == SubtitleDocument(cues: [], language: .undetermined))
    #expect(cues([Segment(words: [], language: "en")]).isEmpty)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [(Int.max, Int.max), (Int.min, Int.min), (0, 100)])
  func survivesSettingsThatMakeNoSense(lineLength: Int, lines: Int) {
    var style = HouseStyle.standard
    style.languages = [:]
    style.rules.maximumLineLength = lineLength
    style.rules.maximumLines = lines
    style.rules.maximumReadingSpeed = -1
    style.rules.minimumDuration = .seconds(100)
    let words = String(repeating: "The ferry leaves at noon from the old harbour ", count: 20)
    let transcript = Script.transcript([Script.segment(words + ".", from: 0)], language: "en", duration: 0)
    let cues = Cueing(style: style).document(from: transcript).cues
    #expect(!cues.isEmpty)
    #expect(cues.allSatisfy { $0.lines.count <= 4 })
  }

  @Test func shortSentenceIsOneLine() {
    let found = cues([Script.segment("The ferry leaves at noon.", from: 1)])
    #expect(found.map(\.lines) == [["The ferry leaves at noon."]])
    #expect(found.map(\.range.start.milliseconds) == [1000])
  }

  @Test func sentencesThatFillACueStandAlone() {
    let found = cues([
      Script.segment("The ferry leaves at noon from the old harbour.", from: 0),
      Script.segment("Nobody has ever missed it twice in one summer.", from: 3.2),
    ])
    #expect(found.count == 2)
    #expect(found.first?.lines.last?.hasSuffix("harbour.") == true)
  }

  @Test(arguments: [
    (
      "And so my fellow Americans, ask not what your country can do for you.",
      ["And so my fellow Americans,", "ask not what your country can do for you."]
    ),
    (
      "He walked down to the station and bought a ticket.",
      ["He walked down to the station", "and bought a ticket."]
    ),
  ])
  func linesBreakAtPhrases(text: String, expected: [String]) {
    #expect(cues([Script.segment(text, from: 0, perWord: 0.3)]).map(\.lines) == [expected])
  }

  @Test func neverBreaksAfterAnArticleWithoutNeed() {
    let text = """
      In the beginning there was only the sea and the long white beach where a few of the children from the village \
      used to play until the sun went down behind the hills and their mothers called them home for the evening meal \
      which was always the same because nobody had a better idea or the money to buy an expensive fish from the market.
      """
    for cue in cues([Script.segment(text, from: 0, perWord: 0.3)]) {
      for line in cue.lines {
        let last = line.split(separator: " ").last.map(String.init) ?? ""
        #expect(!["the", "a", "an", "their"].contains(last), "“\(line)” ends with an article")
      }
    }
  }

  @Test func abbreviationsDoNotEndSentences() {
    let found = cues([
      Script.segment("We have asked Dr. Miller about that rather strange affair of the lost keys.", from: 0)
    ])
    for line in found.flatMap(\.lines) { #expect(!line.hasSuffix("Dr.")) }
  }

  @Test func isolatedWordStaysLongEnoughToBeRead() throws {
    let found = cues([Script.segment("No.", from: 10, perWord: 0.2)], duration: 60)
    let cue = try #require(found.first)
    #expect(cue.range.start == MediaTime(milliseconds: 10_000))
    #expect(cue.range.duration >= MediaTime(ticks: 5, timeBase: Rational(1, 6)))
  }

  @Test func isolatedWordAtTheEndBeginsEarlier() throws {
    let found = cues([Script.segment("No.", from: 9.5, perWord: 0.2)], duration: 10)
    let cue = try #require(found.first)
    #expect(cue.range.end == MediaTime(milliseconds: 10_000))
    #expect(cue.range.duration.milliseconds == 834)
  }

  @Test func wordWithoutRoomJoinsItsNeighbour() {
    let found = cues([
      Script.segment("Yes.", from: 1.0, perWord: 0.2), Script.segment("That is what he told me.", from: 1.25),
    ])
    #expect(found.map { $0.lines.joined(separator: " ") } == ["Yes. That is what he told me."])
  }

  @Test(arguments: [
    ("en", "-Are you there?", "-I am."), ("fr", "- Are you there?", "- I am."), ("nl", "Are you there?", "-I am."),
  ])
  func speakersInAHurryShareACue(language: String, first: String, second: String) {
    let language = LanguageTag(language)
    let found = cues(
      [
        Script.segment("Are you there?", from: 0, perWord: 0.15, language: language, speaker: "spk_0"),
        Script.segment("I am.", from: 0.5, perWord: 0.15, language: language, speaker: "spk_1"),
        Script.segment("Then let us go on with what we came for.", from: 1.1, language: language, speaker: "spk_0"),
      ], language: language)
    #expect(found.map(\.lines).first == [first, second])
    #expect(found.count == 2)
  }

  @Test func threeSpeakersDoNotShareACue() {
    let found = cues([
      Script.segment("Yes?", from: 0, perWord: 0.3, speaker: "spk_0"),
      Script.segment("No.", from: 0.4, perWord: 0.3, speaker: "spk_1"),
      Script.segment("What?", from: 0.8, perWord: 0.3, speaker: "spk_2"),
    ])
    #expect(found.allSatisfy { $0.lines.count <= 2 } && found.count >= 2)
  }

  @Test func speakersDoNotShareACue() {
    let found = cues([
      Script.segment("Are you there?", from: 0, speaker: "spk_0"), Script.segment("I am.", from: 1.2, speaker: "spk_1"),
    ])
    #expect(found.map(\.lines) == [["Are you there?"], ["I am."]])
  }

  @Test func noCueCoversALongSilence() {
    let found = cues([Script.segment("One", from: 0), Script.segment("two.", from: 2.5)])
    #expect(found.count == 2)
  }

  @Test func tailStaysNoLongerThanHalfASecond() throws {
    // Fast speech, then silence: the cue stays to be read, but not for ever.
    let text = "Everybody understands perfectly extraordinarily complicated explanations"
    let found = cues([Script.segment(text, from: 0, perWord: 0.3)], duration: 60)
    let last = try #require(found.last)
    #expect(last.range.end.milliseconds <= 1800 + 500 || last.range.duration.milliseconds == 834)
  }

  @Test func shortGapsAreClosed() throws {
    let found = cues([
      Script.segment("The ferry leaves at noon from the old harbour.", from: 0, perWord: 0.35),
      Script.segment("Nobody has ever missed it twice in one summer.", from: 3.45, perWord: 0.35),
    ])
    #expect(found.count == 2)
    let gap = try #require(found.last).range.start - (try #require(found.first).range.end)
    #expect(gap.milliseconds == 84)
  }

  @Test func longWordsAreCut() {
    let word = String(repeating: "abcdefghij", count: 10)
    let found = cues([Script.segment(word, from: 0, perWord: 5)])
    #expect(found.flatMap(\.lines).joined() == word)
    #expect(found.flatMap(\.lines).allSatisfy { $0.count <= 42 })
  }

  @Test func fullWidthTextHasItsOwnLineLength() {
    let text = "これはとても長い日本語の文章なので、一行には入りません。しかし、二行には入るかもしれません。"
    let words = text.enumerated().map { index, character in
      Script.word(String(character), Double(index) * 0.15, Double(index + 1) * 0.15, spaced: false)
    }
    let found = cues([Segment(words: words, language: "ja")], language: "ja")
    #expect(found.flatMap(\.lines).joined() == text)
    for line in found.flatMap(\.lines) {
      #expect(line.count <= 13)
      #expect(!"。、".contains(line.first ?? "x"), "“\(line)” begins with a mark")
    }
  }

  @Test func oneLongUnspacedWordIsCut() {
    let text = "これはとても長い日本語の文章なので一行には入りませんしかし二行には入るかもしれません"
    let found = cues([Segment(words: [Script.word(text, 0, 8, spaced: false)], language: "ja")], language: "ja")
    #expect(found.flatMap(\.lines).joined() == text)
    #expect(found.flatMap(\.lines).allSatisfy { $0.count <= 13 })
  }

  @Test func lowTrustIsKept() {
    var segment = Script.segment("Thanks for watching.", from: 0)
    segment.trust = Trust(score: 0.1, reasons: [.repetition])
    #expect(cues([segment]).map(\.lines) == [["Thanks for watching."]])
  }

  /// Players that take the first letter of a line for its direction, or all lines to run from the left.
  @Test func `lines from the right are marked where letters do not say so`() {
    func lines(_ text: String, _ language: LanguageTag) -> [String] {
      let segment = Script.segment(text, from: 1, language: language)
      let transcript = Script.transcript([segment], language: language, duration: 20)
      return Cueing(style: .standard).document(from: transcript).cues.flatMap(\.lines)
    }
    #expect(lines("שלום לכולם.", "he") == ["שלום לכולם.\u{200F}"])
    #expect(lines("Anna הלכה הביתה", "he") == ["\u{200F}Anna הלכה הביתה"])
    #expect(lines("مرحبا بالجميع", "ar") == ["مرحبا بالجميع"])
    #expect(lines("Hello, all.", "en") == ["Hello, all."])
  }

  @Test func `the last cue does not outlast the media`() {
    let segment = Script.segment("A short ending that is read for longer than it is said.", from: 8, perWord: 0.15)
    let cues = Cueing(style: .standard).document(from: Script.transcript([segment], duration: 9.9)).cues
    #expect(cues.last.map { $0.range.end.seconds <= 9.9 } == true)
  }
}
