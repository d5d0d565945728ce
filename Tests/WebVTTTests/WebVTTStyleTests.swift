import Foundation
import Subtitles
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript
import WebVTT

/// Settings, regions, style sheets, voices, times of words: what WebVTT has besides lines.
@Suite struct WebVTTStyleTests {
  private func document(_ text: String) throws -> SubtitleDocument { try WebVTTFormat().read(Data(text.utf8)) }

  private func cue(_ settings: String = "", _ payload: String = "x") throws -> Cue {
    try #require(try document("WEBVTT\n\n00:01.000 --> 00:05.000 \(settings)\n\(payload)\n").cues.first)
  }

  private func placement(_ change: (inout CuePlacement) -> Void) -> CuePlacement {
    var placement = CuePlacement()
    change(&placement)
    return placement
  }

  /// What rules say of one thing is put together once, and not for each piece of text.
  @Test(.timeLimit(.minutes(1))) func longStyleSheetsTakeNoLongTime() throws {
    let rules = String(repeating: "color:red;font-weight:bold;", count: 20_000)
    var text = "WEBVTT\n\nSTYLE\n::cue{\(rules)}\n::cue{color:lime;text-decoration:underline}\n"
    for _ in 0..<20_000 { text += "\n00:01.000 --> 00:05.000\nx <i>y</i>\n" }
    let style = try #require(try document(text).cues.last?.text.first?.spans.first?.style)
    #expect(style.color == TextColor(0, 255, 0) && style.isBold && style.isUnderlined && !style.isItalic)
  }

  @Test func `settings are places on the picture`() throws {
    let cases: [(String, CuePlacement?)] = [
      ("", nil), ("align:center", nil), ("line:-1", nil), ("line:auto", nil), ("size:100%", nil),
      ("line:0", .top), ("line:3", placement { ($0.row, $0.edge) = (3, .top) }),
      ("line:-2", placement { $0.row = -2 }),
      ("line:10%", placement { ($0.line, $0.edge) = (0.1, .top) }),
      ("line:84.5%,end", placement { $0.line = 0.845 }),
      ("line:50%,center", placement { $0.edge = .middle }),
      ("align:left position:10%", placement { ($0.alignment, $0.position) = (.left, 0.1) }),
      ("position:10%,line-left align:center size:40%", placement { ($0.position, $0.width) = (0.3, 0.4) }),
      (
        "position:80%,line-left align:start size:80%",
        placement { p in
          (p.alignment, p.position, p.width) = (.start, 0.8, 0.8)
        }
      ),
      ("vertical:rl", placement { $0.writing = .verticalRightToLeft }),
      // What the specification does not have.
      ("align:middle", nil), ("line:101%", nil), ("line:1.5", nil), ("position:-1%", nil), ("size:x", nil),
      ("region:none", nil), ("line:10%,left", nil), ("vertical:up", nil), (":", nil), ("line:", nil),
    ]
    for (settings, expected) in cases { #expect(try cue(settings).placement == expected, "\(settings)") }
  }

  @Test func `text comes in pieces of one style`() throws {
    let line = try cue("", "a <i>b <b>c</b></i> <c.yellow.bg_blue.loud>d</c> <v.x Ann Lee>e</v> <lang fr>f").text[0]
    #expect(line.string == "a b c d e f")
    let spans = line.spans.filter { $0.text != " " }
    #expect(spans.map(\.style.isItalic) == [false, true, true, false, false, false])
    #expect(spans[2].style.isBold)
    #expect(spans[3].style.color == TextColor(css: "yellow") && spans[3].style.background == TextColor(css: "blue"))
    #expect(spans[3].classes == ["loud"])
    #expect(spans[4].voice == "Ann Lee" && spans[4].classes == ["x"])
    #expect(spans[5].language == LanguageTag("fr"))
  }

  @Test func `words may have times and readings`() throws {
    let line = try cue("", "a <00:02.000>b<00:00:03.500> c <00:00.500>d").text[0]
    #expect(line.spans.map { $0.start?.milliseconds } == [nil, 2000, 3500])
    let ruby = try cue("", "<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>だ").text[0]
    #expect(ruby.string == "漢字だ")
    #expect(ruby.spans.map(\.ruby) == ["かん", "じ", nil])
  }

  @Test func `style sheets give classes their looks`() throws {
    let text = """
      WEBVTT

      STYLE
      ::cue(.warn) { color: #f80; font-style: italic }
      /* nothing } */ ::cue(b), ::cue(.loud) { background-color: rgba(0, 0, 0, 0.5); text-decoration: underline }
      ::cue(.odd) { font-size: 300%; }

      00:01.000 --> 00:02.000
      <c.warn>a</c><b>b</b><c.odd>c</c>
      """
    let found = try document(text)
    let spans = found.cues[0].text[0].spans
    #expect(spans[0].style.color == TextColor(255, 136, 0) && spans[0].style.isItalic)
    #expect(spans[1].style.background == TextColor(0, 0, 0, alpha: 128) && spans[1].style.isUnderlined)
    #expect(spans[2].style == TextStyle() && spans[2].classes == ["odd"])
    #expect(found.styleSheets.count == 1)
  }

  @Test func `a file comes back as it was`() throws {
    let text = """
      WEBVTT - Night ferry

      STYLE
      ::cue(.loud) { font-weight: bold }

      REGION
      id:lower
      width:40%
      lines:2
      regionanchor:0%,100%
      viewportanchor:10%,90%
      scroll:up

      NOTE checked by hand

      NOTE
      two
      lines

      intro
      00:00:01.000 --> 00:00:05.000 line:10% align:left
      <v Ann><i>No, </i><00:00:02.000>wait <00:00:03.000>now</v>

      00:00:06.000 --> 00:00:07.250 region:lower
      <c.yellow>one</c> <u>two
      three</u> &amp; &lt;four&gt;

      """
    let found = try document(text)
    #expect(found.title == "Night ferry" && found.notes == ["checked by hand", "two\nlines"])
    #expect(found.regions.map(\.id) == ["lower"] && found.cues[0].id == "intro")
    #expect(String(decoding: WebVTTFormat().write(found), as: UTF8.self) == text)
  }

  @Test func `colours that players have no class for come back`() throws {
    var document = SubtitleDocument(cues: [])
    var style = TextStyle()
    (style.color, style.background) = (TextColor(1, 2, 3), TextColor(0, 0, 0, alpha: 100))
    document.cues = [
      Cue(
        range: TimeRange(start: MediaTime(milliseconds: 0), end: MediaTime(milliseconds: 900)),
        text: [CueLine(spans: [CueSpan("x", style: style)])])
    ]
    let data = WebVTTFormat().write(document)
    #expect(String(decoding: data, as: UTF8.self).contains("::cue(.color_010203) { color: #010203 }"))
    #expect(try WebVTTFormat().read(data) == document)
  }

  @Test func `nothing that is written is taken for anything else`() throws {
    var document = SubtitleDocument(cues: [])
    document.title = "a\n\n00:01.000 --> 00:02.000\nb"
    document.notes = ["x --> y\n\nz"]
    var cue = Cue(
      range: TimeRange(start: MediaTime(milliseconds: 0), end: MediaTime(milliseconds: 900)), lines: ["x"])
    cue.id = "NOTE"
    cue.text[0].spans[0].voice = "a>b\n<c>"
    cue.text[0].spans[0].classes = ["a.b", "c d", "e>f"]
    document.cues = [cue]
    let found = try WebVTTFormat().read(WebVTTFormat().write(document))
    #expect(found.cues.count == 1 && found.cues[0].lines == ["x"] && found.cues[0].id == nil)
    #expect(found.cues[0].text[0].spans[0].voice == "a>b <c>" && found.cues[0].text[0].spans[0].classes.isEmpty)
  }

  @Test func `deep and broken markup ends`() throws {
    let deep = String(repeating: "<i><c.a>", count: 20_000) + "x"
    #expect(try cue("", deep).lines == ["x"])
    let ruby = String(repeating: "<ruby>a<rt>b", count: 5_000)
    #expect(try !cue("", ruby).lines.isEmpty)
  }

  /// What vtt.js makes of the files of its tests, as JSON beside them.
  @Test(.enabled(if: TestData.isAvailable)) func `settings agree with vtt.js`() throws {
    struct Expected: Decodable {
      struct Cue: Decodable {
        var startTime: Double
        var endTime: Double
        var id: String
        var size: Double?
        var vertical: String
      }
      var cues: [Cue]
    }
    var compared = 0
    for file in try SampleFiles.all(withExtension: "vtt") where file.name.contains("vttjs_") {
      let json = "\(TestData.root?.description ?? "")/subtitles/\(file.name.dropLast(4)).json"
      guard let data = FileManager.default.contents(atPath: json),
        let expected = try? JSONDecoder().decode(Expected.self, from: data),
        let document = try? WebVTTFormat().read(file.data)
      else { continue }
      // Cues without text are none to us.
      guard document.cues.count == expected.cues.count else { continue }
      compared += 1
      for (cue, other) in zip(document.cues, expected.cues) {
        #expect(cue.range.start.milliseconds == Int64((other.startTime * 1000).rounded()), "\(file.name)")
        #expect(cue.range.end.milliseconds == Int64((other.endTime * 1000).rounded()), "\(file.name)")
        #expect(cue.id ?? "" == other.id, "\(file.name)")
        let writing: [String: CuePlacement.Writing] = ["rl": .verticalRightToLeft, "lr": .verticalLeftToRight]
        #expect(cue.placement?.writing ?? .horizontal == writing[other.vertical] ?? .horizontal, "\(file.name)")
      }
    }
    print("WebVTT: \(compared) files compared with vtt.js")
    #expect(compared > 40)
  }
}
