import Foundation
import Subtitles
import TTML
import TestSupport
import Timeline
import Transcript

/// Documents with everything that TTML holds, of the kind that comes back as it was: names that XML allows, places that
/// are not the usual ones, in whole ten-thousandths of the picture and with all of their parts.
struct RandomDocument {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next(for profile: TTMLProfile) -> SubtitleDocument {
    var document = SubtitleDocument(cues: [], language: pick(["en", "und", "ar", "ja", "pt-BR", "zh-Hant-TW"]))
    // Names that the writer would like to use itself are among them.
    var ids = ["default", "bottom", "top", "s1", "a1", "r1", "left", "c1", "c2", "Cue.7", "_x-y"]
      .shuffled(using: &generator)
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      var cue = cue(in: document.language)
      if profile == .ebuTTD || flip() { cue.id = ids.popLast() }
      document.cues.append(cue)
    }
    if flip() { document.title = "A title & <more>" }
    if flip() { document.notes = ["one", "two\nlines -- & more"] }
    document.frameRate = pick([nil, Rational(25, 1), Rational(24_000, 1001), Rational(30_000, 1001), Rational(50, 1)])
    return document
  }

  private mutating func cue(in language: LanguageTag) -> Cue {
    let start = Double.random(in: -2...400_000, using: &generator)
    let range = TimeRange(
      start: MediaTime(seconds: start),
      end: MediaTime(seconds: start + Double.random(in: 0...10, using: &generator)))
    let lines = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      CueLine(spans: (0..<Int.random(in: 1...3, using: &generator)).map { _ in span() })
    }
    var cue = Cue(range: range, text: lines)
    cue.isForced = chance(5)
    let shown = CueText.lines(of: lines.flatMap { $0.spans + [CueSpan("\n")] })
    if flip() { cue.placement = placement(in: language, of: shown.count) }
    return cue
  }

  private mutating func span() -> CueSpan {
    var span = CueSpan(RandomText.make(count: 5, using: &generator))
    span.style.isItalic = chance(3)
    span.style.isBold = chance(4)
    span.style.isUnderlined = chance(5)
    span.style.isStruckOut = chance(5)
    if chance(3) {
      span.style.color = pick([TextColor(255, 255, 255), TextColor(255, 0, 0), TextColor(1, 2, 3, alpha: 4)])
    }
    if chance(4) { span.style.background = pick([TextColor(0, 0, 0), TextColor(0, 0, 0, alpha: 0)]) }
    if chance(4) { span.voice = pick(["Ann", "Bob & <Co>", "日本"]) }
    if chance(5) { span.language = pick(["fr", "he"]) }
    if chance(8) { span.ruby = pick(["かん", "a & b"]) }
    return span
  }

  private mutating func placement(in language: LanguageTag, of lines: Int) -> CuePlacement {
    var placement = CuePlacement()
    placement.alignment = pick(CuePlacement.Alignment.allCases)
    placement.edge = pick(CuePlacement.Edge.allCases)
    placement.writing = pick([.horizontal, .horizontal] + CuePlacement.Writing.allCases)
    if flip() {
      // Neither a margin nor so near to the edge that there is no room for the lines below it, a row each.
      let isAbove = placement.edge == .top && placement.writing == .horizontal
      let last = isAbove ? max(601, min(9400, 10_000 - lines * 667)) : 9400
      placement.line = part(in: 600...last, without: [1000, 5000, 9000])
    }
    guard flip() else { return placement }
    let width = 2 * Int.random(in: 100...3900, using: &generator)
    let isFromRight = placement.writing == .horizontal && language.isWrittenRightToLeft
    placement.width = Double(width) / 10_000
    switch (placement.alignment, isFromRight) {
    case (.center, _): placement.position = part(in: (width / 2)...(10_000 - width / 2))
    case (.left, _), (.start, false), (.end, true): placement.position = part(in: 0...(10_000 - width))
    case (.right, _), (.start, true), (.end, false): placement.position = part(in: width...10_000)
    }
    return placement
  }

  private mutating func part(in range: ClosedRange<Int>, without margins: Set<Int> = []) -> Double {
    var value = Int.random(in: range, using: &generator)
    while margins.contains(value) { value = Int.random(in: range, using: &generator) }
    return Double(value) / 10_000
  }

  private mutating func flip() -> Bool { Bool.random(using: &generator) }
  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
  private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &generator)] }
}
