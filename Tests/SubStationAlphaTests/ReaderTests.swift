import Foundation
import SubStationAlpha
import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct ReaderTests {
  @Test(arguments: [
    ("Hi", ["Hi"]), ("One, two, three", ["One, two, three"]), ("One\\NTwo", ["One", "Two"]),
    ("One\\nTwo", ["One Two"]),
    ("One{\\q2}\\nTwo{\\q0}\\nThree{\\q2}\\nFour{\\q}\\nFive", ["One", "Two Three", "Four Five"]),
    ("One\\htwo", ["One\u{A0}two"]), ("{\\fad(200,200)}Hi{\\fs20}!", ["Hi!"]), ("{a remark}Hi", ["Hi"]),
    ("{\\p1}m 0 0 l 10 0 10 10{\\p0}Hi", ["Hi"]), ("{\\pbo5}Hi", ["Hi"]), ("\\{Hi\\}", ["{Hi}"]),
    ("\\{{}Hi}", ["{Hi}"]), ("{Hi", ["{Hi"]), ("Hi}", ["Hi}"]), ("C:\\New\\path", ["C:", "ew\\path"]),
    ("C:\\\u{2060}new", ["C:\\new"]), ("\\\u{2060}\u{2060}N", ["\\\u{2060}N"]), ("Hi\\", ["Hi\\"]),
    ("{\\t(0,500,\\i1\\clip(0,0,9,9))}Hi", ["Hi"]), ("{\\pos(1,2}Hi", ["Hi"]), ("  Hi \\N  ", ["Hi"]),
  ])
  func text(event: String, expected: [String]) throws {
    #expect(try Script.cue(event)?.lines == expected)
  }

  @Test(arguments: ["", "{\\p1}m 0 0 l 10 0{\\p0}", "{nothing}", "\\N"])
  func whatShowsNothingIsNoCue(event: String) throws {
    #expect(try Script.cue(event) == nil)
  }

  /// As libass has it: `\\n` ends a line only where lines are broken nowhere else.
  @Test func wrapStyles() throws {
    for (style, expected) in [("0", ["a b"]), ("1", ["a b"]), ("2", ["a", "b"]), ("3", ["a b"]), ("x", ["a b"])] {
      let script = Script.make(info: "WrapStyle: \(style)", events: ["Default,,0,0,0,,a\\nb"])
      #expect(try Script.read(script).cues.map(\.lines) == [expected], "\(style)")
    }
  }

  @Test func styles() throws {
    let text =
      "a{\\i1}b{\\b1}c{\\i0\\u1}d{\\s1\\b0}e{\\r}f{\\b700}g{\\b400}h{\\i}i{\\iclip(0,0,1,1)\\blur1\\bord2\\shad1}j"
    let spans = try #require(try Script.cue(text)?.text.first?.spans)
    let shown = spans.map { span in
      (span.style.isBold ? "b" : "") + (span.style.isItalic ? "i" : "") + (span.style.isUnderlined ? "u" : "")
        + (span.style.isStruckOut ? "s" : "") + ":" + span.text
    }
    #expect(shown == [":a", "i:b", "bi:c", "bu:d", "us:e", ":f", "b:g", ":hij"])
  }

  @Test(arguments: [
    ("{\\c&H0000FF&}", TextColor(255, 0, 0)), ("{\\1c&HFF0000&}", TextColor(0, 0, 255)),
    ("{\\cFF00}", TextColor(0, 255, 0)),
    ("{\\c&HFF&}", TextColor(255, 0, 0)), ("{\\c&H0000FF&\\alpha&H80&}", TextColor(255, 0, 0, alpha: 127)),
    ("{\\1a&HFF&}", TextColor(255, 255, 255, alpha: 0)), ("{\\c&HFFFFFF&}", TextColor(255, 255, 255)),
    ("{\\c&H0000FF&\\c}", nil), ("{\\alpha&H00&}", nil), ("{\\2c&H0000FF&\\3c&H0000FF&\\4c&H0000FF&\\3a&H80&}", nil),
    ("{\\clip(0,0,1,1)}", nil), ("{\\c&HZ&}", nil), ("{\\c&H123456789A&}", nil),
  ])
  func colours(overrides: String, expected: TextColor?) throws {
    #expect(try Script.cue(overrides + "Hi")?.text.first?.spans.first?.style.color == expected)
  }

  @Test(
    arguments: [
      ("", nil), ("{\\an2}", nil), ("{\\an8}", (CuePlacement.Edge.top, CuePlacement.Alignment.center)),
      ("{\\an5}", (.middle, .center)),
      ("{\\an1}", (.bottom, .left)), ("{\\an9}", (.top, .right)), ("{\\a6}", (.top, .center)),
      ("{\\a10}", (.middle, .center)),
      ("{\\a3}", (.bottom, .right)), ("{\\a8}", (.top, .left)), ("{\\an8\\an1}", (.top, .center)),
      ("{\\an0\\an8}", nil), ("{\\alpha&HFF&\\an7}", (.top, .left)),
    ] as [(String, (CuePlacement.Edge, CuePlacement.Alignment)?)])
  func alignments(overrides: String, expected: (CuePlacement.Edge, CuePlacement.Alignment)?) throws {
    let placement = try Script.cue(overrides + "Hi")?.placement
    #expect(placement?.edge == expected?.0)
    #expect(placement?.alignment == expected?.1)
  }

  private static let placesOfEvents: [(event: String, position: Double?, line: Double?)] = [
    ("Default,,0,0,0,,{\\pos(480,270)}Hi", 0.25, 0.25), ("Default,,0,0,0,,{\\an5\\move(960,270,0,0)}Hi", nil, 0.25),
    ("Default,,0,0,0,,{\\pos(960,1026)}Hi", nil, nil), ("Default,,0,0,270,,Hi", nil, 0.75),
    ("Default,,0,0,270,,{\\an8}Hi", nil, 0.25), ("Default,,580,100,0,,Hi", 0.625, nil),
    ("Default,,480,0,0,,{\\an1}Hi", 0.25, nil), ("Default,,0,480,0,,{\\an3}Hi", 0.75, nil),
    ("Default,,0,0,0,,{\\pos(-50,5000)}Hi", 0.0, 1.0), ("Default,,0,0,0,,{\\pos(1)}Hi", nil, nil),
    ("Default,,0,0,0,,{\\pos(480,270)\\pos(1,1)}Hi", 0.25, 0.25),
    ("Default,,0,0,0,,{\\pos( 480 , 270 )}Hi", 0.25, 0.25),
    ("High,,0,0,0,,Hi", nil, 0.5), ("Unknown,,0,0,0,,Hi", nil, nil),
  ]

  @Test(arguments: placesOfEvents)
  func places(event: String, position: Double?, line: Double?) throws {
    let styles = [Script.usual, "High,Sans,54,&H00FFFFFF,0,0,0,0,2,100,100,540"]
    let cue = try Script.read(Script.make(styles: styles, events: [event, "Default,,0,0,0,,x"])).cues.first
    #expect(cue?.placement?.position == position)
    #expect(cue?.placement?.line == line)
  }

  private static let sizes: [(info: String, x: Double, y: Double)] = [
    ("PlayResX: 640\nPlayResY: 480", 0.5, 0.5), ("", 0.83333, 0.83333), ("PlayResX: 640", 0.5, 0.5),
    ("PlayResY: 480", 0.5, 0.5), ("PlayResX: 1280", 0.25, 0.23438),
    ("PlayResX: x\nPlayResY: -3", 0.83333, 0.83333),
  ]

  @Test(arguments: sizes)
  func pictureSizes(info: String, x: Double, y: Double) throws {
    let text = Script.make(info: info, events: ["Default,,0,0,0,,{\\an7\\pos(320,240)}Hi"])
    let placement = try #require(try Script.read(text).cues.first?.placement)
    #expect(placement.position ?? 0.5 == x)
    #expect(placement.line ?? 0.5 == y)
  }

  @Test
  func syllablesAreTimesOfWords() throws {
    let text = "{\\k50}I {\\kf25}am {\\K25\\i1}a{\\i0}n {\\ko100}is{\\k0}land{\\kt50}!"
    let cue = try #require(try Script.cue(text))
    let found = cue.text.flatMap(\.spans).map { ($0.text, $0.start?.milliseconds) }
    #expect(found.map(\.0) == ["I ", "am ", "a", "n ", "is", "land", "!"])
    #expect(found.map(\.1) == [nil, 1500, 1750, 1750, 2000, 3000, 1500])
    // Syllables that go on after the cue begin with its end; what is no number is a second, as for renderers.
    let long = try #require(try Script.cue("{\\k}a{\\k99999}b{\\k1e400}c{\\k1}d{\\k-5}e{\\k}f")).text.flatMap(\.spans)
    #expect(long.map(\.start?.milliseconds) == [nil, 2000, 5000])
  }

  @Test
  func namedStyles() throws {
    let styles = [
      Script.usual, "Thought,Sans,54,&H00FFFFFF,0,-1,0,0,2,100,100,54", "Sign,Sans,54,&H0000FFFF,1,0,0,0,8,100,100,54",
      "*Glass,Sans,54,&H80FFFFFF,0,0,1,1,2,100,100,54",
    ]
    let text = Script.make(
      styles: styles,
      events: [
        "Default,,0,0,0,,plain", "Thought,,0,0,0,,thought{\\i0}!", "Sign,,0,0,0,,sign{\\rDefault}, {\\r}sign{\\rNone}",
        "*Glass,,0,0,0,,glass", "default,,0,0,0,,plain",
      ])
    let cues = try Script.read(text).cues
    var sign = TextStyle()
    sign.isBold = true
    sign.color = TextColor(255, 255, 0)
    var glass = TextStyle()
    (glass.isUnderlined, glass.isStruckOut, glass.color) = (true, true, TextColor(255, 255, 255, alpha: 127))
    #expect(
      cues.map(\.text) == [
        ["plain"], [CueLine(spans: [CueSpan("thought", style: .italic), CueSpan("!")])],
        [CueLine(spans: [CueSpan("sign", style: sign), CueSpan(", "), CueSpan("sign", style: sign)])],
        [CueLine(spans: [CueSpan("glass", style: glass)])], ["plain"],
      ])
    #expect(cues.map(\.placement) == [nil, nil, .top, nil, nil])
  }

  /// The colour that most of a script has is its look, and says nothing.
  @Test func colourOfMostLinesIsNone() throws {
    let yellow = "Main,Sans,54,&H0000FFFF,0,0,0,0,2,100,100,54"
    let cues = try Script.read(
      Script.make(styles: [Script.usual, yellow], events: ["Main,,0,0,0,,Hi", "Main,,0,0,0,,{\\c&HFFFFFF&}Hi"])
    ).cues
    #expect(cues.map { $0.text.first?.spans.first?.style.color } == [nil, TextColor(255, 255, 255)])
  }

  @Test func voices() throws {
    let text = "A{voice: Bob}B{voice:}C{voice: Eve\\i1}D"
    let cue = try Script.read(Script.make(events: ["Default, Ann ,0,0,0,,\(text)"])).cues.first
    #expect(cue?.text.first?.spans.map(\.voice) == ["Ann", "Bob", nil, nil])
  }

  @Test func fieldsInAnyOrder() throws {
    let text = """
      [events]
      format: End, Text, Style, Start
      dialogue: 0:00:02.50,One, two,Default,0:00:01.00
      Dialogue: 0:00:04.50,,Default,0:00:03.00
      Dialogue: 0:00:04.50
      Dialogue: never,Hi,Default,0:00:03.00
      """
    #expect(try Script.read(text).cues == [Cue(range: Script.range(1000, 2500), lines: ["One, two"])])
  }

  @Test func substationAlpha4() throws {
    let text = """
      [Script Info]
      ScriptType: v4.00
      [V4 Styles]
      Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic, \
      BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding
      Style: Default,Arial,20,16777215,255,0,0,0,0,1,2,0,2,10,10,10,0,0
      Style: Top,Arial,20,65535,255,0,0,-1,0,1,2,0,6,10,10,10,0,0
      [Events]
      Dialogue: Marked=0,0:00:01.00,0:00:02.00,*Default,Ann,0000,0000,0000,!Effect,Hi, you
      Dialogue: Marked=0,0:00:03.00,0:00:04.00,Top,,0000,0000,0000,,Up
      """
    let cues = try Script.read(text).cues
    #expect(cues.map(\.lines) == [["Hi, you"], ["Up"]])
    #expect(cues.first?.text.first?.spans.first?.voice == "Ann")
    #expect(cues.last?.text.first?.spans.first?.style.color == TextColor(255, 255, 0))
    #expect(cues.last?.text.first?.spans.first?.style.isBold == true)
    #expect(cues.map(\.placement) == [nil, .top])
  }

  @Test func whatIsAboutTheScript() throws {
    let text = """
      ; a remark
      [Script Info]
      ; Title: no
      Title:  The ferry\u{20}
      Language: en

      [Fonts]
      fontname: a_0.ttf
      [E`I!"#$%&'()*+,-./0123456789
      Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,no

      [Events]
      Comment: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\\i1}One,\\Ntwo
      Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,later
      Comment: 0,0:00:00.00,0:00:00.00,Default,,0,0,0,,{}
      Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,sooner
      Picture: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a.bmp
      """
    let document = try Script.read(text)
    #expect(document.title == "The ferry")
    #expect(document.language == "en")
    #expect(document.notes == ["One,\ntwo"])
    #expect(document.cues.map(\.lines) == [["sooner"], ["later"]])
    #expect(try Script.read("[Script Info]\nTitle: Default Aegisub file\n").title == nil)
  }

  @Test(
    arguments: [
      ("0:00:01.50", 1500), ("0:00:01:50", 1500), ("0:00:01.500", 1500), ("0:00:01", 1000),
      ("-0:00:01.50", 0), ("10:00:00.00", 36_000_000), ("999999:59:59.99", 359_999_999_999), ("0:00:01.", nil),
      ("1.5", nil),
      ("0:1.50", nil), ("9999999:00:00.00", nil), ("a", nil), ("", nil), ("-", nil), ("0:00:01.5000", nil),
      ("0:0:0:0:0", nil),
    ] as [(String, Int64?)])
  func times(text: String, milliseconds: Int64?) throws {
    let cue = try Script.read("[Events]\nDialogue: 0,\(text),\(text),Default,,0,0,0,,Hi").cues.first
    #expect(cue?.range.start.milliseconds == milliseconds)
  }

  @Test func oldEncodings() throws {
    let words = "À Zoë: “Où est passé le château ?”, dit-elle, très fâchée."
    let old = try #require(Script.make(events: ["Default,,0,0,0,,\(words)"]).data(using: .windowsCP1252))
    #expect(try SubStationAlphaFormat().read(old).cues.first?.lines == [words])
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in Script.make(events: ["Default,,0,0,0,,Zoë 👋"]).utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try SubStationAlphaFormat().read(Data(wide)).cues.first?.lines == ["Zoë 👋"])
    let marked =
      Data([0xEF, 0xBB, 0xBF]) + Data(Script.make(events: ["Default,,0,0,0,,Hi"]).replacing("\n", with: "\r\n").utf8)
    #expect(try SubStationAlphaFormat().read(marked).cues.first?.lines == ["Hi"])
  }

  @Test(arguments: [
    "", "\n\n", "hello", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "[Fonts]\n", "[ti:Song]\n[00:01.00]Hi",
  ])
  func whatIsNoScriptIsAnError(text: String) {
    #expect(throws: SubtitleReadError.self) { try Script.read(text) }
  }

  @Test func errorSaysWhereAndWhatIsExpected() {
    #expect(
      throws: SubtitleReadError(
        line: 2, "this is not SubStation Alpha: there is no section [Script Info] or [Events]")
    ) {
      try Script.read("\nhello")
    }
  }
}
