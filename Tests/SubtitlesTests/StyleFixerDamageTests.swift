import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// Good subtitles that were damaged the way people's are.
@Suite(.serialized) struct StyleFixerDamageTests {
  enum Damage: String, CaseIterable, Sendable {
    case overlaps, noGaps, shifted, cutShort, stretched, oneLine, badBreaks, dots, spaces, shuffled, pairs, repeated,
      empty
  }

  @Test(arguments: Damage.allCases, ["netflix", "netflix-children", "ebu", "bbc", "dcmp", "amazon", "social-vertical"])
  func `all of it is repaired`(damage: Damage, name: String) throws {
    var generator = SeededGenerator(seed: 7)
    let style = try HouseStyles.builtIn.style(named: name)
    for rate in [nil, Rational(25, 1), Rational(24000, 1001)] {
      let good = Cueing(style: style, frameRate: rate).document(from: Self.film(using: &generator))
      let fixer = StyleFixer(style: style, language: "en", frameRate: rate)
      #expect(Self.faults(fixer.checker.violations(in: good)) == [], "the good ones are good")
      let bad = Self.damaged(good, damage, using: &generator)
      let before = Self.faults(fixer.checker.violations(in: bad))
      #expect(!before.isEmpty || [.shifted, .pairs, .shuffled, .badBreaks, .noGaps].contains(damage))
      let repair = fixer.repaired(bad)
      let left = Self.faults(repair.remaining.map(\.violation))
      #expect(left == [], "\(name) \(rate?.description ?? "ms"): \(before.count) before")
      #expect(fixer.repaired(repair.document).fixes.isEmpty)
    }
  }

  private static func faults(_ violations: [StyleViolation]) -> [String] {
    violations.filter { $0.severity > .info && $0.isAvoidable }
      .map { "\($0.cue) \($0.range.start)-\($0.range.end) \($0.rule.rawValue) \($0.measured)" }
  }

  /// Some minutes of calm speech with pauses.
  private static func film(using generator: inout SeededGenerator) -> Transcript {
    let sentences = [
      "The ferry leaves the old harbour at noon.", "Nobody has ever missed it, as far as they say.",
      "And when the fog comes in, it waits for as long as it takes.", "Is it late today?", "No, it is never late.",
      "She went down to the sea wall, looked at the clock, and sat down on the bench to wait.",
      "Two boys were fishing there.", "They had caught nothing all morning, but they did not seem to mind.",
      "Then the bell rang twice.", "Everybody knew what that meant.",
    ]
    var start = 2.0
    let segments = (0..<60).map { index in
      let sentence = sentences[index % sentences.count]
      let segment = Script.segment("Well \(index), " + sentence, from: start, perWord: 0.42)
      start = segment.range.end.seconds + Double.random(in: 1.2...4, using: &generator)
      return segment
    }
    return Script.transcript(segments, duration: start + 10)
  }

  private static func damaged(
    _ document: SubtitleDocument, _ damage: Damage, using generator: inout SeededGenerator
  ) -> SubtitleDocument {
    var cues = document.cues
    func time(_ time: MediaTime, plus milliseconds: Int64) -> MediaTime { time + MediaTime(milliseconds: milliseconds) }
    for index in cues.indices {
      let range = cues[index].range
      let next = index + 1 < cues.count ? cues[index + 1].range.start : nil
      let isHit = Int.random(in: 0..<3, using: &generator) == 0
      switch damage {
      case .overlaps:
        if isHit, let next { cues[index].range = TimeRange(start: range.start, end: time(next, plus: 200)) }
      case .noGaps:
        if let next, (next - range.end).seconds < 1 { cues[index].range = TimeRange(start: range.start, end: next) }
      case .shifted:
        cues[index].range = TimeRange(start: time(range.start, plus: 13), end: time(range.end, plus: 13))
      case .cutShort: if isHit { cues[index].range = TimeRange(start: range.start, end: time(range.start, plus: 240)) }
      case .stretched:
        if isHit { cues[index].range = TimeRange(start: range.start, end: time(range.start, plus: 25_000)) }
      case .oneLine: cues[index].lines = [cues[index].lines.joined(separator: " ")]
      case .badBreaks:
        let words = cues[index].lines.joined(separator: " ").split(separator: " ").map(String.init)
        if words.count > 2, isHit {
          cues[index].lines = [words.dropLast().joined(separator: " "), words[words.count - 1]]
        }
      case .dots: cues[index].lines[0] += index % 2 == 0 ? "..." : "…"
      case .spaces: cues[index].lines = cues[index].lines.map { " " + $0.replacing(" ", with: "  ") + " " }
      case .shuffled, .pairs, .repeated, .empty: break
      }
    }
    switch damage {
    case .shuffled: cues.shuffle(using: &generator)
    case .pairs:
      cues = stride(from: 0, to: cues.count - 1, by: 2).map { index in
        Cue(
          range: TimeRange(start: cues[index].range.start, end: cues[index + 1].range.end),
          lines: cues[index].lines + cues[index + 1].lines)
      }
    case .repeated:
      cues = cues.flatMap { cue -> [Cue] in
        let middle = MediaTime.midpoint(cue.range.start, cue.range.end)
        let halves = [TimeRange(start: cue.range.start, end: middle), TimeRange(start: middle, end: cue.range.end)]
        return halves.map { Cue(range: $0, text: cue.text) }
      }
    case .empty:
      cues = cues.flatMap { cue in
        [cue, Cue(range: TimeRange(start: cue.range.end, end: time(cue.range.end, plus: 100)), lines: ["…"])]
      }
    default: break
    }
    var document = document
    document.cues = cues
    return document
  }
}
