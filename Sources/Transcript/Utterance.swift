public import Timeline

/// A stretch of speech that is judged as one: a segment, or a part of one that is too long for that.
public struct Utterance: Hashable, Sendable {
  /// By index among all words of the transcript; at least one.
  public var words: Range<Int>
  /// Of the segment that it belongs to.
  public var segment: Int
  public var range: TimeRange
  public var text: String
  /// The index of its segment's first word.
  var segmentStart: Int
}

extension Transcript {
  /// Words of an utterance at most: sentence encoders look at some hundred tokens, and a judgement on more says little
  /// about where it is.
  private static let longestUtterance = 60
  /// Utterances with fewer words say little by themselves.
  private static let shortUtterance = 4
  /// Words of a context at most, on each side: sentence encoders cut what is longer.
  private static let contextWords = 20
  /// Pauses beyond which the one before is no context.
  private static let longestPause = MediaTime(seconds: 5)

  /// All that is said, in time order, every word in one of them.
  public var utterances: [Utterance] {
    var utterances: [Utterance] = []
    var first = 0
    for (index, segment) in segments.enumerated() {
      for part in Self.parts(of: segment.words) {
        let words = segment.words[part]
        utterances.append(
          Utterance(
            words: first + part.lowerBound..<first + part.upperBound, segment: index,
            range: TimeRange(start: words.first?.start ?? .zero, end: words.last?.end ?? .zero),
            text: words.joinedText, segmentStart: first))
      }
      first += segment.words.count
    }
    return utterances
  }

  /// For utterances of few words what is said before, in and after them; the words of `utterance` lie within. Nil for
  /// others, and where nothing near is said in the same language.
  ///
  /// - Parameter utterances: all of them.
  public func context(of index: Int, in utterances: [Utterance]) -> Utterance? {
    let utterance = utterances[index]
    guard utterance.words.count < Self.shortUtterance else { return nil }
    func isNear(_ first: Utterance, _ second: Utterance) -> Bool {
      segments[first.segment].language == segments[second.segment].language
        && second.range.start - first.range.end < Self.longestPause
    }
    var result = utterance
    if index > 0, isNear(utterances[index - 1], utterance) {
      let before = utterances[index - 1]
      let words = words(of: before).suffix(Self.contextWords)
      result.words = before.words.upperBound - words.count..<result.words.upperBound
      result.range = TimeRange(start: words.first?.start ?? before.range.start, end: result.range.end)
      result.text = "\(words.joinedText) \(result.text)"
    }
    if index + 1 < utterances.count, isNear(utterance, utterances[index + 1]) {
      let after = utterances[index + 1]
      let words = words(of: after).prefix(Self.contextWords)
      result.words = result.words.lowerBound..<after.words.lowerBound + words.count
      result.range = TimeRange(start: result.range.start, end: words.last?.end ?? after.range.end)
      result.text = "\(result.text) \(words.joinedText)"
    }
    return result.words == utterance.words ? nil : result
  }

  private func words(of utterance: Utterance) -> [Word] {
    let words = utterance.words
    return Array(
      segments[utterance.segment].words[
        words.lowerBound - utterance.segmentStart..<words.upperBound - utterance.segmentStart])
  }

  /// `words` as one, or cut at the ends of sentences, else where they are too many.
  private static func parts(of words: [Word]) -> [Range<Int>] {
    guard words.count > longestUtterance else { return words.isEmpty ? [] : [0..<words.count] }
    var parts: [Range<Int>] = []
    var start = 0
    while start < words.count {
      let limit = min(words.count, start + longestUtterance)
      let end =
        if limit == words.count { limit } else {
          (start..<limit).last { words[$0].text.last.map(sentenceEnds.contains) == true }.map { $0 + 1 } ?? limit
        }
      parts.append(start..<end)
      start = end
    }
    return parts
  }

  private static let sentenceEnds = Set<Character>(".!?…。！？")
}
