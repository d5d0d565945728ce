import Timeline
public import Transcript

/// Makes subtitles from a transcript: decides where cues begin, end and break.
///
/// The limits always hold, however strange the word times: at most `maximumLines` lines of `maximumLineLength` columns,
/// no cue shorter or longer than allowed, none overlapping. Words are never changed or left out; one that is longer than
/// a line is cut. Where speech is denser than the limits allow, cues come later than their words.
public struct Cueing: Sendable {
  public let limits: CueingLimits

  public init(limits: CueingLimits = CueingLimits()) {
    self.limits = limits
  }

  /// The subtitles of `transcript`, in its main language. An empty transcript gives a document without cues.
  public func document(from transcript: Transcript) -> SubtitleDocument {
    let lineLength = limits.lineLength(for: transcript.language)
    // Limits in whole milliseconds, on the safe side: formats print no more.
    let minimum = max(1, Self.millisecondsUp(limits.minimumDuration))
    let maximum = max(minimum, limits.maximumDuration.milliseconds)
    let gap = max(0, Self.millisecondsUp(limits.minimumGap))
    let trail = max(0, limits.maximumTrail.milliseconds)
    let speed = limits.readingSpeed(for: transcript.language)

    let tokens = CueToken.tokens(of: transcript, lineLength: lineLength, maximumDuration: maximum)
    let breakCosts = zip(tokens, tokens.dropFirst()).map { BreakQuality.cost(after: $0, before: $1) }
    let layout = LineLayout(
      tokens: tokens, breakCosts: breakCosts, lineLength: lineLength, maximumLines: limits.lineCount)
    let cost = CueingCost(minimumDuration: minimum, minimumGap: gap, maximumTrail: trail, readingSpeed: speed)
    let ranges = CueSegmentation(
      tokens: tokens, layout: layout, breakCosts: breakCosts, cost: cost, maximumDuration: maximum
    ).cues()

    let timing = CueTiming(
      minimumDuration: minimum, maximumDuration: maximum, minimumGap: gap, maximumTrail: trail)
    let spans = timing.spans(
      speech: ranges.map { CueTiming.Span(start: tokens[$0.lowerBound].start, end: tokens[$0.upperBound - 1].end) },
      readingTimes: ranges.map { Int64((Double(layout.columns($0)) / speed * 1000).rounded(.up)) },
      mediaEnd: transcript.duration.milliseconds)
    let cues = zip(ranges, spans).map { range, span in
      Cue(
        range: TimeRange(start: MediaTime(milliseconds: span.start), end: MediaTime(milliseconds: span.end)),
        lines: layout.lines(range))
    }
    return SubtitleDocument(cues: cues, language: transcript.language)
  }

  /// The whole milliseconds that are not less than `time`.
  private static func millisecondsUp(_ time: MediaTime) -> Int64 {
    let rounded = time.milliseconds
    return MediaTime(milliseconds: rounded) < time ? rounded + 1 : rounded
  }
}
