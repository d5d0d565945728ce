internal import Foundation
import Timeline

/// Finds where cues belong by their words.
struct WordSynchroniser {
  let cues: CueWords
  let recognised: RecognisedWords

  /// The best mapping that there is, however little speaks for it; nil where not even two words match.
  func synchronisation() -> Synchronisation? {
    let partners = WordAligner(cues.words, recognised.words).partners
    let matches = CueMatch.matches(cues, recognised, partners)
    let points = zip(cues.cues.indices, matches).compactMap { index, match in
      match.time.map {
        ClockPoint(subtitle: cues.cues[index].start, media: $0, weight: match.weight, cue: index)
      }
    }
    guard let fit = PiecewiseFit.best(of: points) else { return nil }
    return synchronisation(fit, points, matches)
  }

  private func synchronisation(
    _ fit: PiecewiseFit, _ points: [ClockPoint], _ matches: [CueMatch]
  ) -> Synchronisation {
    var residuals: [Double] = []
    var stretches: [ClosedRange<Int>] = []
    var (matched, evidence) = (0, 0.0)
    for piece in fit.pieces {
      let explained = points[piece.points].filter { fit.explains($0, by: piece) }
      matched += explained.count
      for point in explained {
        residuals.append(abs(piece.line.residual(point)))
        evidence += Double(max(0, matches[point.cue].heard.count - 1))
      }
      let all = points[piece.points]
      let first = explained.first?.cue ?? all.first?.cue ?? 0
      stretches.append(first...max(first, explained.last?.cue ?? all.last?.cue ?? 0))
    }
    stretches = extended(stretches, fit, matches)
    let mapping = mapping(fit, stretches)
    var counts = Synchronisation.Counts()
    counts.cues = cues.cues.count
    counts.spokenCues = cues.spokenCount
    counts.words = cues.words.count
    var unmatched: [Int] = []
    var firstWords: [Int: MediaTime] = [:]
    var piece = 0
    for (cue, match) in zip(cues.cues, matches) where !cue.words.isEmpty {
      while piece + 1 < fit.pieces.count, cue.start >= mapping.pieces[piece + 1].range.start.seconds { piece += 1 }
      guard match.agrees(cue, with: fit.pieces[piece].line, reach: fit.reach) else {
        unmatched.append(cue.index)
        continue
      }
      counts.matchedCues += 1
      counts.matchedWords += match.heard.count
      if match.isFirstWord, cue.beginsWithFirstWord { firstWords[cue.index] = MediaTime(seconds: match.heard[0]) }
    }
    return Synchronisation(
      evidence: .words, mapping: mapping,
      confidence: confidence(fit, points: points.count, matched: matched, evidence: evidence), counts: counts,
      medianResidual: MediaTime(seconds: residuals.median ?? 0),
      residual95: MediaTime(seconds: residuals.quantile(0.95) ?? 0), unmatchedCues: unmatched.sorted(),
      firstWords: firstWords, cueCount: cues.cues.count)
  }

  /// The cues from the first to the last of each piece, with those beside them that a single word shows to belong to it.
  private func extended(
    _ stretches: [ClosedRange<Int>], _ fit: PiecewiseFit, _ matches: [CueMatch]
  ) -> [ClosedRange<Int>] {
    var stretches = stretches
    func agrees(_ cue: Int, _ piece: Int) -> Bool {
      matches[cue].agrees(cues.cues[cue], with: fit.pieces[piece].line, reach: fit.reach)
    }
    for next in stretches.indices.dropFirst() {
      let (last, first) = (stretches[next - 1].upperBound, stretches[next].lowerBound)
      guard last + 1 < first else { continue }
      let newLast = ((last + 1)..<first).last { agrees($0, next - 1) } ?? last
      let newFirst = ((newLast + 1)..<first).first { agrees($0, next) } ?? first
      stretches[next - 1] = stretches[next - 1].lowerBound...newLast
      stretches[next] = newFirst...stretches[next].upperBound
    }
    return stretches
  }

  /// - Parameter stretches: the cues of each piece, from the first to the last that are known to lie on it.
  private func mapping(_ fit: PiecewiseFit, _ stretches: [ClosedRange<Int>]) -> TimeMapping {
    let placement = CutPlacement(cues: cues.cues)
    var start = min(0, cues.cues.first?.start ?? 0)
    let lastEnd = cues.cues.map(\.end).max() ?? 0
    var pieces: [TimeMapping.Piece] = []
    for (index, piece) in fit.pieces.enumerated() {
      var (end, next) = (max(start, lastEnd), 0.0)
      if index + 1 < fit.pieces.count {
        (end, next) = placement.place(
          after: stretches[index].upperBound, on: piece.line, before: stretches[index + 1].lowerBound,
          on: fit.pieces[index + 1].line)
      }
      pieces.append(
        TimeMapping.Piece(
          range: TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end)), rate: piece.line.rate,
          // Whole milliseconds, so that times in whole milliseconds stay what they are.
          offset: MediaTime(milliseconds: MediaTime(seconds: piece.line.offset).milliseconds),
          frameRateChange: piece.change))
      start = next
    }
    return TimeMapping(pieces: pieces)
  }

  /// How likely it is that the fit is no chance: most cues that match anything must agree, they must be a fair part of
  /// the file, and they must have more words than the same text elsewhere would.
  private func confidence(_ fit: PiecewiseFit, points: Int, matched: Int, evidence: Double) -> Double {
    guard points > 0, cues.spokenCount > 0 else { return 0 }
    // Each piece fits about three points, whatever they are.
    let sure = Double(matched - 3 * (fit.pieces.count - 1))
    guard sure > 0 else { return 0 }
    let agreement = min(1, max(0, (sure / Double(points) - 0.25) / 0.5))
    let coverage = min(1, sure / Double(cues.spokenCount) / 0.25).squareRoot()
    let share = evidence * sure / Double(matched)
    return agreement * coverage * (1 - exp(-share / 6))
  }
}
