import Speech
import Testing
import Timeline
import Transcript

/// Times, confidences, marks and readings of text in another form.
struct TextFormTests {
  private func form(_ change: (inout TextForm) -> Void) -> TextForm {
    var form = TextForm()
    change(&form)
    return form
  }

  private func milliseconds(_ words: [Word]) -> [ClosedRange<Int64>] {
    words.map { $0.start.milliseconds...$0.end.milliseconds }
  }

  @Test func `a number in figures spans its words and is as sure as the least sure`() throws {
    let segments = form { $0.numerals = .digits }.apply(to: [SpokenText.segment("about twenty five percent, or so")])
    let words = try #require(segments.first).words
    #expect(words.map(\.text) == ["about", "25%,", "or", "so"])
    #expect(milliseconds(words) == [0...500, 1000...3500, 4000...4500, 5000...5500])
    #expect(words.map(\.confidence) == [0.5, 0.51, 0.54, 0.55])
  }

  @Test func `words of a number share its time by their letters`() throws {
    let segments = form { $0.numerals = .words }.apply(to: [SpokenText.segment("so 25%.")])
    let words = try #require(segments.first).words
    #expect(words.map(\.text) == ["so", "twenty-five", "percent."])
    #expect(words.map(\.hasSpaceBefore) == [false, true, true])
    // Eleven letters, and eight with the full stop.
    #expect(milliseconds(words) == [0...500, 1000...1289, 1289...1500])
    #expect(words.map(\.confidence) == [0.5, 0.51, 0.51])
  }

  @Test(arguments: TextForm.Numerals.allCases)
  func `words stay in order and never overlap`(numerals: TextForm.Numerals) {
    let text = """
      In 1999 twenty-five people paid $5 million, 12.5% of five hundred and two dollars, on the 21st of May at 5:30, \
      call 555-1234 or five five five oh one. One of them, two thirds, 1/2, 25-year-old twenty-five-year-old.
      """
    let before = SpokenText.segment(text)
    let after = form { $0.numerals = numerals }.apply(to: [before])
    let words = after.flatMap(\.words)
    let areInOrder = zip(words, words.dropFirst()).allSatisfy { $0.end <= $1.start }
    #expect(areInOrder)
    #expect(words.first?.start == before.range.start)
    #expect(words.last?.end == before.range.end)
    #expect(words.allSatisfy { !$0.text.isEmpty && !$0.text.contains(" ") })
  }

  @Test func `the model's text is left alone`() {
    let segments = [SpokenText.segment("Twenty five, 25%!")]
    #expect(TextForm().apply(to: segments) == segments)
    let none = form { $0.numerals = .digits }.apply(to: [])
    #expect(none.isEmpty)
  }

  @Test func `other readings take the same form, and those that only differed in it go`() throws {
    var segment = SpokenText.segment("twenty five")
    segment.alternatives = [
      Alternative(words: SpokenText.words("twenty-five"), score: 0.5),
      Alternative(words: SpokenText.words("twenty nine"), score: 0.4), Alternative(words: [], score: 0.3),
    ]
    let result = try #require(form { $0.numerals = .digits }.apply(to: [segment]).first)
    #expect(result.text == "25")
    #expect(result.alternatives?.map(\.text) == ["29", ""])
  }

  @Test func `a segment that goes on with a sentence begins without a capital`() {
    let segments = [SpokenText.segment("we had"), SpokenText.segment("25."), SpokenText.segment("25.")]
    let texts = form { $0.numerals = .words }.apply(to: segments).map(\.text)
    #expect(texts == ["we had", "twenty-five.", "Twenty-five."])
  }

  @Test(arguments: [
    ("“Well,” he said: don't — stop!", "Well he said don't stop"), ("It costs $5.50, or 25%.", "It costs $5.50 or 25%"),
    ("¿Qué?", "Qué"), ("well-known…", "well-known"), ("at -5.", "at -5"),
  ])
  func `marks between words are left out`(text: String, bare: String) {
    let segments = form { $0.punctuation = .none }.apply(to: [SpokenText.segment(text)])
    #expect(segments.first?.text == bare)
  }

  @Test func `a segment of marks alone goes`() {
    let segments = form { $0.punctuation = .none }.apply(to: [SpokenText.segment("…"), SpokenText.segment("— Yes.")])
    #expect(segments.map(\.text) == ["Yes"])
    #expect(segments.first?.words.first?.hasSpaceBefore == false)
  }

  @Test func `the lexical form has neither marks nor capitals nor figures`() {
    let lexical = form {
      $0.numerals = .words
      $0.punctuation = .none
      $0.casing = .lower
    }
    let segments = lexical.apply(to: [SpokenText.segment("In 1999, Anna’s 3 Cats ÄRGERTEN 25% of us.")])
    #expect(
      segments.first?.text == "in nineteen ninety-nine anna’s three cats ärgerten twenty-five percent of us")
  }
}
