import BurnIn
import MediaIO
import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct BurnInScriptTests {
  @Test func printsStylesAndPlaces() {
    var red = TextStyle.italic
    red.color = TextColor(255, 0, 16)
    let cue = Cue(
      range: TimeRange(start: MediaTime(milliseconds: 3_723_456), end: MediaTime(milliseconds: 3_725_000)),
      text: [CueLine(spans: [CueSpan("a "), CueSpan("b", style: red)]), "{c} \\N"], placement: .top)
    let text = BurnInScript.text(of: SubtitleDocument(cues: [cue]), style: BurnInStyle())
    #expect(
      text.split(separator: "\n").last
        == "Dialogue: 0,1:02:03.45,1:02:05.00,Default,,0,0,0,,{\\an8}a {\\i1\\c&H1000FF&}b{\\i0\\c}\\N\\{c\\} \\\u{2060}N"
    )
    #expect(text.contains("PlayResX: 1920\nPlayResY: 1080\nWrapStyle: 2\nScaledBorderAndShadow: yes\n"))
    #expect(
      text.contains(
        "Style: Default,Sans,54,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2.50,0,2,192,192,54,-1"
      ))
  }

  /// What is escaped is drawn, and markup is not.
  @Test func escapedTextIsDrawnAsItIs() throws {
    func width(_ text: String) throws -> Int {
      let canvas = try ScriptCanvas(width: 1920, height: 1080, shownWidth: 1920, shownHeight: 1080)
      try canvas.load(Array(BurnInScript.text(of: document(text), style: BurnInStyle()).utf8))
      let extent = try #require(canvas.extent(at: MediaTime(milliseconds: 450)))
      return extent.right - extent.left
    }
    #expect(try width("{\\b1}x") > width("x") * 3)
    #expect(try width("a\\Nb") > width("ab"))
  }

  @Test func fontsThatAScriptNames() {
    let script = """
      Style: Default,Arial,20
      Style: Sign,@Noto Sans CJK JP,20
      Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1\\fnImpact}a{\\fn}b{\\fscx50}c
      Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\fnUnseen}
      """
    #expect(BurnInScript.fonts(namedIn: script) == ["Arial", "Impact", "Noto Sans CJK JP"])
  }

  @Test func longLinesAreMeasuredWhole() throws {
    func columns(_ length: Int) throws -> Int? {
      let text = String(repeating: "word ", count: length / 5)
      return try BurnInPlan(
        for: document(text), on: VideoGeometry(width: 1920, height: 1080), style: house, language: "en"
      ).columns
    }
    let (short, long) = (try #require(try columns(100)), try #require(try columns(5_000)))
    #expect(abs(short - long) <= short / 4, "\(short) and \(long)")
  }
}
