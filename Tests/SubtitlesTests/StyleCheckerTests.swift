import Subtitles
import Testing
import Timeline
import Transcript

/// One violation at a time, beside the same without it.
@Suite struct StyleCheckerTests {
  /// Cues of given times, in milliseconds, and lines.
  private func rules(
    _ cues: [(Int64, Int64, [String])], style: String = "netflix", language: LanguageTag = "en",
    frameRate: Rational? = Rational(25, 1), shots: [Int64] = [], transcript: Transcript? = nil
  ) throws -> [String] {
    let document = SubtitleDocument(
      cues: cues.map { start, end, lines in
        Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
      }, language: language)
    let checker = StyleChecker(
      style: try HouseStyles.builtIn.style(named: style), language: language, frameRate: frameRate,
      shots: shots.map { MediaTime(milliseconds: $0) }, transcript: transcript)
    return checker.violations(in: document).map { "\($0.cue) \($0.rule.rawValue)\($0.isAvoidable ? "" : " !")" }
  }

  private static let line = "The ferry leaves at noon."

  @Test func `what keeps to the style is not mentioned`() throws {
    #expect(
      try rules([
        (0, 2000, [Self.line]), (2080, 4920, ["From the old harbour,", "where nobody has ever missed it."]),
        (5000, 7000, ["-Never?", "-Not once."]), (8000, 10_000, ["Wait…"]),
      ]).isEmpty)
  }

  /// Where frames are not known, times may be those of any of the usual rates, rounded to milliseconds.
  @Test func `what keeps to the style at some rate is not mentioned`() throws {
    let cues: [(Int64, Int64, [String])] = [
      (0, 833, ["Yes."]), (916, 3000, [Self.line]), (3080, 5000, ["It leaves at noon."]), (5066, 7000, ["So."]),
    ]
    #expect(try rules(cues, frameRate: nil).isEmpty)
    #expect(
      try rules([(0, 832, ["Yes."]), (897, 3000, [Self.line])], frameRate: nil).sorted() == ["1 gap", "1 too-short"])
  }

  /// Half a second, to the nearest frame (Netflix Timing Guidelines).
  @Test func `the zone around a shot`() {
    func frames(_ rate: Rational) -> Int64 { TimeGrid(frameRate: rate).ticks(nearest: .milliseconds(500)) }
    #expect(frames(Rational(24_000, 1001)) == 12 && frames(Rational(25, 1)) == 13)
    #expect(frames(Rational(30_000, 1001)) == 15)
  }

  @Test func `what is shown elsewhere may be shown at once`() {
    var sign = Cue(range: TimeRange(start: .zero, end: MediaTime(milliseconds: 4000)), lines: ["Exit"])
    sign.placement = .top
    let said = Cue(
      range: TimeRange(start: MediaTime(milliseconds: 1000), end: MediaTime(milliseconds: 3000)), lines: [Self.line])
    let document = SubtitleDocument(cues: [sign, said], language: "en")
    #expect(StyleChecker(style: .standard, language: "en").violations(in: document).isEmpty)
  }

  /// Marks of direction come before what is seen.
  @Test func `dashes are seen behind marks of direction`() throws {
    let lines = ["\u{202B}-לאן?\u{202C}", "\u{202B}-הביתה.\u{202C}"]
    #expect(try !rules([(0, 2000, lines)], language: "he").contains("1 needless-break"))
  }

  @Test(
    arguments: [
      ([(1000, 1000)], ["1 no-duration"]), ([(1000, 1800)], ["1 reading-speed", "1 too-short"]),
      ([(0, 7040)], ["1 too-long"]), ([(0, 2000), (2040, 4000)], ["1 gap"]), ([(0, 2000), (2000, 4000)], ["1 gap"]),
      ([(0, 2000), (2200, 4000)], ["1 flicker"]), ([(0, 2000), (2520, 4000)], []),
      ([(0, 2000), (1900, 4000)], ["1 overlap"]),
      ([(2000, 4000), (0, 1500)], ["1 order"]),
    ] as [([(Int64, Int64)], [String])])
  func times(cues: [(Int64, Int64)], expected: [String]) throws {
    let lines = ["The ferry leaves at noon.", "It is never late, they say."]
    #expect(try rules(cues.enumerated().map { ($1.0, $1.1, [lines[$0]]) }).sorted() == expected)
  }

  /// 83 ms is two frames at 24 a second, and 84 ms too.
  @Test(arguments: [2082, 2083, 2084] as [Int64]) func `gaps are counted in frames`(next: Int64) throws {
    let cues = [(Int64(0), Int64(2000), [Self.line]), (next, 4500, ["It is never late, they say."])]
    #expect(try rules(cues, frameRate: Rational(24, 1)).isEmpty)
    #expect(try rules(cues, frameRate: Rational(60, 1)) == ["1 flicker"])
  }

  @Test(
    arguments: [
      (["One.", "Two.", "Three."], ["1 lines", "1 needless-break"]),
      ([String(repeating: "x", count: 43)], ["1 line-length"]), ([String(repeating: "x", count: 42)], []),
      (["The ferry", "leaves."], ["1 needless-break"]),
      (["The ferry leaves from the", "old harbour every day at noon."], ["1 line-break"]),
      (["Nobody here has ever in their lives missed", "it."], ["1 balance", "1 orphan"]),
      (["The ferry leaves every day from the old", "sea wall in the harbour."], []),
      (["  Yes."], ["1 spacing"]), (["Yes , no."], ["1 spacing"]), (["Yes  no."], ["1 spacing"]),
      (["Wait..."], ["1 ellipsis"]), (["- Yes.", "- No."], ["1 dialogue"]), (["-Yes.", "-No."], []),
      (["…"], ["1 empty"]),
      ([""], ["1 empty"]), (["Caf\u{FFFD}"], ["1 characters"]), (["Caf\u{7}"], ["1 characters"]),
    ] as [([String], [String])])
  func text(lines: [String], expected: [String]) throws {
    #expect(try rules([(0, 6000, lines)]).sorted() == expected)
  }

  @Test func `each language has its own rules`() throws {
    let japanese = "これはとても長い日本語の文"
    #expect(try rules([(0, 6000, [japanese])], language: "ja").isEmpty)
    #expect(try rules([(0, 6000, [japanese + "章"])], language: "ja") == ["1 line-length"])
    #expect(try rules([(0, 3000, [japanese])], language: "ja") == ["1 reading-speed"])
    #expect(try rules([(0, 4000, ["- Oui !", "- Non."])], language: "fr").isEmpty)
    #expect(try rules([(0, 4000, ["-Oui !", "-Non."])], language: "fr") == ["1 dialogue"])
  }

  @Test func `words a minute, where the style counts those`() throws {
    let lines = ["One two three four five", "six seven eight nine ten."]
    #expect(try rules([(0, 3400, lines)], style: "bbc", frameRate: nil).isEmpty)
    #expect(try rules([(0, 3200, lines)], style: "bbc", frameRate: nil) == ["1 word-rate"])
  }

  @Test(
    arguments: [
      (1000, 3000, []), (1040, 3000, ["1 shot-start"]), (880, 3000, ["1 shot-start"]), (520, 3000, ["1 shot-start"]),
      (480, 3000, []),
      (1000, 4920, []), (1000, 5000, ["1 shot-end"]), (1000, 4800, ["1 shot-end"]), (1000, 5200, ["1 shot-end"]),
      (1000, 5520, []),
    ] as [(Int64, Int64, [String])])
  func `changes of shot`(start: Int64, end: Int64, expected: [String]) throws {
    #expect(try rules([(start, end, [Self.line])], shots: [1000, 5000]) == expected)
  }

  @Test func `the same text three times`() throws {
    let cues = (0..<4).map { (Int64($0) * 3000, Int64($0) * 3000 + 2000, ["Thank you. "]) }
    #expect(try rules(cues.map { ($0.0, $0.1, ["Thank you."]) }) == ["3 repetition"])
  }

  @Test func `what could not be helped is told apart`() throws {
    let fast = Script.segment("Nevertheless extraordinarily complicated circumstances", from: 0, perWord: 0.3)
    let slow = Script.segment("And then there was nothing more to say.", from: 10, perWord: 0.3)
    let transcript = Script.transcript([fast, slow])
    #expect(
      try rules(
        [
          (0, 1640, ["Nevertheless extraordinarily", "complicated circumstances"]),
          (10_000, 11_600, ["And then there was nothing more to say."]),
        ], transcript: transcript) == ["1 reading-speed !", "2 reading-speed"])
  }

  @Test func `cues without speech and speech without cues`() throws {
    let transcript = Script.transcript([
      Script.segment("The ferry leaves at noon.", from: 0), Script.segment("It is never late.", from: 10),
    ])
    let found = try rules(
      [(0, 2000, [Self.line]), (4000, 6000, [Self.line])], frameRate: nil, transcript: transcript)
    #expect(found.sorted() == ["2 coverage", "2 silence"])
    #expect(
      try rules([(8000, 12_000, ["It is never late."])], frameRate: nil, transcript: transcript).sorted()
        == ["1 coverage", "1 late-or-early", "1 silence"])
  }

  /// Half a second of speech may go before a cue, as its first word may have been left out; a word of the cue before it
  /// is no part of it.
  @Test(arguments: [0, 400, 600, 900] as [Int64]) func `a cue that comes after its words`(start: Int64) throws {
    let transcript = Script.transcript([Script.segment("The ferry leaves at noon.", from: 0)])
    #expect(
      try rules([(start, 3000, [Self.line])], frameRate: nil, transcript: transcript)
        == (start > 500 ? ["1 late-or-early"] : []))
    let before = try rules(
      [(0, start + 400, ["The ferry"]), (start + 500, 3000, ["leaves at noon."])], transcript: transcript)
    #expect(!before.contains("2 late-or-early"))
  }

  @Test func `a cue over a long silence`() throws {
    let transcript = Script.transcript([
      Script.segment("The ferry", from: 0), Script.segment("leaves at noon.", from: 2),
      Script.segment("leaves at noon.", from: 7),
    ])
    let cues: [(Int64, Int64, [String])] = [
      (0, 2960, [Self.line]), (3040, 6000, [Self.line]), (7000, 9700, [Self.line]),
    ]
    #expect(
      try rules(cues, frameRate: nil, transcript: transcript).filter { $0.contains("silence") }
        == ["2 silence", "3 silence"])
  }
}
