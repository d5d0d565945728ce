import Timeline
import Transcript

/// Divides cues whose text does not fit, or that are shown for too long, where a clause ends if they can be.
struct CueSplitting {
  let judge: CueJudge
  let layout: CueLayout
  /// How much more the place counts at which a cue is divided, compared to where its lines end.
  private static let breakWeight = 3.0
  private let cost: CueingCost

  init(judge: CueJudge, layout: CueLayout) {
    (self.judge, self.layout) = (judge, layout)
    cost = CueingCost(limits: layout.limits)
  }

  /// The cues that `cue` becomes, all before the next one; nil where it stays whole.
  func parts(of cue: FixedCue, before next: FixedCue?) -> [FixedCue]? {
    let isTooLong = cue.end.ticks - cue.start.ticks > judge.maximumDuration
    let isTooMuch = !cue.facts.rules.isDisjoint(with: [.lines, .lineLength])
    guard isTooLong || isTooMuch else { return nil }
    if !isTooLong, cue.content.wrapped({ layout.wrapped(cue.content) }, judge: judge) != nil { return nil }
    var whole = cue
    if let next, next.start.ticks - judge.minimumGap < cue.end.ticks {
      whole.end = GridTime(ticks: max(cue.start.ticks + 1, next.start.ticks - judge.minimumGap), on: judge.grid)
    }
    let parts = cue.content.parts(from: whole.start, to: whole.end, isTooLong: isTooLong) {
      cue.content.isDialogue ? speakers(of: whole) : clauses(of: whole, isTooLong: isTooLong)
    }
    guard let parts, !hasRepeats(parts) else { return nil }
    return parts.enumerated().map { index, part in
      var new = cue.with(part.content)
      (new.start, new.end) = (part.start, part.end)
      if index > 0 { new.id = nil }
      return new
    }
  }

  /// Whether some part cannot be told from the one before it: without a gap between them, both look like one cue.
  private func hasRepeats(_ parts: [CueContent.Part]) -> Bool {
    judge.minimumGap == 0
      && zip(parts, parts.dropFirst()).contains { $0.content.facts.letters == $1.content.facts.letters }
  }

  private func clauses(of cue: FixedCue, isTooLong: Bool) -> [CueContent.Part]? {
    let words = layout.words(of: cue.text)
    guard words.tokens.count > 1 else { return nil }
    let fits = !cue.content.hasFixedLines && words.lines(words.all) != nil
    guard isTooLong || !fits else { return nil }
    var tokens = words.tokens
    setTimes(of: &tokens, in: cue)
    let ranges = CueSegmentation(
      tokens: tokens.map(\.token), layout: words.layout, breakCosts: words.breakCosts.map { $0 * Self.breakWeight },
      cost: cost
    ).cues()
    guard ranges.count > 1, !fits || isWorthwhile(ranges, words, cue) else { return nil }
    let pieces = ranges.compactMap { words.lines($0) }
    guard pieces.count == ranges.count else { return nil }
    return parts(zip(pieces, ranges.map { tokens[$0.lowerBound].token.start }).map { ($0, $1) }, of: cue)
  }

  /// What fits, and is only shown for too long, is better cut short than divided inside a clause.
  private func isWorthwhile(_ ranges: [Range<Int>], _ words: CueLayout.Words, _ cue: FixedCue) -> Bool {
    let isClean = ranges.dropLast().allSatisfy { words.breakCosts[$0.upperBound - 1] <= BreakQuality.clauseEnd }
    let said = judge.checker.speech?.speech(in: cue.range)
    let isSaidTooLong = said.map { judge.grid.ticks($0.range.end) - cue.start.ticks > judge.maximumDuration } ?? false
    return isSaidTooLong || (isClean && cue.facts.columns > layout.limits.lineLength)
  }

  // MARK: - Times

  /// When each word is said: as the cue has it, or the transcript, or else in step with the columns.
  private func setTimes(of tokens: inout [StyledToken], in cue: FixedCue) {
    var before: [Int] = []
    var columns = 0
    for token in tokens {
      before.append(columns)
      columns += token.token.columns + (token.token.hasSpaceBefore ? 1 : 0)
    }
    let (start, end) = (cue.start.time.milliseconds, cue.end.time.milliseconds)
    var anchors: [(columns: Int, time: Int64)] = [(0, start)]
    func anchor(_ place: Int, _ time: MediaTime) {
      let last = anchors[anchors.count - 1]
      let time = time.milliseconds
      if place > last.columns, time >= last.time, time <= end { anchors.append((place, time)) }
    }
    let known = zip(before, tokens).compactMap { place, token in token.spans[0].start.map { (place, $0) } }
    if !known.isEmpty {
      for (place, time) in known { anchor(place, time) }
    } else if let said = judge.checker.speech?.starts(in: cue.range), abs(said.columns - columns) * 8 <= columns {
      for word in said.words { anchor(word.columns * columns / max(said.columns, 1), word.start) }
    }
    anchors.append((max(columns, anchors[anchors.count - 1].columns + 1), end))
    var index = 0
    func time(at place: Int) -> Int64 {
      while index + 2 < anchors.count, anchors[index + 1].columns <= place { index += 1 }
      let (a, b) = (anchors[index], anchors[index + 1])
      return a.time + Self.share(min(place, b.columns) - a.columns, of: b.columns - a.columns, in: b.time - a.time)
    }
    for (position, place) in before.enumerated() { tokens[position].token.start = time(at: place) }
    for position in tokens.indices {
      tokens[position].token.end = position + 1 < tokens.count ? tokens[position + 1].token.start : end
    }
  }

  /// `part` of `whole` in time.
  private static func share(_ part: Int, of whole: Int, in time: Int64) -> Int64 {
    Int64(Int128(time) * Int128(part) / Int128(max(1, whole)))
  }

  /// Parts with the given texts that begin at the given milliseconds, the last as long as `cue`; nil where there is too
  /// little time for so many.
  private func parts(_ parts: [(text: [CueLine], start: Int64)], of cue: FixedCue) -> [CueContent.Part]? {
    let grid = judge.grid
    let step = judge.minimumGap + 1
    var starts: [GridTime] = []
    for (index, part) in parts.enumerated() {
      guard index > 0 else {
        starts.append(cue.start)
        continue
      }
      let latest = cue.end.ticks - 1 - Int64(parts.count - 1 - index) * step
      let ticks = min(max(grid.ticks(MediaTime(milliseconds: part.start)), starts[index - 1].ticks + step), latest)
      guard ticks >= starts[index - 1].ticks + step else { return nil }
      starts.append(GridTime(ticks: ticks, on: grid))
    }
    return parts.indices.map { index in
      let end =
        index + 1 < parts.count
        ? GridTime(ticks: starts[index + 1].ticks - judge.minimumGap, on: grid) : cue.end
      return CueContent.Part(content: CueContent(parts[index].text, judge: judge), start: starts[index], end: end)
    }
  }

  // MARK: - Dialogue

  /// Speakers who do not fit into one cue get several: as many in each as have lines, and one alone without a mark.
  private func speakers(of cue: FixedCue) -> [CueContent.Part]? {
    guard !cue.facts.rules.isDisjoint(with: [.lines, .lineLength]) else { return nil }
    var turns: [[CueLine]] = []
    for line in cue.text {
      let isMarked = CueMarks.beginsWithDash(line.string)
      if isMarked || turns.isEmpty { turns.append([line]) } else { turns[turns.count - 1].append(line) }
    }
    var groups: [[[CueLine]]] = []
    for turn in turns {
      let isFitting = { (turn: [CueLine]) in turn.allSatisfy { $0.string.columns <= layout.limits.lineLength } }
      if let last = groups.last, last.count + 1 <= layout.limits.lineCount,
        (last + [turn]).allSatisfy({ $0.count == 1 }),
        (last + [turn]).allSatisfy(isFitting)
      {
        groups[groups.count - 1].append(turn)
      } else {
        groups.append([turn])
      }
    }
    guard groups.count > 1 else { return nil }
    let total = max(1, cue.facts.columns)
    let (start, end) = (cue.start.time.milliseconds, cue.end.time.milliseconds)
    var passed = 0
    var parts: [(text: [CueLine], start: Int64)] = []
    for group in groups {
      let text = group.count == 1 ? alone(group[0]) : group.flatMap { $0 }
      parts.append((text, start + Self.share(passed, of: total, in: end - start)))
      passed += group.joined().reduce(0) { $0 + $1.string.columns }
    }
    return self.parts(parts, of: cue)
  }

  /// The lines of one speaker, who needs no mark, as well as they can stand.
  private func alone(_ turn: [CueLine]) -> [CueLine] {
    var lines = turn
    var first = StyledCharacters(turn[0])
    if let length = TextRepair.markLength(first.characters), length > 0, length < first.characters.count {
      first.removeFirst(length)
      if let line = first.line { lines[0] = line }
    }
    let words = layout.words(of: lines)
    return words.lines(words.all) ?? lines
  }
}
