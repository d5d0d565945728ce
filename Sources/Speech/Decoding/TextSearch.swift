import Foundation
package import Transcript

/// Writes the text of one window, a step at a time: a beam of the likeliest texts (one makes it greedy), and samples,
/// warmer each time, where the gates reject the result.
package struct TextSearch {
  private let rules: TokenRules
  private let chooser: TokenChooser
  private let gate: QualityGate
  private let tokenizer: Tokenizer
  private let options: DecodingOptions
  private let prompt: [Int]
  private let noSpeech: Double
  /// The most tokens of a text.
  private let limit: Int
  /// Where the decoder can remember texts of this window.
  private let slots: [Int]
  private let empty: Hypothesis
  private var attempt = 0
  private var generator = SplitMix64(state: 0)
  private var live: [Branch]
  /// What came to its end in this attempt.
  private var ended: [Hypothesis] = []
  /// What the best attempt so far came to, likeliest first.
  package private(set) var best: [Hypothesis] = []
  package private(set) var isDone = false

  /// A text that goes on.
  private struct Branch {
    var hypothesis: Hypothesis
    var slot: Int
    var hotwords = HotwordGraph.State()
    /// The logarithm of its probability, hotwords counted in.
    var score: Float = 0
  }

  /// What the decoder must remember twice, before its next step.
  package struct Copy: Equatable {
    package var source: Int
    package var target: Int
    /// Tokens.
    package var count: Int
  }

  /// - Parameters:
  ///   - language: what the text is written in.
  ///   - prompt: what the text starts from.
  ///   - noSpeech: the probability that nobody speaks in the window.
  ///   - positions: encoder positions with sound of the window.
  ///   - slots: as many as the options ask for.
  package init(
    _ model: WhisperModel, options: DecodingOptions, language: LanguageTag, prompt: [Int], noSpeech: Double,
    positions: Int, slots: [Int]
  ) {
    precondition(slots.count >= options.width, "too few slots for the texts of a window")
    rules = TokenRules(
      model, usesTimestamps: options.usesTimestamps, suppressed: options.suppressedTokens(language))
    chooser = TokenChooser(rules: rules)
    gate = QualityGate(options: options)
    tokenizer = model.tokenizer
    limit = model.textLimit
    empty = Hypothesis(
      attention: AttentionTrace(heads: model.configuration.alignmentHeads.count, positions: positions))
    live = [Branch(hypothesis: empty, slot: slots[0])]
    self.options = options
    self.prompt = prompt
    self.noSpeech = noSpeech
    self.slots = slots
  }

  /// 0 takes the likeliest texts; more samples.
  private var temperature: Double { attempt == 0 ? 0 : options.retryTemperatures[attempt - 1] }
  private var width: Int { attempt == 0 ? options.beamWidth : options.bestOf }

  /// Whether several texts are drawn, as the likeliest was not believed.
  package var isDrawing: Bool { attempt > 0 && options.bestOf > 1 }

  /// What the decoder is fed next: slot, place in the text, tokens.
  package var next: [(slot: Int, position: Int, tokens: [Int])] {
    live.map { branch in
      let said = branch.hypothesis.tokens
      return (branch.slot, said.isEmpty ? 0 : prompt.count + said.count - 1, said.last.map { [$0] } ?? prompt)
    }
  }

  /// What was kept in the end of a window with so many seconds of sound; nil where nobody speaks.
  package func text(seconds: Double) -> WindowText? {
    best.first.flatMap {
      WindowText(
        $0, others: Array(best.dropFirst()), noSpeech: noSpeech, seconds: seconds, gate: gate,
        tokenizer: tokenizer)
    }
  }

  /// Goes on by a token: what a step of the decoder gave for what it was fed.
  ///
  /// - Parameter feeds: one for each element of `next`, in order.
  package mutating func advance(_ step: DecoderStep, feeds: Range<Int>) -> [Copy] {
    var grown: [(parent: Int, branch: Branch)] = []
    for (index, feed) in feeds.enumerated() {
      live[index].hypothesis.attention.append(step.attention(feed, positions: empty.attention.positions))
      grown += choices(for: index, step.logits(feed)).map { (index, grow(live[index], by: $0)) }
    }
    if temperature == 0 {
      grown.sort { ($0.branch.score, $1.parent) > ($1.branch.score, $0.parent) }
    }
    var kept: [(parent: Int, branch: Branch)] = []
    var known = Set<[Int]>()
    for (parent, branch) in grown where kept.count < width {
      let words = words(branch.hypothesis)
      // A beam that held the same words with other times would have no room for other words.
      let isTime = branch.hypothesis.tokens.last.map { $0 >= rules.firstTimestamp } ?? false
      if temperature == 0, !branch.hypothesis.isComplete,
        !known.insert(words + (isTime ? [rules.firstTimestamp] : [])).inserted
      {
        continue
      }
      if branch.hypothesis.isComplete || branch.hypothesis.tokens.count == limit || LoopCollapser.endsInLoop(words) {
        var text = branch.hypothesis
        // A text that was cut has not taken back what half a phrase earned.
        if !text.isComplete { text.bonus += options.hotwords?.bias(branch.hotwords).others ?? 0 }
        ended.append(text)
      } else {
        kept.append((parent, branch))
      }
    }
    let count = prompt.count + (live.first?.hypothesis.tokens.count ?? 0)
    let parents = live.map(\.slot)
    let copies = assignSlots(to: &kept, parents: parents, count: count)
    live = kept.map(\.branch)
    let wanted = temperature == 0 ? max(1, Int((Double(width) * options.patience).rounded())) : width
    if live.isEmpty || ended.count >= wanted { finish() }
    return isDone ? [] : copies
  }

  private mutating func choices(
    for index: Int, _ logits: UnsafeMutableBufferPointer<Float>
  ) -> [TokenChooser.Choice] {
    let said = live[index].hypothesis.tokens
    let bias = options.hotwords.map { $0.bias(live[index].hotwords) }
    guard temperature > 0 else {
      // One more than are kept: one of them may be the end.
      return chooser.likeliest(width == 1 ? 1 : width + 1, logits, after: said, bias: bias)
    }
    // A text that has just begun is the beginning of all samples.
    return (0..<(said.isEmpty ? width : 1)).map { _ in
      chooser.sample(logits, after: said, temperature: temperature, bias: bias, &generator)
    }
  }

  private func grow(_ branch: Branch, by choice: TokenChooser.Choice) -> Branch {
    var branch = branch
    branch.score += choice.logProbability + choice.bonus
    branch.hypothesis.bonus += choice.bonus
    if choice.token == rules.endOfText {
      branch.hypothesis.endLogProbability = choice.logProbability
      branch.hypothesis.isComplete = true
      return branch
    }
    branch.hypothesis.tokens.append(choice.token)
    branch.hypothesis.logProbabilities.append(choice.logProbability)
    if let hotwords = options.hotwords, choice.token < rules.endOfText {
      branch.hotwords = hotwords.advance(branch.hotwords, by: choice.token).state
    }
    return branch
  }

  /// The first that goes on from a text keeps its slot, others get those that are free.
  private func assignSlots(to kept: inout [(parent: Int, branch: Branch)], parents: [Int], count: Int) -> [Copy] {
    var taken = Set<Int>()
    var homeless: [Int] = []
    for index in kept.indices {
      if taken.insert(parents[kept[index].parent]).inserted {
        kept[index].branch.slot = parents[kept[index].parent]
      } else {
        homeless.append(index)
      }
    }
    var free = slots.filter { !taken.contains($0) }[...]
    return homeless.compactMap { index in
      guard let slot = free.popFirst() else { preconditionFailure("more texts than slots") }
      kept[index].branch.slot = slot
      return Copy(source: parents[kept[index].parent], target: slot, count: count)
    }
  }

  /// Takes what the attempt came to, or tries again.
  private mutating func finish() {
    // A text that passes wins; among those that fail, the one with fewer faults, then the likelier.
    let judged = ended.map { (text: $0, passes: !gate.needsRetry($0, text: text($0), noSpeech: noSpeech)) }
    let ranked =
      judged.filter(\.passes).map(\.text).sorted { $0.rank > $1.rank }
      + judged.filter { !$0.passes }.map(\.text).sorted { $0.rank > $1.rank }
    guard let first = ranked.first else { preconditionFailure("an attempt without a text") }
    let passes = judged.contains(where: \.passes)
    if passes || best.first.map({ isBetter(first, than: $0) }) ?? true {
      // Samples may say the same, and so may texts with other times.
      var known = Set<[Int]>()
      best = Array(ranked.filter { known.insert(words($0)).inserted }.prefix(1 + options.alternatives))
    }
    guard !passes, attempt < options.retryTemperatures.count else {
      isDone = true
      return
    }
    attempt += 1
    generator = SplitMix64(state: UInt64(attempt))
    ended = []
    live = [Branch(hypothesis: empty, slot: slots[0])]
  }

  private func words(_ hypothesis: Hypothesis) -> [Int] { hypothesis.tokens.filter { $0 < rules.endOfText } }

  private func text(_ hypothesis: Hypothesis) -> String { tokenizer.decode(hypothesis.tokens) }

  private func isBetter(_ a: Hypothesis, than b: Hypothesis) -> Bool {
    let loops = (a: isLoop(a), b: isLoop(b))
    return loops.a == loops.b ? a.rank > b.rank : loops.b
  }

  private func isLoop(_ hypothesis: Hypothesis) -> Bool {
    QualityGate.compressionRatio(text(hypothesis)) > gate.options.compressionRatioThreshold
  }
}
