/// Places cues on the clock so that the limits hold whatever the word times are.
///
/// A cue begins with its first word and ends with its last. One that would be too short is extended into the time after
/// it, then into the time before it (by up to half a second); where speech is denser than any reader, cues queue up,
/// later than their words, until a pause lets them catch up. All times are ticks of a grid.
struct CueTiming {
  struct Span: Equatable {
    var start: Int64
    var end: Int64
  }

  private let minimumDuration: Int64
  private let maximumDuration: Int64
  private let minimumGap: Int64
  private let chainBelow: Int64
  private let maximumTrail: Int64
  private let longestLead: Int64

  init(_ limits: CueingLimits) {
    minimumDuration = limits.minimumDuration
    maximumDuration = limits.maximumDuration
    minimumGap = limits.minimumGap
    chainBelow = limits.chainBelow
    maximumTrail = limits.maximumTrail
    longestLead = limits.grid.ticks(atMost: .milliseconds(CueingCost.longestLead))
  }

  /// - Parameters:
  ///   - speech: first to last word of each cue, starts in order.
  ///   - readingTimes: how long each cue should be shown to be read.
  ///   - mediaEnd: where the media ends; 0 where unknown.
  func spans(speech: [Span], readingTimes: [Int64], mediaEnd: Int64) -> [Span] {
    var spans = speech
    fitBackwards(&spans, mediaEnd: mediaEnd)
    fitForwards(&spans)
    trail(&spans, speech: speech, readingTimes: readingTimes, mediaEnd: mediaEnd)
    return spans
  }

  /// Extends what is too short up to the next cue, then leads in.
  private func fitBackwards(_ spans: inout [Span], mediaEnd: Int64) {
    var latestEnd = Int64.max / 2
    for index in spans.indices.reversed() {
      let spoken = spans[index]
      let isLast = index == spans.count - 1
      if isLast, mediaEnd >= spoken.end { latestEnd = mediaEnd }
      let end = min(max(min(spoken.end, spoken.start + maximumDuration), spoken.start + minimumDuration), latestEnd)
      let start = max(0, spoken.start - longestLead, min(spoken.start, end - minimumDuration))
      spans[index] = Span(start: start, end: end)
      latestEnd = start - minimumGap
    }
  }

  /// Makes room where cues still are too short or overlap, by delaying what follows.
  private func fitForwards(_ spans: inout [Span]) {
    var earliest: Int64 = 0
    for index in spans.indices {
      let start = max(spans[index].start, earliest)
      spans[index] = Span(start: start, end: max(spans[index].end, start + minimumDuration))
      earliest = spans[index].end + minimumGap
    }
  }

  /// Lets cues stay a little longer to be read, and closes gaps that would flicker.
  private func trail(_ spans: inout [Span], speech: [Span], readingTimes: [Int64], mediaEnd: Int64) {
    for index in spans.indices {
      let span = spans[index]
      let longest = min(span.start + maximumDuration, max(span.end, speech[index].end + maximumTrail))
      let wished = min(longest, max(span.end, span.start + readingTimes[index]))
      guard index + 1 < spans.count else {
        spans[index].end = max(span.end, min(wished, mediaEnd))
        continue
      }
      let next = spans[index + 1].start
      let closed = next - minimumGap
      if closed <= span.end { continue }
      if next - wished >= max(chainBelow, minimumGap) {
        spans[index].end = wished
      } else {
        let canClose = closed <= span.start + maximumDuration
        spans[index].end = canClose ? closed : max(span.end, min(wished, next - chainBelow))
      }
    }
  }
}
