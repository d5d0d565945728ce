import Foundation
import Speech
import Testing
import Transcript

/// Loops, and what happens when the likeliest text is rejected.
struct TextRetryTests {
  /// “the ferry” over and over; other words and the end are as likely as said.
  private static func loop(_ text: String, others: Double, end: Double) -> [String: Double] {
    let next = text.hasSuffix(" the") ? " ferry" : " the"
    let words = ToyWhisper.words.filter { $0 != next }
    var result = Dictionary(uniqueKeysWithValues: words.map { ($0, others) })
    result[next] = 1 - end - others * Double(words.count)
    result["end"] = end
    return result
  }

  private func compression(_ run: SearchRun) -> Double { QualityGate.compressionRatio(run.texts.first ?? "") }

  @Test func `a loop ends its text, and is written once`() throws {
    let run = try SearchRun(SearchRun.options()) { Self.loop($0, others: 0.001, end: 0.001) }
    #expect(run.texts == [String(repeating: " the ferry", count: 6)])
    #expect(run.attempts == 1)
    let kept = try #require(run.kept)
    #expect(ToyWhisper.text(kept.hypothesis.tokens) == " the ferry")
    #expect(kept.isCut && kept.end == nil)
    #expect(Set(kept.trust.reasons) == [.repetition, .compressionRatio])
  }

  @Test func `a text that passes wins over a likelier loop`() throws {
    let run = try SearchRun(SearchRun.options(beam: 2) { $0.alternatives = 1 }) { text in
      switch text {
      case "": [" the": 0.9, " old": 0.1]
      case " old": [" ferry": 1]
      case " old ferry": ["end": 1]
      default: Self.loop(text, others: 1e-9, end: 1e-12)
      }
    }
    #expect(run.texts == [" old ferry", String(repeating: " the ferry", count: 6)])
    #expect(run.search.best[0].rank < run.search.best[1].rank)
  }

  /// Five words of equal likelihood, three times.
  private static func guess(_ text: String) -> [String: Double] {
    text.split(separator: " ").count == 3
      ? ["end": 1] : Dictionary(uniqueKeysWithValues: ToyWhisper.words.prefix(5).map { ($0, 0.2) })
  }

  @Test(arguments: [1, 3, 5], [[], [0.5], [0.2, 0.4, 0.6, 0.8, 1.0]])
  func `a text that is too unlikely is tried again, with so many samples each time`(
    samples: Int, temperatures: [Double]
  ) throws {
    let run = try SearchRun(
      SearchRun.options {
        $0.bestOf = samples
        $0.retryTemperatures = temperatures
      }, Self.guess)
    #expect(run.attempts == 1 + temperatures.count)
    let begun = zip(run.steps, run.steps.dropFirst()).filter { $0.0.texts == [[]] }.map { $0.1.texts.count }
    #expect(begun == [1] + temperatures.map { _ in samples })
    #expect(run.kept?.trust.reasons == [.logProbability])
  }

  @Test func `silence is not tried again`() throws {
    let run = try SearchRun(SearchRun.options { $0.retryTemperatures = [0.5] }, noSpeech: 0.9, Self.guess)
    #expect(run.attempts == 1 && run.kept == nil)
  }

  /// At 0.01 the loop comes again, at 5 it does not.
  @Test(arguments: [([0.01, 5], 3), ([5, 0.01], 2), ([0.01, 0.02], 3), ([5], 2)])
  func `temperatures are tried in order until a text passes`(temperatures: [Double], attempts: Int) throws {
    let run = try SearchRun(
      SearchRun.options {
        $0.retryTemperatures = temperatures
        $0.logProbabilityThreshold = -100
      }
    ) { Self.loop($0, others: 0.01, end: 0.05) }
    #expect(run.attempts == attempts)
    #expect(compression(run) <= 2.4 || !temperatures.contains(5))
  }

  @Test(arguments: [(" the", false), (" old", true)])
  func `where none passes the best of all attempts is kept`(good: String, isSampled: Bool) throws {
    // Three words to choose from, where the text begins well, or ten; the first is the likeliest by a little.
    func language(_ text: String) -> [String: Double] {
      let said = text.split(separator: " ").count
      if said == 0 { return [" the": 0.52, " old": 0.48] }
      if said == 5 { return ["end": 0.7, " c": 0.3] }
      let count = text.hasPrefix(good) ? 3 : 10
      return Dictionary(
        uniqueKeysWithValues: (0..<count).map { (ToyWhisper.words[(3 * said + $0) % 12], $0 == 0 ? 1.1 : 1) })
    }
    let greedy = try SearchRun(SearchRun.options(), language)
    let run = try SearchRun(
      SearchRun.options {
        $0.retryTemperatures = [0.2, 0.6, 1]
        $0.logProbabilityThreshold = -0.3
      }, language)
    #expect(run.attempts == 4)
    #expect(greedy.texts[0].hasPrefix(" the") && run.texts[0].hasPrefix(good))
    #expect(run.search.best[0].rank >= greedy.search.best[0].rank)
    if isSampled { #expect(run.search.best[0].rank > greedy.search.best[0].rank) }
  }

  @Test func `a doubtful text is better than a likelier loop`() throws {
    func language(_ text: String) -> [String: Double] { Self.loop(text, others: 0.04, end: 0.1) }
    let greedy = try SearchRun(SearchRun.options(), language)
    #expect(compression(greedy) > 2.4)
    let run = try SearchRun(
      SearchRun.options {
        $0.retryTemperatures = [1]
        $0.logProbabilityThreshold = -0.75
      }, language)
    #expect(compression(run) <= 2.4)
    #expect(run.search.best[0].rank < greedy.search.best[0].rank)
    #expect(run.kept?.trust.reasons.contains(.logProbability) == true)
  }

  @Test func `samples are the same every time`() throws {
    let runs = try (0..<2).map { _ in
      try SearchRun(SearchRun.options { $0.retryTemperatures = [0.4, 1] }, Self.guess)
    }
    #expect(runs[0].steps.map(\.texts) == runs[1].steps.map(\.texts))
    #expect(runs[0].search.best[0].logProbabilities == runs[1].search.best[0].logProbabilities)
    let samples = runs[0].steps.flatMap(\.texts).filter { $0.count == 2 }
    #expect(Set(samples).count > 3, "they differ from each other")
  }
}
