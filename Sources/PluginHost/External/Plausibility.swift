import Moderation
import Timeline
import Transcript

/// What can be wrong with what a plug-in sends, and must not go further: exporters and formats rely on order and bounds.
enum Plausibility {
  /// Times may pass the end by this much: decoders round.
  private static let slack = MediaTime(seconds: 1)

  /// The first thing that is wrong with `transcript` of a sound that lasts `duration`, with its place; nil where all is
  /// well.
  static func problem(of transcript: Transcript, lasting duration: MediaTime) -> String? {
    let end = duration + slack
    guard MediaTime.zero...end ~= transcript.duration else {
      return "duration: the sound lasts \(duration), not \(transcript.duration)"
    }
    var last = MediaTime.zero
    for (number, segment) in transcript.segments.enumerated() {
      // Made only where it is told.
      var place: String { "segments[\(number)]" }
      guard !segment.words.isEmpty else { return "\(place): a segment has at least one word" }
      guard isShare(segment.trust.score) else { return "\(place).trust.score: this must be 0…1" }
      for (index, word) in segment.words.enumerated() {
        var place: String { "segments[\(number)].words[\(index)]" }
        if let problem = problem(of: word.range, before: end) { return "\(place).range: \(problem)" }
        guard word.start >= last else { return "\(place).range: it starts before the word before it" }
        guard isShare(word.confidence) else { return "\(place).confidence: this must be 0…1" }
        guard !word.text.isEmpty, !hasLineBreak(word.text) else {
          return "\(place).text: a word is not empty and has no line breaks"
        }
        last = word.start
      }
    }
    for (index, range) in transcript.speech.enumerated() {
      if let problem = problem(of: range, before: end) { return "speech[\(index)]: \(problem)" }
    }
    return nil
  }

  /// The first thing that is wrong with what is said of `transcript`.
  static func problem(of annotations: Annotations, in transcript: Transcript) -> String? {
    let end = transcript.duration + slack
    let words = 0..<transcript.segments.reduce(0) { $0 + $1.words.count }
    return problem(of: annotations.findings, before: end, words: words)
      ?? problem(of: annotations.utterances, before: end, words: words)
  }

  private static func problem(of findings: [Finding], before end: MediaTime, words: Range<Int>) -> String? {
    var last = MediaTime.zero
    for (index, finding) in findings.enumerated() {
      var place: String { "findings[\(index)]" }
      if let problem = problem(of: finding.range, before: end) { return "\(place).range: \(problem)" }
      if let problem = problem(of: finding.words, among: words) { return "\(place).words: \(problem)" }
      guard finding.range.start >= last else { return "\(place).range: it starts before the finding before it" }
      guard isShare(finding.score) else { return "\(place).score: this must be 0…1" }
      guard !finding.category.isEmpty else { return "\(place).category: this must not be empty" }
      guard finding.threshold.map(isShare) ?? true else { return "\(place).threshold: this must be 0…1" }
      if case .replace(let text)? = finding.treatment, hasLineBreak(text) {
        return "\(place).treatment.replacement: this has no line breaks"
      }
      last = finding.range.start
    }
    return nil
  }

  private static func problem(of utterances: [UtteranceScores], before end: MediaTime, words: Range<Int>) -> String? {
    var last: [String: MediaTime] = [:]
    for (index, utterance) in utterances.enumerated() {
      var place: String { "utterances[\(index)]" }
      if let problem = problem(of: utterance.range, before: end) { return "\(place).range: \(problem)" }
      if let problem = problem(of: utterance.words, among: words) { return "\(place).words: \(problem)" }
      guard utterance.range.start >= last[utterance.source] ?? .zero else {
        return "\(place).range: it starts before the utterance before it"
      }
      guard utterance.scores.values.allSatisfy(isShare) else { return "\(place).scores: these must be 0…1" }
      last[utterance.source] = utterance.range.start
    }
    return nil
  }

  private static func problem(of indices: Range<Int>?, among words: Range<Int>) -> String? {
    guard let indices, !words.contains(indices) else { return nil }
    return "there are \(words.count) words, counted from 0"
  }

  private static func problem(of range: TimeRange, before end: MediaTime) -> String? {
    if range.start < .zero || range.end > end { return "it lies outside of the sound" }
    return range.end < range.start ? "it ends before it starts" : nil
  }

  /// Nearly all words have none of the bytes that a line break begins with; characters take a hundred times as long.
  private static func hasLineBreak(_ text: String) -> Bool {
    text.utf8.contains { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 } && text.contains(where: \.isNewline)
  }

  private static func isShare(_ value: Double) -> Bool { (0...1).contains(value) }
}
