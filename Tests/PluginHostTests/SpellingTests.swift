import PluginHost
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("kitten", "sitting", 3), ("subrip", "subrip", 0), ("flaw", "lawn", 2),
    ("srt", "str", 1), ("title", "titel", 1), ("abcd", "badc", 2),
  ])
  func countsEdits(a: String, b: String, edits: Int) {
    #expect(Spelling.distance(a, b) == edits)
    #expect(Spelling.distance(b, a) == edits)
  }

  @Test func findsWhatWasMeant() {
    let names = ["subrip", "webvtt", "ttml", "whisper"]
    #expect(Spelling.nearest(to: "subrib", in: names) == "subrip")
    #expect(Spelling.nearest(to: "WebVTT", in: names) == "webvtt")
    #expect(Spelling.nearest(to: "karaoke", in: names) == nil)
    #expect(Spelling.nearest(to: "x", in: [String]()) == nil)
  }
}
