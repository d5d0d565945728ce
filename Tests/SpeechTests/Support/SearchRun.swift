import Foundation
import Speech
import Testing
import Transcript

/// A `TextSearch` from beginning to end, driven as `WindowBatch` does it, with logits that a test makes up for what each
/// slot remembers.
struct SearchRun {
  /// What was fed to a step of the decoder, and what it had to remember twice after it.
  struct Step {
    var slots: [Int] = []
    /// Without prompts.
    var texts: [[Int]] = []
    var copies: [TextSearch.Copy] = []
  }

  private(set) var search: TextSearch
  private(set) var steps: [Step] = []
  /// Those that a search may use.
  let slots: [Int]

  /// What came of it, likeliest first, with times.
  var texts: [String] { search.best.map { ToyWhisper.text($0.tokens) } }
  /// How often a text was begun.
  var attempts: Int { steps.count { $0.texts == [[]] } }
  /// What was kept of a window of twenty seconds.
  var kept: WindowText? { search.text(seconds: 20) }

  /// - Parameter probabilities: what may follow a text, by the names of tokens; all else is as good as impossible.
  init(_ options: DecodingOptions, noSpeech: Double = 0, _ probabilities: (String) -> [String: Double]) throws {
    try self.init(options, noSpeech: noSpeech, logits: { Self.logits(probabilities(ToyWhisper.text($0))) })
  }

  /// - Parameter tree: the same; where it says nothing, a text ends.
  init(_ options: DecodingOptions, noSpeech: Double = 0, _ tree: [String: [String: Double]]) throws {
    try self.init(options, noSpeech: noSpeech) { tree[$0] ?? ["end": 1] }
  }

  init(_ options: DecodingOptions, noSpeech: Double = 0, logits: ([Int]) -> [Float]) throws {
    let model = try ToyWhisper.model.get()
    let prompt = try model.prompt(language: "en", translate: false, usesTimestamps: options.usesTimestamps)
    let positions = 5
    slots = Array(10..<10 + options.width)
    search = TextSearch(
      model, options: options, language: "en", prompt: prompt, noSpeech: noSpeech, positions: positions, slots: slots)
    var memory: [Int: [Int]] = [:]
    while !search.isDone {
      let feeds = search.next
      var (values, rows): ([Float], [Int]) = ([], [])
      var step = Step(slots: feeds.map(\.slot))
      for feed in feeds {
        let text = Array((memory[feed.slot] ?? []).prefix(feed.position)) + feed.tokens
        try #require(text.count == feed.position + feed.tokens.count, "the slot does not hold the text")
        try #require(Array(text.prefix(prompt.count)) == prompt)
        memory[feed.slot] = text
        step.texts.append(Array(text.dropFirst(prompt.count)))
        values += logits(Array(text.dropFirst(prompt.count)))
        rows.append((rows.last ?? -1) + feed.tokens.count)
      }
      let looks = [Float](repeating: 1 / Float(positions), count: ((rows.last ?? 0) + 1) * positions)
      step.copies = values.withUnsafeMutableBufferPointer { values in
        looks.withUnsafeBufferPointer { looks in
          search.advance(
            DecoderStep(
              logits: values, width: ToyWhisper.vocabulary, vocabulary: ToyWhisper.vocabulary,
              looks: [DecoderStep.Looks(looks, heads: 1, positions: positions)], rows: rows), feeds: 0..<feeds.count)
        }
      }
      for copy in step.copies { memory[copy.target] = Array((memory[copy.source] ?? []).prefix(copy.count)) }
      steps.append(step)
      try #require(steps.count < 5000, "the search does not end")
    }
  }

  static func logits(_ probabilities: [String: Double]) -> [Float] {
    var logits = [Float](repeating: -40, count: ToyWhisper.vocabulary)
    for (name, probability) in probabilities { logits[ToyWhisper.token(name)] = Float(log(probability)) }
    return logits
  }

  /// Settings for texts without times that are not tried again.
  static func options(beam: Int = 1, _ change: (inout DecodingOptions) -> Void = { _ in }) -> DecodingOptions {
    var options = DecodingOptions()
    options.usesTimestamps = false
    options.retryTemperatures = []
    options.beamSize = beam
    change(&options)
    return options
  }
}
