public import Timeline
public import Transcript

/// Repairs subtitles, anybody's, so that they keep to a style: times, division into cues, lines, spaces and marks.
///
/// Words are never changed, left out, added or reordered, and styles, placements and names of cues stay. A repair is made
/// only where less is wrong after it: the document never has more avoidable errors and warnings than the one that was
/// given has in the order of its starts. What was repaired once is not changed by a second time.
public struct StyleFixer: Sendable {
  public let checker: StyleChecker
  private let judge: CueJudge
  private let limits: TimeLimits
  private let layout: CueLayout

  /// - Parameters:
  ///   - language: of the subtitles.
  ///   - frameRate: of the picture; nil where it is not known. Cues are put on its frames.
  ///   - shots: the instants at which a shot begins, in order.
  ///   - transcript: what is said, where that is known: cues keep to their words then, and not just to their times.
  ///   - mediaEnd: where the media ends; cues are not made to stay after it.
  public init(
    style: HouseStyle, language: LanguageTag, frameRate: Rational? = nil, shots: [MediaTime] = [],
    transcript: Transcript? = nil, mediaEnd: MediaTime? = nil
  ) {
    checker = StyleChecker(
      style: style, language: language, frameRate: frameRate, shots: shots, transcript: transcript)
    judge = CueJudge(checker)
    limits = TimeLimits(judge: judge, mediaEnd: mediaEnd)
    layout = CueLayout(limits: CueingLimits(judge.rules, judge.grid), language: language)
  }

  /// `document` as far as it can be repaired.
  public func repaired(_ document: SubtitleDocument) -> StyleRepair {
    let order = document.cues.indices.sorted { a, b in
      let (first, second) = (document.cues[a].range.start, document.cues[b].range.start)
      return first == second ? a < b : first < second
    }
    let given = order.map { document.cues[$0] }
    var cues = given.indices.compactMap { FixedCue(readable: given[$0], source: $0, judge: judge) }
    while true {
      let joined = joinRepeats(&cues)
      let improved = improve(&cues)
      if !joined, !improved { break }
    }
    var result = document
    result.cues = cues.map { $0.cue.withoutPastTimes }
    return RepairReport(document: document, order: order, cues: cues, result: result, checker: checker).repair
  }

  // MARK: - Steps

  /// Everything together if that helps, or else what of it helps by itself.
  private func improve(_ cues: inout [FixedCue]) -> Bool {
    for draft in [fullDraft, timesDraft, textDraft] {
      guard let better = RepairChoice(judge: judge).better(draft(cues), than: cues) else { continue }
      cues = better
      return true
    }
    return false
  }

  /// Reading speed goes by the lines as they are broken, so times come last.
  private func fullDraft(_ cues: [FixedCue]) -> RepairDraft {
    var draft = RepairDraft(cues)
    repairText(&draft)
    split(&draft)
    merge(&draft)
    wrap(&draft)
    draft.setTimes(TimeRepair(judge: judge, limits: limits).repaired(draft.cues))
    return draft
  }

  private func timesDraft(_ cues: [FixedCue]) -> RepairDraft {
    var draft = RepairDraft(cues)
    draft.setTimes(TimeRepair(judge: judge, limits: limits).repaired(cues))
    return draft
  }

  private func textDraft(_ cues: [FixedCue]) -> RepairDraft {
    var draft = RepairDraft(cues)
    repairText(&draft)
    wrap(&draft)
    return draft
  }

  /// Cues with the same text, one of which begins no later than the other ends, are one: nothing else is seen.
  private func joinRepeats(_ cues: inout [FixedCue]) -> Bool {
    var joined: [FixedCue] = []
    for cue in cues {
      if let last = joined.last, last.shows(theSameAs: cue), cue.start.ticks <= last.end.ticks {
        let end = cue.end.ticks > last.end.ticks ? cue.end : last.end
        if end.ticks - last.start.ticks <= judge.maximumDuration {
          joined[joined.count - 1].end = end
          joined[joined.count - 1].sources = last.sources.lowerBound..<cue.sources.upperBound
          continue
        }
      }
      joined.append(cue)
    }
    guard joined.count < cues.count else { return false }
    cues = joined
    return true
  }

  private func repairText(_ draft: inout RepairDraft) {
    let repair = TextRepair(rules: judge.rules, language: checker.language)
    draft.changeText { cue in cue.content.mended({ repair.repaired(cue.content) }, judge: judge) }
    draft.pieces.removeAll { $0.cue.isEmpty }
  }

  private func split(_ draft: inout RepairDraft) {
    let splitting = CueSplitting(judge: judge, layout: layout)
    var pieces: [RepairDraft.Piece] = []
    pieces.reserveCapacity(draft.pieces.count)
    for (index, piece) in draft.pieces.enumerated() {
      let next = index + 1 < draft.pieces.count ? draft.pieces[index + 1].cue : nil
      guard let parts = splitting.parts(of: piece.cue, before: next) else {
        pieces.append(piece)
        continue
      }
      for part in parts { pieces.append(RepairDraft.Piece(cue: part, origin: piece.origin, isChanged: true)) }
    }
    draft.pieces = pieces
  }

  private func merge(_ draft: inout RepairDraft) {
    let merging = CueMerging(judge: judge, layout: layout)
    var pieces: [RepairDraft.Piece] = []
    pieces.reserveCapacity(draft.pieces.count)
    for (index, piece) in draft.pieces.enumerated() {
      guard let last = pieces.last else {
        pieces.append(piece)
        continue
      }
      let before = pieces.count > 1 ? pieces[pieces.count - 2].cue : nil
      let next = index + 1 < draft.pieces.count ? draft.pieces[index + 1].cue : nil
      let isCrowded =
        !merging.hasRoom(last.cue, after: before, before: piece.cue)
        || !merging.hasRoom(piece.cue, after: last.cue, before: next)
      if isCrowded, let merged = merging.merged(last.cue, piece.cue, after: before, before: next) {
        pieces[pieces.count - 1] = RepairDraft.Piece(
          cue: merged, origin: last.origin.lowerBound..<max(last.origin.upperBound, piece.origin.upperBound),
          isChanged: true)
      } else {
        pieces.append(piece)
      }
    }
    draft.pieces = pieces
  }

  private func wrap(_ draft: inout RepairDraft) {
    draft.changeText { cue in cue.content.wrapped({ layout.wrapped(cue.content) }, judge: judge) }
  }
}

extension RepairDraft {
  /// Gives cues the text that `change` makes of them; nil leaves one as it is.
  fileprivate mutating func changeText(_ change: (FixedCue) -> CueContent?) {
    for index in pieces.indices {
      guard let content = change(pieces[index].cue) else { continue }
      pieces[index].cue = pieces[index].cue.with(content)
      pieces[index].isChanged = true
    }
  }
}
