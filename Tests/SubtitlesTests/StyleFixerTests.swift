import Subtitles
import Testing
import Timeline
import Transcript

/// One fault at a time, and what becomes of it.
@Suite struct StyleFixerTests {
  typealias Given = (Int64, Int64, [String])

  private func fixer(
    style: String = "netflix", language: LanguageTag = "en", frameRate: Rational? = Rational(25, 1),
    shots: [Int64] = [], transcript: Transcript? = nil, mediaEnd: Int64? = nil
  ) throws -> StyleFixer {
    StyleFixer(
      style: try HouseStyles.builtIn.style(named: style), language: language, frameRate: frameRate,
      shots: shots.map { MediaTime(milliseconds: $0) }, transcript: transcript,
      mediaEnd: mediaEnd.map { MediaTime(milliseconds: $0) })
  }

  private func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }

  private func texts(_ document: SubtitleDocument) -> [String] {
    document.cues.map {
      "\($0.range.start.milliseconds)-\($0.range.end.milliseconds) \($0.lines.joined(separator: "/"))"
    }
  }

  private static let line = "The ferry leaves at noon."

  /// Words of scripts without spaces, of which lines are broken between them.
  private static let unspaced: [(LanguageTag, [String])] = [
    ("th", ["เรือ", "ข้าม", "ฟาก", "ออก", "ตอน", "เที่ยง", "วัน", "และ", "ไม่", "เคย", "สาย", "เลย"]),
    ("lo", ["ເຮືອ", "ຂ້າມ", "ຟາກ", "ອອກ", "ເຮືອ", "ຂ້າມ", "ຟາກ", "ອອກ"]),
    ("km", ["សាឡាង", "ចេញដំណើរ", "នៅពេល", "ថ្ងៃត្រង់"]), ("my", ["ကူးတို့", "သင်္ဘော", "သည်", "တွင်"]),
  ]

  @Test(arguments: unspaced) func `lines are broken between words that a dictionary tells`(
    language: LanguageTag, words: [String]
  ) throws {
    let all = Array(repeating: words, count: language == "lo" ? 3 : 2 + 20 / words.count).flatMap(\.self)
    let repair = try fixer(language: language).repaired(SubtitleDocument(cues: [cue(1000, 8000, [all.joined()])]))
    let lines = repair.document.cues.flatMap(\.lines)
    #expect(lines.count > 1 && lines.joined() == all.joined(), "\(lines)")
    var rest = all[...]
    for line in lines {
      var text = ""
      while text.count < line.count, let word = rest.popFirst() { text += word }
      #expect(text == line)
    }
  }
  private static let other = "It is never late, they say."

  @Test(
    arguments: [
      ([(0, 2000), (2040, 4000)], [(0, 1960), (2040, 4000)]),
      ([(0, 2000), (1920, 4000)], [(0, 1840), (1920, 4000)]),
      ([(0, 2000), (2200, 4000)], [(0, 2120), (2200, 4000)]),
      ([(0, 400), (4000, 6000)], [(0, 1280), (4000, 6000)]),
      ([(0, 9000), (12_000, 14_000)], [(0, 7000), (12_000, 14_000)]),
      ([(4, 2013), (3013, 5001)], [(0, 2000), (3000, 5000)]),
      ([(3000, 5000), (0, 2000)], [(0, 2000), (3000, 5000)]),
      ([(1000, 1000), (3000, 5000)], [(1000, 2280), (3000, 5000)]),
      // Too little time before the next: it comes a little early.
      ([(1000, 1800), (2120, 4000)], [(760, 2040), (2120, 4000)]),
    ] as [([(Int64, Int64)], [(Int64, Int64)])])
  func times(given: [(Int64, Int64)], expected: [(Int64, Int64)]) throws {
    let document = SubtitleDocument(
      cues: given.enumerated().map { cue($1.0, $1.1, [$0 == 0 ? Self.line : Self.other]) })
    let repair = try fixer().repaired(document)
    let found = repair.document.cues.map { [$0.range.start.milliseconds, $0.range.end.milliseconds] }
    #expect(found == expected.map { [$0.0, $0.1] })
    #expect(repair.remaining.isEmpty && !repair.fixes.isEmpty)
  }

  @Test(
    arguments: [
      (["Wait..."], ["Wait…"]), (["  Yes  , no ."], ["Yes, no."]), (["Wait ... what ?"], ["Wait … what?"]),
      (["A .txt file"], ["A .txt file"]), (["- Yes.", "- No."], ["-Yes.", "-No."]),
      (["Yes.", "-No."], ["-Yes.", "-No."]),
      (["The ferry", "leaves."], ["The ferry leaves."]), (["Yes.", "No."], ["Yes.", "No."]),
      (
        ["The ferry leaves from the", "old harbour every day at noon."],
        ["The ferry leaves from the old", "harbour every day at noon."]
      ),
      (
        ["The ferry leaves every day from the old sea wall in the harbour."],
        ["The ferry leaves every day", "from the old sea wall in the harbour."]
      ),
      (["One.", "Two, and", "three."], ["One. Two, and three."]),
    ] as [([String], [String])])
  func text(given: [String], expected: [String]) throws {
    let repair = try fixer().repaired(SubtitleDocument(cues: [cue(0, 6000, given)]))
    #expect(repair.document.cues.map(\.lines) == [expected])
  }

  @Test(arguments: [
    ("fr", ["-Oui !", "-Non."], ["- Oui !", "- Non."]), ("nl", ["-Ja.", "-Nee."], ["Ja.", "-Nee."]),
  ])
  func `each language has its own marks`(language: String, given: [String], expected: [String]) throws {
    let repair = try fixer(language: LanguageTag(language)).repaired(SubtitleDocument(cues: [cue(0, 6000, given)]))
    #expect(repair.document.cues.map(\.lines) == [expected])
  }

  @Test func `what does not fit is divided where a clause ends`() throws {
    let text = [
      "When the last ferry of the summer left the", "old harbour, nobody who lived on the island",
      "thought that it would be the last for years,", "and so nobody went down to see it.",
    ]
    let repair = try fixer().repaired(SubtitleDocument(cues: [cue(0, 12_000, text)]))
    #expect(
      texts(repair.document) == [
        "0-3960 When the last ferry/of the summer left the old harbour,",
        "4040-9400 nobody who lived on the island thought/that it would be the last for years,",
        "9480-12000 and so nobody went down to see it.",
      ])
    #expect(repair.remaining.isEmpty)
    #expect(repair.fixes.map(\.action) == [.split] && repair.fixes[0].rule == .lineLength)
  }

  @Test func `what has too little time joins its neighbour`() throws {
    let repair = try fixer().repaired(
      SubtitleDocument(cues: [
        cue(0, 1520, ["The ferry that leaves"]), cue(1600, 1920, ["at noon"]), cue(2000, 4000, ["is never late."]),
      ]))
    #expect(texts(repair.document) == ["0-1920 The ferry that leaves at noon", "2000-4000 is never late."])
    #expect(repair.fixes.map(\.action) == [.merged])
  }

  @Test func `cues of different speakers are not joined`() throws {
    let repair = try fixer().repaired(
      SubtitleDocument(cues: [
        cue(0, 1500, ["The ferry leaves."]), cue(1580, 1900, ["At noon?"]),
        cue(1980, 4000, ["At noon, and never late."]),
      ]))
    #expect(repair.document.cues.count == 3)
  }

  @Test func `what is shown at once has a line each`() throws {
    let repair = try fixer().repaired(
      SubtitleDocument(cues: [cue(0, 2000, ["The ferry leaves."]), cue(0, 2000, ["At noon?"])]))
    #expect(texts(repair.document) == ["0-2000 The ferry leaves./At noon?"])
  }

  @Test func `the same text without a pause is one cue`() throws {
    let cues = [cue(0, 2000, [Self.line]), cue(2000, 4000, [Self.line]), cue(4080, 6000, [Self.line])]
    let repair = try fixer().repaired(SubtitleDocument(cues: cues))
    #expect(texts(repair.document) == ["0-4000 \(Self.line)", "4080-6000 \(Self.line)"])
    #expect(repair.fixes.map(\.action) == [.joined] && repair.fixes[0].rule == .repetition)
  }

  @Test func `speakers who do not fit get a cue each`() throws {
    let repair = try fixer().repaired(
      SubtitleDocument(cues: [
        cue(0, 6000, ["-Does the ferry really leave from here at noon?", "-It does, and it has never been late."])
      ]))
    #expect(
      repair.document.cues.map(\.lines) == [
        ["Does the ferry really leave", "from here at noon?"], ["It does, and it has never been late."],
      ])
    #expect(repair.remaining.isEmpty)
  }

  @Test func `cues begin and end with shots`() throws {
    let document = SubtitleDocument(cues: [cue(1080, 2880, [Self.line]), cue(3040, 5000, [Self.other])])
    let repair = try fixer(shots: [1000, 3000]).repaired(document)
    #expect(texts(repair.document) == ["1000-2920 \(Self.line)", "3000-5000 \(Self.other)"])
    #expect(repair.remaining.isEmpty)
  }

  @Test func `styles, places and names survive`() throws {
    var italic = CueSpan("every day from the old sea", style: .italic)
    italic.classes = ["quiet"]
    var given = cue(0, 6000, [])
    given.text = [CueLine(spans: [CueSpan("The ferry leaves "), italic, CueSpan(" wall in the harbour... ")])]
    (given.id, given.placement) = ("one", .top)
    let repair = try fixer().repaired(SubtitleDocument(cues: [given]))
    let fixed = try #require(repair.document.cues.first)
    #expect(fixed.lines == ["The ferry leaves every day", "from the old sea wall in the harbour…"])
    #expect(fixed.id == "one" && fixed.placement == .top)
    #expect(fixed.text[0].spans == [CueSpan("The ferry leaves "), italic.with("every day")])
    #expect(fixed.text[1].spans == [italic.with("from the old sea"), CueSpan(" wall in the harbour…")])
  }

  @Test func `cues in different places may be shown at once`() throws {
    var sign = cue(0, 6000, ["HARBOUR OFFICE, OPEN FROM NINE"])
    sign.placement = .top
    let repair = try fixer().repaired(SubtitleDocument(cues: [sign, cue(2000, 4000, [Self.line])]))
    #expect(texts(repair.document) == ["0-6000 HARBOUR OFFICE, OPEN FROM NINE", "2000-4000 \(Self.line)"])
    #expect(repair.remaining.isEmpty)
  }

  /// Two cues that touch and show the same would be taken for one.
  @Test(arguments: ["bbc", "netflix", "social-vertical"]) func `a chorus keeps its words`(style: String) throws {
    let lines = ["Row, row, row your boat", "gently down the stream."]
    let document = SubtitleDocument(cues: [cue(0, 9800, lines + lines)], language: "en")
    var repaired = document
    for _ in 0..<2 { repaired = try fixer(style: style, frameRate: nil).repaired(repaired).document }
    let words = repaired.cues.flatMap(\.lines).joined(separator: " ").split(separator: " ")
    #expect(words.joined(separator: " ") == (lines + lines).joined(separator: " "))
  }

  @Test func `forced cues stay forced, and are not joined with others`() throws {
    var cues = [cue(0, 400, ["Exit"]), cue(500, 900, ["Please leave."]), cue(4000, 4400, [Self.line])]
    cues[0].isForced = true
    let repaired = try fixer().repaired(SubtitleDocument(cues: cues, language: "en")).document
    #expect(repaired.cues.filter(\.isForced).map(\.lines) == [["Exit"]])
  }

  @Test func `cues without text go, and no others`() throws {
    let cues = [cue(0, 2000, [""]), cue(3000, 5000, ["…"]), cue(6000, 8000, ["\u{E000}"]), cue(9000, 11_000, ["♪"])]
    let repair = try fixer().repaired(SubtitleDocument(cues: cues))
    #expect(repair.document.cues.map(\.lines) == [["\u{E000}"], ["♪"]])
    #expect(repair.fixes.map(\.cue) == [1, 2] && repair.fixes.allSatisfy { $0.action == .removed })
  }

  @Test func `cues keep to what is said`() throws {
    let transcript = Script.transcript([Script.segment("The ferry leaves at noon.", from: 2, perWord: 0.3)])
    let repair = try fixer(transcript: transcript).repaired(SubtitleDocument(cues: [cue(0, 3000, [Self.line])]))
    #expect(texts(repair.document) == ["2000-3280 \(Self.line)"])
    #expect(repair.remaining.isEmpty)
  }

  @Test func `cues do not outlast the media`() throws {
    let document = SubtitleDocument(cues: [cue(9000, 9400, [Self.line])])
    let repair = try fixer(mediaEnd: 10_000).repaired(document)
    #expect(texts(repair.document) == ["8720-10000 \(Self.line)"])
  }

  @Test(
    arguments: [
      ([(0, 2000, [String(repeating: "x", count: 50)])], [.lineLength], "a word is longer than a line"),
      ([(0, 2000, ["Caf\u{FFFD}"])], [.characters], "what stood there is not known"),
      (
        [(0, 500, ["Yes, it does."]), (580, 1080, ["Does it?"]), (1160, 1660, ["It does."])],
        [.readingSpeed, .tooShort],
        "its neighbours leave it no more time, and it cannot be joined with one of them"
      ),
    ] as [([Given], Set<StyleRule>, String)])
  func `what cannot be repaired is told`(given: [Given], rules: Set<StyleRule>, reason: String) throws {
    let repair = try fixer(frameRate: Rational(25, 1)).repaired(
      SubtitleDocument(cues: given.map { cue($0.0, $0.1, $0.2) }))
    #expect(Set(repair.remaining.map(\.violation.rule)) == rules)
    #expect(repair.remaining.allSatisfy { $0.reason == reason })
  }

  @Test func `what is fine stays as it is`() throws {
    let document = SubtitleDocument(cues: [
      cue(0, 2000, [Self.line]), cue(2080, 4920, ["From the old harbour,", "where nobody has ever missed it."]),
      cue(5000, 7000, ["-Never?", "-Not once."]), cue(8000, 10_000, ["Wait…"]),
    ])
    let repair = try fixer().repaired(document)
    #expect(repair.document == document && repair.fixes.isEmpty && !repair.isChanged)
    #expect(try fixer().repaired(SubtitleDocument(cues: [])).document.cues.isEmpty)
  }
}
