import Subtitles
import TestSupport
import Testing

@Suite struct WrappingTests {
  private func wrapped(_ lines: [String], _ width: Int) -> [String] {
    CueText.wrapped(lines.map { CueLine($0) }, width: width).map(\.string)
  }

  @Test(
    arguments: [
      (["short"], 32, ["short"]), ([], 5, []), (["as it", "is"], 5, ["as it", "is"]),
      (["one two three four"], 10, ["one two", "three four"]),
      (["one two three", "four"], 10, ["one two", "three four"]),
      (["abcdefghij"], 4, ["abcd", "efgh", "ij"]),
      (["- one two three", "- four"], 10, ["- one two", "three", "- four"]),
      (["a b"], 1, ["a", "b"]), (["ab c"], 0, ["a", "b", "c"]),
    ] as [([String], Int, [String])])
  func breaksEvenly(lines: [String], width: Int, expected: [String]) {
    #expect(wrapped(lines, width) == expected)
  }

  @Test func spansKeepWhatTheyHave() {
    let line = CueLine(spans: [CueSpan("one "), CueSpan("two thr", style: .italic), CueSpan("ee four")])
    let lines = CueText.wrapped([line], width: 10)
    #expect(lines.map(\.string) == ["one two", "three four"])
    #expect(lines[0].spans.map(\.text) == ["one", " two"])
    #expect(lines[0].spans.map(\.style.isItalic) == [false, true])
    #expect(lines[1].spans.map(\.text) == ["thr", "ee four"])
  }

  @Test func voicesKeepTheirLines() {
    let lines = [
      CueLine(spans: [CueSpan("one two three", voice: "Ann")]), CueLine(spans: [CueSpan("four", voice: "Bob")]),
    ]
    #expect(CueText.wrapped(lines, width: 10).map(\.string) == ["one two", "three", "four"])
  }

  @Test func noLineIsTooWideAndNoWordIsLost() {
    var generator = SeededGenerator(seed: 91)
    for _ in 0..<1000 {
      let lines = CueText.lines(of: RandomText.make(count: 40, using: &generator)).map { CueLine($0) }
      let width = Int.random(in: 1...40, using: &generator)
      let found = CueText.wrapped(lines, width: width)
      #expect(found.allSatisfy { (1...width).contains($0.string.unicodeScalars.count) })
      func letters(_ lines: [CueLine]) -> [Unicode.Scalar] {
        lines.flatMap { $0.string.unicodeScalars.filter { $0 != " " } }
      }
      #expect(letters(found) == letters(lines))
    }
  }

  @Test(.timeLimit(.minutes(1))) func longText() {
    let text = String(repeating: "word ", count: 200_000)
    #expect(wrapped([text], 32).count == 33_334)
  }
}
