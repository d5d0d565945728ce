import Moderation
import Timeline
import Transcript

/// The words of a transcript by their index, with what stands around them.
struct ReportWords {
  private let words: [Word]
  /// Of each word, the index of its segment.
  private let segments: [Int]
  private let speakers: [String?]
  /// Whether a space separates segments.
  private let hasSpaces: Bool
  private let context: Int

  /// - Parameter context: words before and after.
  init(_ transcript: Transcript, context: Int) {
    words = transcript.words
    segments = transcript.segments.enumerated().flatMap { index, segment in segment.words.map { _ in index } }
    speakers = transcript.segments.map(\.speaker)
    hasSpaces = !transcript.language.isWrittenWithoutSpaces
    self.context = context
  }

  /// What is said in a finding, and around it.
  struct Place {
    var speaker: String?
    var before = ""
    var text = ""
    var after = ""
  }

  func place(of finding: Finding) -> Place {
    let range = (finding.words ?? 0..<0).clamped(to: words.indices)
    guard !range.isEmpty else {
      // No matter of words: the place in time tells what is said around it.
      let next = firstWord(endingAfter: finding.range.start)
      let speaker = words.indices.contains(next) && words[next].start < finding.range.end ? speaker(at: next) : nil
      return Place(speaker: speaker, before: text(next - context..<next), after: text(next..<next + context))
    }
    return Place(
      speaker: speaker(at: range.lowerBound), before: text(range.lowerBound - context..<range.lowerBound),
      text: text(range), after: text(range.upperBound..<range.upperBound + context))
  }

  private func speaker(at word: Int) -> String? { speakers[segments[word]] }

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    for index in range.clamped(to: words.indices) {
      let isFirst = index > 0 && segments[index] != segments[index - 1]
      if !text.isEmpty, words[index].hasSpaceBefore || isFirst && hasSpaces { text += " " }
      text += words[index].text
    }
    return text
  }

  private func firstWord(endingAfter time: MediaTime) -> Int {
    var (low, high) = (0, words.count)
    while low < high {
      let middle = (low + high) / 2
      if words[middle].end > time { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
