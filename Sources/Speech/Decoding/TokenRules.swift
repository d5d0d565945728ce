import Foundation
import WhisperCost

/// What may follow what: tokens that are never said, and the grammar of time tokens.
///
/// With times, a text is a row of segments `<|start|> words <|end|>`. The rules are those of the reference
/// implementation (Radford et al. 2022): times come in pairs, never go back, the first comes within a second, and where
/// all times together are likelier than any word, a time it is.
package struct TokenRules: Sendable {
  package let endOfText: Int
  package let firstTimestamp: Int
  package let vocabularySize: Int
  let usesTimestamps: Bool
  private let suppressed: [Int]
  private let suppressedFirst: [Int]
  /// Time tokens of the first second.
  private let initialTimestamps = 50

  /// - Parameter suppressed: what is never said, beside what the model's own files rule out.
  package init(_ model: WhisperModel, usesTimestamps: Bool, suppressed: [Int] = []) {
    endOfText = model.tokenizer.endOfText
    firstTimestamp = model.tokenizer.firstTimestamp
    vocabularySize = model.sizes.vocabulary
    self.usesTimestamps = usesTimestamps
    self.suppressed = (model.configuration.suppressedTokens + suppressed).filter { $0 < model.tokenizer.endOfText }
    suppressedFirst = model.configuration.suppressedFirstTokens.filter { $0 <= model.tokenizer.endOfText }
  }

  /// Which tokens may come next: words and the end up to `endOfText`, and times.
  package struct Allowed {
    package var text: Range<Int>
    package var times: Range<Int>
  }

  /// Marks what may not follow `tokens` in `logits` with −∞ and says where the rest lies.
  package func apply(after tokens: [Int], to logits: UnsafeMutableBufferPointer<Float>) -> Allowed {
    for token in suppressed { logits[token] = -.infinity }
    let text = 0..<endOfText + 1
    guard usesTimestamps else {
      if tokens.isEmpty { for token in suppressedFirst { logits[token] = -.infinity } }
      return Allowed(text: text, times: 0..<0)
    }
    if tokens.isEmpty {
      return Allowed(text: 0..<0, times: firstTimestamp..<min(firstTimestamp + initialTimestamps + 1, vocabularySize))
    }
    let lastIsTime = tokens[tokens.count - 1] >= firstTimestamp
    let beforeIsTime = tokens.count < 2 || tokens[tokens.count - 2] >= firstTimestamp
    var earliest = firstTimestamp
    if let last = tokens.last(where: { $0 >= firstTimestamp }) {
      // A segment must not be empty, but the next one may begin where the last one ends.
      earliest = lastIsTime && !beforeIsTime ? last : last + 1
    }
    let times = min(earliest, vocabularySize)..<vocabularySize
    // Two times in a row open a segment: words follow, or nothing any more.
    if lastIsTime, beforeIsTime { return Allowed(text: text, times: 0..<0) }
    // One time closes a segment: another opens the next one, or the text is over.
    let words = lastIsTime ? endOfText..<endOfText + 1 : text
    guard let bestWord = VectorMath.largest(UnsafeBufferPointer(rebasing: logits[words])) else {
      return Allowed(text: words, times: times)
    }
    let allTimes = UnsafeBufferPointer(rebasing: logits[times])
    if let bestTime = VectorMath.largest(allTimes), bestTime.value >= bestWord.value {
      return Allowed(text: 0..<0, times: times)
    }
    let timeMass = VectorMath.sumOfExponentials(allTimes, relativeTo: bestWord.value)
    return timeMass > 1 ? Allowed(text: 0..<0, times: times) : Allowed(text: words, times: times)
  }
}
