import Timeline

/// Tells what was done by comparing what there is now with what was given.
struct RepairReport {
  let document: SubtitleDocument
  /// The cues of the document in the order of their starts.
  let order: [Int]
  /// Those that there are now.
  let cues: [FixedCue]
  let result: SubtitleDocument
  let checker: StyleChecker

  var repair: StyleRepair {
    let before = checker.violations(in: document)
    let reasons = RepairReasons(document: result, checker: checker)
    return StyleRepair(
      document: result, fixes: fixes(before), before: before,
      remaining: checker.violations(in: result).map {
        RemainingViolation(violation: $0, reason: reasons.reason(for: $0))
      })
  }

  private func fixes(_ before: [StyleViolation]) -> [StyleFix] {
    let rules = Dictionary(grouping: before.filter(\.isAvoidable)) { $0.cue - 1 }.mapValues { $0.map(\.rule) }
    var fixes = moves
    var index = 0
    var known = 0
    while index < cues.count {
      var sources = cues[index].sources
      var end = index + 1
      while end < cues.count, cues[end].sources.lowerBound < sources.upperBound {
        sources = sources.lowerBound..<max(sources.upperBound, cues[end].sources.upperBound)
        end += 1
      }
      fixes += (known..<max(known, sources.lowerBound)).map(removal)
      fixes += self.fixes(sources, result.cues[index..<end], rules)
      (index, known) = (end, max(known, sources.upperBound))
    }
    fixes += (known..<max(known, order.count)).map(removal)
    return fixes.sorted { $0.cue < $1.cue }
  }

  /// What was done to some cues that became others.
  private func fixes(_ sources: Range<Int>, _ new: ArraySlice<Cue>, _ rules: [Int: [StyleRule]]) -> [StyleFix] {
    let all = sources.map { (number: order[$0], cue: document.cues[order[$0]]) }
    let old = all.filter { Self.letters($0.cue) != "" }
    let dropped = sources.filter { Self.letters(document.cues[order[$0]]) == "" }
    guard let first = old.first ?? all.first, let changed = new.first else { return [] }
    let given = old.isEmpty ? all : old
    var fixes = given.count == all.count ? [] : dropped.map(removal)
    let found = given.flatMap { rules[$0.number] ?? [] }
    func fix(_ action: StyleFix.Action, _ rule: StyleRule?, _ from: String, _ to: String) {
      fixes.append(
        StyleFix(
          action: action, rule: rule, cue: first.number + 1, range: first.cue.range, from: from, to: to))
    }
    if given.count > 1 || new.count > 1 {
      let isRepeat = new.count == 1 && given.allSatisfy { Self.letters($0.cue) == Self.letters(changed) }
      let action: StyleFix.Action = new.count > given.count ? .split : isRepeat ? .joined : .merged
      let wanted = action == .split ? Self.sizeRules : Self.roomRules
      fix(
        action, isRepeat ? .repetition : found.first(where: wanted.contains),
        given.map { Self.times($0.cue) }.joined(separator: ", "), new.map(Self.times).joined(separator: ", "))
      return fixes
    }
    let (was, now) = (first.cue, changed)
    let isSameText = Self.unbroken(was) == Self.unbroken(now)
    if !isSameText {
      fix(.mended, found.first(where: Self.textRules.contains) ?? .spacing, Self.text(was), Self.text(now))
    }
    if now.lines.count != was.lines.count || isSameText && now.lines != was.lines {
      fix(.wrapped, found.first(where: Self.lineRules.contains), Self.text(was), Self.text(now))
    }
    if Self.times(was) != Self.times(now) {
      fix(.retimed, timeRule(first.number, rules), Self.times(was), Self.times(now))
    }
    return fixes
  }

  /// Why a cue has other times: for its own sake, or its neighbours'.
  private func timeRule(_ number: Int, _ rules: [Int: [StyleRule]]) -> StyleRule? {
    for near in [number, number - 1, number + 1] {
      if let rule = rules[near]?.first(where: Self.timeRules.contains) { return rule }
    }
    return nil
  }

  /// Cues that stood after some that begin later.
  private var moves: [StyleFix] {
    var places = [Int](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[number] = place }
    var latest = MediaTime(flicks: .min)
    return document.cues.enumerated().compactMap { number, cue in
      guard cue.range.start < latest else {
        latest = cue.range.start
        return nil
      }
      return StyleFix(
        action: .sorted, rule: .order, cue: number + 1, range: cue.range, from: "place \(number + 1)",
        to: "place \(places[number] + 1)")
    }
  }

  private func removal(_ source: Int) -> StyleFix {
    let cue = document.cues[order[source]]
    return StyleFix(
      action: .removed, rule: .empty, cue: order[source] + 1, range: cue.range, from: Self.text(cue), to: "")
  }

  // MARK: - Texts

  private static let timeRules: Set<StyleRule> = [
    .noDuration, .overlap, .tooShort, .tooLong, .gap, .flicker, .readingSpeed, .wordRate, .shotStart, .shotEnd,
    .lateOrEarly,
  ]
  private static let lineRules: Set<StyleRule> = [.lines, .lineLength, .needlessBreak, .lineBreak, .balance, .orphan]
  private static let textRules: Set<StyleRule> = [.spacing, .ellipsis, .dialogue, .characters]
  private static let sizeRules: Set<StyleRule> = [.lines, .lineLength, .tooLong]
  private static let roomRules: Set<StyleRule> = [.tooShort, .overlap, .readingSpeed, .wordRate, .gap, .noDuration]

  private static func text(_ cue: Cue) -> String { cue.lines.joined(separator: " / ") }

  private static func unbroken(_ cue: Cue) -> String {
    String(String.UnicodeScalarView(cue.lines.joined(separator: " ").unicodeScalars.filter { $0 != " " }))
  }

  /// What of a cue is more than punctuation.
  private static func letters(_ cue: Cue) -> String {
    StyleChecker.plain(cue)
  }

  private static func times(_ cue: Cue) -> String { "\(cue.range.start) → \(cue.range.end)" }
}
