import Foundation
import Speech
import TestSupport
import Testing

/// Greedy search and beams, without retries.
struct TextSearchTests {
  private let plain = SearchRun.options()

  @Test func `greedy takes the likeliest token each time`() throws {
    let run = try SearchRun(
      plain,
      [
        "": [" the": 0.6, " old": 0.4], " the": [" ferry": 0.7, " fairy": 0.3],
        " the ferry": ["end": 0.9, " left": 0.1],
      ])
    #expect(run.texts == [" the ferry"])
    let best = try #require(run.search.best.first)
    #expect(best.isComplete)
    let expected: [Float] = [0.6, 0.7, 0.9].map { log($0) }
    let said = best.logProbabilities + [best.endLogProbability]
    #expect(zip(said, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(run.steps.allSatisfy { $0.slots == [10] && $0.copies.isEmpty })
    #expect(run.kept?.isCut == false)
  }

  @Test func `a text keeps the rules of times, however unlikely that is`() throws {
    let run = try SearchRun(
      SearchRun.options { $0.usesTimestamps = true },
      [
        "": [" the": 0.9, "<60>": 0.09, "<10>": 0.01], "<10>": ["<20>": 0.7, " the": 0.3],
        "<10> the": ["<5>": 0.6, "<10>": 0.1, "<30>": 0.25, " ferry": 0.05],
        "<10> the<30>": [" ferry": 0.9, "<20>": 0.06, "end": 0.04],
      ])
    #expect(run.texts == ["<10> the<30>"])
    #expect(run.kept?.end == 30 * 320)
    #expect(run.kept.map { ToyWhisper.text($0.hypothesis.tokens) } == " the")
  }

  @Test(arguments: 1...5)
  func `a beam finds what greedy passes by`(size: Int) throws {
    let run = try SearchRun(
      SearchRun.options(beam: size),
      [
        "": [" the": 0.55, " old": 0.45],
        " the": [" ferry": 0.3, " fairy": 0.28, " left": 0.22, " sank": 0.2],
        " old": [" ferry": 0.95, " left": 0.05],
      ])
    #expect(run.texts == [size == 1 ? " the ferry" : " old ferry"])
  }

  /// Two texts end in the second step, one in the third, and in the fourth the likeliest of all.
  @Test(arguments: [(1.0, 2, " the"), (1.5, 3, " the"), (2.0, 4, " the ferry left")])
  func `patience waits for more texts to end`(patience: Double, steps: Int, text: String) throws {
    let run = try SearchRun(
      SearchRun.options(beam: 2) { $0.patience = patience },
      [
        "": [" the": 0.6, " old": 0.4], " the": ["end": 0.5, " ferry": 0.49, " left": 0.01],
        " old": ["end": 0.6, " sank": 0.4], " the ferry": [" left": 0.99, "end": 0.01],
        " old sank": ["end": 0.6, " left": 0.4],
      ])
    #expect(run.texts == [text])
    #expect(run.steps.count == steps)
  }

  @Test func `the same words with other times take no second place in a beam`() throws {
    let run = try SearchRun(
      SearchRun.options(beam: 3) { $0.usesTimestamps = true },
      [
        "": ["<0>": 0.4, "<1>": 0.3, "<2>": 0.3], "<0>": [" the": 0.5, " old": 0.3, " ferry": 0.2],
        "<0> the": ["<10>": 0.2, "<11>": 0.2, " ferry": 0.5],
      ])
    #expect(run.steps[1].texts.map(ToyWhisper.text) == ["<0>"])
    #expect(run.steps[2].texts.map(ToyWhisper.text) == ["<0> the", "<0> old", "<0> ferry"])
  }

  /// Any language: eight words, the end, times, of random likelihood after each text.
  private static func babble(_ seed: Int) -> (_ tokens: [Int]) -> [Float] {
    { tokens in
      var generator = SeededGenerator(
        seed: tokens.reduce(UInt64(seed)) { ($0 &+ UInt64($1) &+ 1) &* 0x9E37_79B9_7F4A_7C15 })
      var logits = [Float](repeating: -40, count: ToyWhisper.vocabulary)
      for word in ToyWhisper.words.prefix(8) {
        logits[ToyWhisper.token(word)] = Float.random(in: 0...4, using: &generator)
      }
      for time in stride(from: 0, to: 101, by: 9) {
        logits[ToyWhisper.firstTimestamp + time] = Float.random(in: -1...4, using: &generator)
      }
      logits[ToyWhisper.endOfText] = Float.random(in: -2...4, using: &generator)
      return logits
    }
  }

  @Test(arguments: 1...5, [false, true])
  func `slots hold different texts, and each text what it was`(size: Int, usesTimes: Bool) throws {
    let rules = TokenRules(try ToyWhisper.model.get(), usesTimestamps: usesTimes)
    for seed in 0..<12 {
      let run = try SearchRun(
        SearchRun.options(beam: size) {
          $0.usesTimestamps = usesTimes
          $0.patience = 2
        }, logits: Self.babble(seed))
      for (step, next) in zip(run.steps, run.steps.dropFirst()) {
        #expect(step.texts.count <= size && Set(step.slots).count == step.slots.count)
        #expect(Set(step.slots).isSubset(of: run.slots))
        // Words, and whether a time follows them.
        let words = step.texts.map { text in
          text.filter { $0 < ToyWhisper.endOfText } + (text.last.map { $0 > ToyWhisper.endOfText } == true ? [-1] : [])
        }
        #expect(Set(words).count == words.count, "the same words twice")
        // One text of each parent stays where that was, the others are copies of it in slots that nobody has.
        let parents = next.texts.map { Array($0.dropLast()) }
        #expect(step.copies.count == parents.count - Set(parents).count)
        for copy in step.copies {
          let source = try #require(step.slots.firstIndex(of: copy.source))
          let target = try #require(next.slots.firstIndex(of: copy.target))
          #expect(next.slots.contains(copy.source) && parents[target] == step.texts[source])
        }
        #expect(Set(step.copies.map(\.target)).isDisjoint(with: step.copies.map(\.source)))
      }
      let best = try #require(run.search.best.first)
      for (index, token) in (best.tokens + (best.isComplete ? [rules.endOfText] : [])).enumerated() {
        var logits = Self.babble(seed)(Array(best.tokens.prefix(index)))
        let allowed = logits.withUnsafeMutableBufferPointer {
          rules.apply(after: Array(best.tokens.prefix(index)), to: $0)
        }
        let total = log([allowed.text, allowed.times].joined().reduce(0) { $0 + exp(Double(logits[$1])) })
        let said = index < best.tokens.count ? best.logProbabilities[index] : best.endLogProbability
        #expect(abs(Double(logits[token]) - total - Double(said)) < 1e-3)
      }
    }
  }

  @Test(arguments: [1, 3])
  func `a text that does not end is cut at the limit`(size: Int) throws {
    let run = try SearchRun(SearchRun.options(beam: size)) { text in
      let count = text.split(separator: " ").count
      return [
        ToyWhisper.words[count * 7 % 12]: 0.9, ToyWhisper.words[(count * 7 + 5) % 12]: 0.08, "end": 0.02,
      ]
    }
    let best = try #require(run.search.best.first)
    #expect(best.tokens.count == (try ToyWhisper.model.get().textLimit) && !best.isComplete)
    let kept = try #require(run.kept)
    #expect(kept.isCut && kept.end == nil && kept.hypothesis.tokens == best.tokens)
  }

  // MARK: Alternatives

  @Test(arguments: 0...4, [1, 3])
  func `alternatives are as many as were asked for, in order, all of other words`(count: Int, size: Int) throws {
    for seed in 0..<10 {
      let run = try SearchRun(
        SearchRun.options(beam: size) { $0.alternatives = count }, logits: Self.babble(seed))
      #expect(run.search.best.count == count + 1)
      #expect(run.search.best.map(\.rank) == run.search.best.map(\.rank).sorted(by: >))
      #expect(Set(run.texts).count == count + 1)
      #expect(run.kept?.others.count == count)
    }
  }

  @Test func `alternatives with times differ in words`() throws {
    for seed in 0..<60 {
      let run = try SearchRun(
        SearchRun.options {
          $0.alternatives = 3
          $0.patience = 2
          $0.usesTimestamps = true
        }, logits: Self.babble(seed))
      let words = run.search.best.map { $0.tokens.filter { $0 < ToyWhisper.endOfText } }
      #expect(Set(words).count == words.count, "\(run.texts)")
      #expect(run.search.best.map(\.rank) == run.search.best.map(\.rank).sorted(by: >))
    }
  }

  @Test func `samples that say the same are one alternative`() throws {
    let run = try SearchRun(
      SearchRun.options {
        $0.alternatives = 3
        $0.logProbabilityThreshold = 1
        $0.retryTemperatures = [0.5]
      }, ["": [" the": 0.5, " old": 0.5], " the": [" ferry": 1], " old": [" ferry": 1]])
    #expect(Set(run.texts).count == run.texts.count)
  }
}
