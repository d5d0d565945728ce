import Speech
import Testing
import Transcript
import WhisperCost

/// Hotwords and prompts, from what the user writes to the text that is kept.
struct TextHintsTests {
  private static func options(
    _ hotwords: [String], bonus: Double = 2, beam: Int = 1, _ change: (inout DecodingOptions) -> Void = { _ in }
  ) throws -> DecodingOptions {
    var hints = TextHints()
    (hints.hotwords, hints.hotwordBonus) = (hotwords, bonus)
    return try hints.options(SearchRun.options(beam: beam, change), for: ToyWhisper.model.get())
  }

  private static let boat = ["": [" the": 1.0], " the": [" fairy": 0.7, " ferry": 0.3]]

  @Test(arguments: [
    (["ferry"], 2, " the ferry"), (["  ferry\n"], 2, " the ferry"), (["noon", "the ferry"], 1, " the ferry"),
    (["ferry"], 0.5, " the fairy"), (["left"], 10, " the fairy"), (["fairy", "ferry"], 2, " the fairy"),
  ])
  func `a hotword changes a greedy text where its bonus is enough`(hotwords: [String], bonus: Double, text: String)
    throws
  {
    #expect(try SearchRun(Self.options(hotwords, bonus: bonus), Self.boat).texts == [text])
  }

  @Test(arguments: [[], [""], ["  ", "\t\n"]])
  func `blank hotwords change nothing`(hotwords: [String]) throws {
    #expect(try Self.options(hotwords) == SearchRun.options())
    #expect(try SearchRun(Self.options(hotwords), Self.boat).texts == [" the fairy"])
  }

  @Test func `texts of a beam are ranked with what hotwords add`() throws {
    let plain = try SearchRun(Self.options([], beam: 2) { $0.alternatives = 1 }, Self.boat)
    #expect(plain.texts == [" the fairy", " the ferry"])
    let run = try SearchRun(Self.options(["ferry"], beam: 2) { $0.alternatives = 1 }, Self.boat)
    #expect(run.texts == [" the ferry", " the fairy"])
    let best = run.search.best
    #expect(best.map(\.bonus) == [2, 0])
    #expect(best[0].averageLogProbability < best[1].averageLogProbability, "they say nothing on how sure the model is")
  }

  @Test(arguments: [([], " the fairy"), (["ferry"], " the ferry")])
  func `samples follow hotwords`(hotwords: [String], text: String) throws {
    let run = try SearchRun(
      Self.options(hotwords, bonus: 10) {
        $0.logProbabilityThreshold = 1
        $0.retryTemperatures = [0.2]
      }, ["": [" the": 1], " the": [" fairy": 0.98, " ferry": 0.02]])
    let samples = run.steps.flatMap(\.texts).filter { $0.count == 2 }
    // One text, then five.
    #expect(samples.map(ToyWhisper.text) == Array(repeating: text, count: 6))
  }

  @Test func `half a phrase earns nothing`() throws {
    let greedy = try SearchRun(Self.options(["ferry left"]), Self.boat)
    #expect(greedy.search.best.map(\.bonus) == [0])
    #expect(try SearchRun(Self.options(["ferry left"], beam: 2), Self.boat).texts == [" the fairy"])
  }

  @Test func `half a phrase earns nothing where its text is cut`() throws {
    let run = try SearchRun(Self.options(["ferry left"])) { text in
      let count = text.split(separator: " ").count
      return [count == 31 ? " ferry" : ToyWhisper.words[4 + count * 5 % 8]: 1]
    }
    #expect(run.search.best[0].tokens.last == ToyWhisper.token(" ferry"))
    #expect(run.search.best[0].bonus == 0)
  }

  /// “art” may end “cart”.
  @Test func `a hotword is not found inside a word`() throws {
    let language = ["": [" c": 1.0], " c": ["art": 0.3, "at": 0.001, "t": 0.69]]
    let run = try SearchRun(Self.options(["art"], bonus: 10), language)
    #expect(run.texts == [" ct"])
    #expect(run.search.best[0].bonus == 0)
    let word = try SearchRun(Self.options(["art"], bonus: 10), ["": [" c": 0.9, " art": 0.1]])
    #expect(word.texts == [" art"])
  }

  @Test func `where words are written without spaces it is found bare`() throws {
    let language = ["": ["日": 1.0], "日": ["語": 0.7, "本": 0.3]]
    #expect(try SearchRun(Self.options([]), language).texts == ["日語"])
    let run = try SearchRun(Self.options(["日本"]), language)
    #expect(run.texts == ["日本"])
    #expect(run.search.best[0].bonus == 4, "two for each of two tokens")
  }

  @Test(arguments: [(" left", Float(3)), (" sank", 0)])
  func `times inside a phrase neither earn nor cost`(last: String, bonus: Float) throws {
    let options = try Self.options(["ferry left"], bonus: 1.5) { $0.usesTimestamps = true }
    let run = try SearchRun(
      options,
      [
        "": ["<0>": 1], "<0>": [" ferry": 1], "<0> ferry": ["<20>": 1], "<0> ferry<20>": ["<20>": 1],
        "<0> ferry<20><20>": [last: 1], "<0> ferry<20><20>\(last)": ["<40>": 1],
      ])
    #expect(run.texts == ["<0> ferry<20><20>\(last)<40>"])
    #expect(run.search.best[0].bonus == bonus)
  }

  // MARK: Prompts

  @Test(arguments: [1, 27, 28, 500], [false, true])
  func `a prompt leaves room for a full text`(words: Int, usesTimes: Bool) throws {
    let model = try ToyWhisper.model.get()
    var hints = TextHints()
    hints.initialPrompt = String(String(repeating: " old ferry", count: words).dropFirst())
    let prompt = hints.options(DecodingOptions(), for: model).initialPrompt
    let all = (0..<2 * words).map { ToyWhisper.token($0.isMultiple(of: 2) ? " old" : " ferry") }
    #expect(prompt == all.suffix(model.previousLimit), "its end counts")
    let tokens = try model.prompt(language: "en", translate: false, usesTimestamps: usesTimes, previous: prompt)
    #expect(tokens.count + model.textLimit <= model.sizes.textPositions)
  }

  @Test func `no prompt is no prompt`() throws {
    #expect(try TextHints().options(DecodingOptions(), for: ToyWhisper.model.get()) == DecodingOptions())
  }
}
