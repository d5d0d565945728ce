import Foundation
import SubStationAlpha
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// What is written is read back as it was, styles, places, speakers, words and notes as well.
@Suite struct RoundTripTests {
  @Test
  func readsBackWhatItWrote() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<400 {
      var document = SubtitleDocument(
        cues: (0..<Int.random(in: 0...5, using: &generator)).map { _ in cue(using: &generator) })
      document.title = Bool.random(using: &generator) ? "The ferry, {\\i1} & 日本語" : nil
      document.language = Bool.random(using: &generator) ? "pt-BR" : .undetermined
      document.notes = (0..<Int.random(in: 0...2, using: &generator)).map { "note {\($0)}\nC:\\Note" }
      let expected = document.normalised(keeping: SubStationAlphaFormat.features, perSecond: 100)
      let data = SubStationAlphaFormat().write(document)
      let found = try SubStationAlphaFormat().read(data)
      #expect(found == expected)
      #expect(
        found.cues.map { $0.lines.map { Array($0.unicodeScalars) } }
          == expected.cues.map { $0.lines.map { Array($0.unicodeScalars) } })
      #expect(SubStationAlphaFormat().write(found) == data)
    }
  }

  private func cue(using generator: inout SeededGenerator) -> Cue {
    let start = Double.random(in: 0...40_000, using: &generator)
    let length = Double.random(in: 0.1...10, using: &generator)
    let hasWords = Bool.random(using: &generator)
    var word = start
    let lines = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      CueLine(
        spans: (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          var span = CueSpan(RandomText.make(count: 5, using: &generator), style: style(using: &generator))
          span.voice = ["Ann", "Bob (off)", nil, nil].randomElement(using: &generator) ?? nil
          if hasWords, word > start || Bool.random(using: &generator) {
            word += Double.random(in: 0...(length / 8), using: &generator)
            span.start = MediaTime(seconds: word)
          }
          return span
        })
    }
    let range = TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: start + length))
    return Cue(range: range, text: lines, placement: placement(using: &generator))
  }

  private func style(using generator: inout SeededGenerator) -> TextStyle {
    var style = TextStyle()
    style.isBold = Int.random(in: 0...3, using: &generator) == 0
    style.isItalic = Int.random(in: 0...3, using: &generator) == 0
    style.isUnderlined = Int.random(in: 0...5, using: &generator) == 0
    style.isStruckOut = Int.random(in: 0...5, using: &generator) == 0
    if Int.random(in: 0...3, using: &generator) == 0 {
      func byte() -> UInt8 { [0, 1, 15, 128, 255].randomElement(using: &generator) ?? 0 }
      style.color = TextColor(byte(), byte(), byte(), alpha: byte())
    }
    return style
  }

  /// Where text usually stands is said by nothing, and so is not among the places here.
  private func placement(using generator: inout SeededGenerator) -> CuePlacement? {
    guard Bool.random(using: &generator) else { return nil }
    var placement = CuePlacement()
    placement.edge = CuePlacement.Edge.allCases.randomElement(using: &generator) ?? .bottom
    placement.alignment = [.left, .center, .right].randomElement(using: &generator) ?? .center
    if Bool.random(using: &generator) { placement.line = Double(Int.random(in: 6...48, using: &generator)) / 100 }
    if Bool.random(using: &generator) { placement.position = Double(Int.random(in: 11...49, using: &generator)) / 100 }
    return placement
  }
}
