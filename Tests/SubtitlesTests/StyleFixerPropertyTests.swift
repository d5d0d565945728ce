import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// What holds for every repair, whatever is repaired.
@Suite(.serialized) struct StyleFixerPropertyTests {
  @Test(arguments: RandomSubtitles.Kind.allCases, [UInt64](1...40))
  func `nothing gets worse and no word is touched`(kind: RandomSubtitles.Kind, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let given = RandomSubtitles(kind, using: &generator)
    let name = try #require(HouseStyles.builtIn.names.randomElement(using: &generator))
    let rates = [nil, Rational(24000, 1001), Rational(24, 1), Rational(25, 1), Rational(30000, 1001), Rational(50, 1)]
    let rate = try #require(rates.randomElement(using: &generator))
    let fixer = StyleFixer(
      style: try HouseStyles.builtIn.style(named: name), language: given.document.language, frameRate: rate,
      shots: given.shots, transcript: given.transcript)
    let repair = fixer.repaired(given.document)

    let readable = Self.readable(given.document, TimeGrid(frameRate: rate))
    let before = SubtitleVerdict(style: name, cues: 0, violations: fixer.checker.violations(in: readable))
    let after = SubtitleVerdict(style: name, cues: 0, violations: repair.remaining.map(\.violation))
    #expect(after.avoidableCount <= before.avoidableCount, "\(name), \(rate?.value ?? 0): \(before) \(after)")
    let isSameText = Self.letters(repair.document) == Self.letters(readable)
    #expect(isSameText, "words stay, and their order")
    for (cue, next) in zip(repair.document.cues, repair.document.cues.dropFirst()) {
      #expect(cue.range.start <= next.range.start)
    }
    #expect(repair.document.cues.allSatisfy { $0.range.start >= .zero && !$0.range.isEmpty })
    let isTold = repair.document == given.document || repair.isChanged
    #expect(isTold, "what is done is told")

    let again = fixer.repaired(repair.document)
    let isSettled = again.document == repair.document
    #expect(isSettled, "\(name), \(rate?.value ?? 0): \(Self.difference(repair.document, again.document))")
    #expect(again.fixes.isEmpty)
  }

  /// In order, each cue for a tick at least, and with the text that every format can hold: what a writer makes of it.
  private static func readable(_ document: SubtitleDocument, _ grid: TimeGrid) -> SubtitleDocument {
    var document = document.normalised(keeping: Set(SubtitleFeature.allCases))
    for index in document.cues.indices {
      let (start, end) = (grid.ticks(document.cues[index].range.start), grid.ticks(document.cues[index].range.end))
      if end <= start {
        document.cues[index].range = TimeRange(start: document.cues[index].range.start, end: grid.time(of: start + 1))
      }
    }
    return document
  }

  private static func difference(_ a: SubtitleDocument, _ b: SubtitleDocument) -> String {
    guard a.cues.count == b.cues.count else { return "\(a.cues.count) and \(b.cues.count) cues" }
    return zip(a.cues, b.cues).filter { $0 != $1 }.map { "\($0.range) \($0.lines) → \($1.range) \($1.lines)" }.joined(
      separator: "; ")
  }

  private static func letters(_ document: SubtitleDocument) -> [UInt32] {
    document.cues.flatMap(\.lines).flatMap { line in
      line.unicodeScalars.filter { scalar in
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
          .letterNumber, .otherNumber, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
          true
        default: false
        }
      }.map(\.value)
    }
  }
}
