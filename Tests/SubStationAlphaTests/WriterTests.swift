import Foundation
import PluginKit
import SubStationAlpha
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct WriterTests {
  private func cue(_ lines: [CueLine], placement: CuePlacement? = nil) -> Cue {
    Cue(range: Script.range(1000, 2500), text: lines, placement: placement)
  }

  @Test func golden() throws {
    var bold = TextStyle()
    (bold.isBold, bold.color) = (true, TextColor(255, 255, 0))
    var sung = CueSpan(" noon")
    sung.start = MediaTime(milliseconds: 2_000)
    var document = SubtitleDocument(
      cues: [
        cue(["The ferry leaves", CueLine(spans: [CueSpan("at"), sung, CueSpan(".", style: bold)])]),
        Cue(range: Script.range(3000, 360_000_123), lines: ["a <i>tag</i>, {\\an8} and C:\\new"]),
        Cue(
          range: Script.range(2504, 2505),
          text: [CueLine(spans: [CueSpan("Zoë 日本語", style: .italic, voice: "Ann, Bob")])]),
        cue(["up"], placement: .top),
      ], language: "en")
    document.title = "The ferry"
    document.notes = ["checked by\nAnn", ""]
    try GoldenFile.verify(SubStationAlphaFormat().write(document), "substationalpha/basic.ass")
  }

  @Test func emptyDocumentIsAHead() throws {
    let text = Script.write([])
    #expect(text.hasPrefix("[Script Info]\nScriptType: v4.00+\nPlayResX: 1920\nPlayResY: 1080\nWrapStyle: 2\n"))
    #expect(text.hasSuffix("\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"))
    #expect(try Script.read(text) == SubtitleDocument(cues: []))
  }

  @Test func timesAreRounded() {
    let times: [(Int64, Int64)] = [(0, 4), (4, 5), (1_004, 1_005), (2_999, 2_999), (3_599_995, 3_600_000), (-50, 10)]
    let cues = times.map { Cue(range: Script.range($0, $1), lines: ["x"]) }
    let found = Script.write(cues).split(separator: "\n").filter { $0.hasPrefix("Dialogue") }
      .map { $0.split(separator: ",")[1...2].joined(separator: " ") }
    #expect(
      found == [
        "0:00:00.00 0:00:00.01", "0:00:00.00 0:00:00.01", "0:00:00.00 0:00:00.01", "0:00:01.00 0:00:01.01",
        "0:00:03.00 0:00:03.01", "1:00:00.00 1:00:00.01",
      ])
  }

  private static let tagsOfPlacements: [(CuePlacement?, String)] = [
    (nil, ""), (Script.placement { $0.edge = .top }, "{\\an8}"),
    (Script.placement { ($0.edge, $0.alignment) = (.middle, .left) }, "{\\an4}"),
    (Script.placement { $0.alignment = .end }, "{\\an3}"), (Script.placement { $0.line = 0.5 }, "{\\pos(960,540)}"),
    (Script.placement { ($0.line, $0.position, $0.edge) = (0.1, 0.25, .top) }, "{\\an8\\pos(480,108)}"),
    (Script.placement { ($0.position, $0.alignment) = (0.33333, .left) }, "{\\an1\\pos(639.994,1026)}"),
    (Script.placement { ($0.line, $0.position) = (0.95, 0.5) }, ""), (Script.placement { $0.row = -1 }, ""),
    (Script.placement { $0.row = -2 }, "{\\pos(960,972)}"),
    (Script.placement { ($0.row, $0.edge) = (0, .top) }, "{\\an8}"),
    (Script.placement { $0.row = 0 }, "{\\pos(960,108)}"),
    (Script.placement { ($0.row, $0.edge) = (Int.max, .middle) }, "{\\an5\\pos(960,999)}"),
    // Below its line there is no room.
    (Script.placement { ($0.line, $0.edge) = (0.95, .top) }, "{\\an8\\pos(960,1026)}"),
    (Script.placement { ($0.line, $0.edge) = (1, .top) }, "{\\an8\\pos(960,972)}"),
    (Script.placement { $0.row = Int.min }, "{\\pos(960,108)}"),
    (Script.placement { ($0.writing, $0.line) = (.verticalRightToLeft, 0.5) }, ""),
  ]

  @Test(arguments: tagsOfPlacements)
  func placements(placement: CuePlacement?, tags: String) {
    #expect(Script.events([cue(["x"], placement: placement)]) == ["Default,,0,0,0,,\(tags)x"])
  }

  @Test func colours() {
    func span(_ text: String, _ color: TextColor?) -> CueSpan {
      var span = CueSpan(text)
      span.style.color = color
      return span
    }
    let line = CueLine(spans: [
      span("a", TextColor(255, 0, 0)), span("b", TextColor(255, 0, 0, alpha: 127)), span("c", nil),
      span("d", TextColor(0, 128, 1)),
    ])
    #expect(
      Script.events([cue([line])]) == ["Default,,0,0,0,,{\\c&H0000FF&}a{\\alpha&H80&}b{\\c\\alpha}c{\\c&H018000&}d"])
  }

  @Test func severalSpeakers() {
    let lines = [
      CueLine(spans: [CueSpan("Hi", voice: "Ann"), CueSpan("!")]), CueLine(spans: [CueSpan("Ho", voice: "{B}\\")]),
    ]
    #expect(Script.events([cue(lines)]) == ["Default,Ann,0,0,0,,Hi{voice:}!\\N{voice: (B)/}Ho"])
  }

  @Test func wordsThatAreSaidOneByOne() {
    func word(_ text: String, _ milliseconds: Int64?) -> CueSpan {
      var span = CueSpan(text)
      span.start = milliseconds.map { MediaTime(milliseconds: $0) }
      return span
    }
    let lines = [
      CueLine(spans: [word("I", nil), word(" am", 1_200), word(" the", 1_100)]), CueLine(spans: [word("sea", 9_000)]),
    ]
    #expect(Script.events([cue(lines)]) == ["Default,,0,0,0,,{\\k20}I{\\k130} am the\\N{\\k0}sea"])
    #expect(Script.events([cue([CueLine(spans: [word("late", 1_500)])])]) == ["Default,,0,0,0,,{\\k50\\k100}late"])
  }

  @Test func styleIsConfigured() throws {
    var configuration = SubStationAlphaConfiguration()
    (configuration.style.playResX, configuration.style.playResY) = (1080, 1920)
    configuration.style.fontName = "DejaVu Sans"
    configuration.style.fontSize = 60.5
    configuration.style.primaryColor = "rgba(255, 255, 0, 0.5)"
    configuration.style.alignment = 8
    (configuration.style.marginLeft, configuration.style.marginRight, configuration.style.marginVertical) = (1, 2, 3)
    configuration.byteOrderMark = true
    let data = try SubStationAlphaFormat(configuration: configuration)
      .write(SubtitleDocument(cues: [cue(["x"]), cue(["y"], placement: CuePlacement())]))
    let text = String(decoding: data, as: UTF8.self)
    #expect(data.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(text.contains("PlayResX: 1080\nPlayResY: 1920\n"))
    #expect(
      text.contains(
        "Style: Default,DejaVu Sans,60.5,&H7F00FFFF,&H00A0A0A0,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2.5,0,8,1,2,3,-1\n"
      ))
  }

  private static let faults: [(String, @Sendable (inout SubStationStyle) -> Void)] = [
    ("/style/playResX", { $0.playResX = 0 }), ("/style/playResY", { $0.playResY = 100_001 }),
    ("/style/fontSize", { $0.fontSize = .nan }),
    ("/style/fontSize", { $0.fontSize = 0 }), ("/style/outline", { $0.outline = -1 }),
    ("/style/shadow", { $0.shadow = .infinity }),
    ("/style/alignment", { $0.alignment = 10 }), ("/style/marginLeft", { $0.marginLeft = 1920 }),
    ("/style/marginRight", { $0.marginRight = 1728 }), ("/style/marginVertical", { $0.marginVertical = -1 }),
    ("/style/primaryColor", { $0.primaryColor = "whitish" }), ("/style/shadowColor", { $0.shadowColor = "" }),
    ("/style/fontName", { $0.fontName = "a,b" }), ("/style/fontName", { $0.fontName = "" }),
    ("/style/fontName", { $0.fontName = "a\nb" }),
  ]

  @Test(arguments: faults)
  func settingsThatCannotBeFollowed(pointer: String, change: @Sendable (inout SubStationStyle) -> Void) {
    var configuration = SubStationAlphaConfiguration()
    change(&configuration.style)
    let error = #expect(throws: ConfigurationError.self) { try SubStationAlphaFormat(configuration: configuration) }
    #expect(error?.pointer == pointer)
  }
}
