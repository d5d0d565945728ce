import Timeline

/// Finds where cues belong by when somebody speaks: one offset and one rate at which cues are shown while there is
/// speech, and not while there is none.
struct SoundSynchroniser {
  private let cues: CueWords
  private let signal: SpeechSignal
  private let maximumShift: Double
  /// Spans in which cues that say something are shown, in order, apart from each other. Some of them where there are
  /// very many.
  private let spans: [ClosedRange<Double>]

  private static let mostSpans = 8_000
  /// Longer files are subtitles of something else.
  private static let longest = 172_800.0

  init(cues: CueWords, signal: SpeechSignal, maximumShift: Double) {
    (self.cues, self.signal) = (cues, signal)
    self.maximumShift = min(max(1, maximumShift), 600)
    var spans: [ClosedRange<Double>] = []
    for cue in cues.cues where !cue.words.isEmpty && cue.end > cue.start {
      if let last = spans.last, cue.start <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound...max(last.upperBound, cue.end)
      } else {
        spans.append(cue.start...cue.end)
      }
    }
    let step = spans.count / Self.mostSpans + 1
    self.spans = step == 1 ? spans : stride(from: 0, to: spans.count, by: step).map { spans[$0] }
  }

  /// The best mapping that there is, however little speaks for it; nil where there is nothing to compare.
  func synchronisation() -> Synchronisation? {
    guard let first = spans.first, let last = spans.last, signal.share > 0, signal.share < 1,
      first.lowerBound >= -Self.longest, last.upperBound <= Self.longest,
      let peak = SoundSearch(spans: spans, signal: signal, maximumShift: maximumShift).peak()
    else { return nil }
    let (fine, change) = simplified(sharpened(peak.line, length: last.upperBound))
    let onsets = onsets(on: fine)
    var line = fine
    var residuals = onsets.map { $0.media - fine.time($0.subtitle) }.sorted()
    // Cues stay longer than speech, so that their middles come late; their beginnings tell better.
    if let shift = residuals.densest(width: 0.3), shift.count >= max(8, spans.count / 8) {
      line.offset += shift.value
      residuals = residuals.map { $0 - shift.value }
    }
    return synchronisation(line, change, residuals.map(abs), confidence: peak.confidence)
  }

  private func synchronisation(
    _ line: ClockLine, _ change: FrameRateChange?, _ residuals: [Double], confidence: Double
  ) -> Synchronisation {
    var counts = Synchronisation.Counts()
    counts.cues = cues.cues.count
    counts.spokenCues = cues.spokenCount
    counts.words = cues.words.count
    counts.matchedCues = cues.cues.count { cue in
      guard !cue.words.isEmpty, cue.end > cue.start else { return false }
      let (start, end) = (line.time(cue.start), line.time(cue.end))
      return signal.excess(from: start, to: end) + signal.share * (end - start) >= (end - start) / 2
    }
    let ends = (min(0, spans.first?.lowerBound ?? 0), cues.cues.map(\.end).max() ?? 0)
    let piece = TimeMapping.Piece(
      range: TimeRange(start: MediaTime(seconds: ends.0), end: MediaTime(seconds: ends.1)), rate: line.rate,
      offset: MediaTime(milliseconds: MediaTime(seconds: line.offset).milliseconds), frameRateChange: change)
    return Synchronisation(
      evidence: .sound, mapping: TimeMapping(pieces: [piece]), confidence: confidence, counts: counts,
      medianResidual: MediaTime(seconds: residuals.median ?? 0),
      residual95: MediaTime(seconds: residuals.quantile(0.95) ?? 0), unmatchedCues: [], cueCount: cues.cues.count)
  }

  /// How well cues and speech agree on `line`, in seconds of speech above the average.
  private func score(_ line: ClockLine) -> Double {
    spans.reduce(0) { $0 + signal.excess(from: line.time($1.lowerBound), to: line.time($1.upperBound)) }
  }

  /// The best line near by, to a hundredth of a second at either end.
  private func sharpened(_ line: ClockLine, length: Double) -> ClockLine {
    var best = (line: line, score: score(line))
    var step = SoundSearch.step
    while step > 0.01 {
      // Both ends move by themselves.
      var found = best
      for first in [-step, 0, step] {
        for last in [-step, 0, step] where first != 0 || last != 0 {
          let rate = best.line.rate + (last - first) / max(length, 1)
          let line = ClockLine(rate: rate, offset: best.line.offset + first)
          let score = score(line)
          if score > found.score { found = (line, score) }
        }
      }
      if found.score > best.score { best = found } else { step /= 2 }
    }
    return best.line
  }

  /// No change of speed, or a well-known one, where that is as good.
  private func simplified(_ line: ClockLine) -> (line: ClockLine, change: FrameRateChange?) {
    let middle = ((spans.first?.lowerBound ?? 0) + (spans.last?.upperBound ?? 0)) / 2
    let enough = 0.98 * score(line)
    var changes: [FrameRateChange?] = [nil]
    changes += FrameRateChange.all.map { $0 }
    for change in changes {
      let rate = change?.rate ?? 1
      guard abs(rate - line.rate) * middle < 1 else { continue }
      let offset = line.time(middle) - rate * middle
      let near = stride(from: -1.0, through: 1.0, by: 0.02).map { ClockLine(rate: rate, offset: offset + $0) }
        .map { ($0, score($0)) }.max { $0.1 < $1.1 }
      if let near, near.1 >= enough { return (near.0, change) }
    }
    return (line, nil)
  }

  /// Where cues begin after a pause, and the speech that begins near by.
  private func onsets(on line: ClockLine) -> [ClockPoint] {
    var end = -Double.infinity
    return spans.compactMap { span in
      defer { end = span.upperBound }
      guard span.lowerBound - end >= 0.3,
        let onset = signal.onset(near: line.time(span.lowerBound), reach: 0.6)
      else { return nil }
      return ClockPoint(subtitle: span.lowerBound, media: onset, weight: 1, cue: 0)
    }
  }
}
