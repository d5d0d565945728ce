import Foundation
import PluginKit
import Subtitles
import TestSupport
import Testing
import Timeline

/// What every format must do.
struct RoundTripTests {

  @Test(arguments: TestedFormat.all.filter(\.keepsEnds)) func readsBackWhatItWrote(_ tested: TestedFormat) throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let cues = (0..<Int.random(in: 0...6, using: &generator)).map { _ in randomCue(using: &generator) }
      let document = SubtitleDocument(cues: cues)
      let expected = document.normalised(perSecond: tested.unitsPerSecond)
      let found = try tested.format.read(tested.format.write(document))
      #expect(found.cues.map(\.range) == expected.cues.map(\.range))
      #expect(scalars(found) == scalars(expected))
    }
  }

  @Test(arguments: TestedFormat.all) func sameDocumentGivesSameBytes(_ tested: TestedFormat) throws {
    let document = SubtitleDocument(cues: [cue(1000, 2000, ["a", "b"])])
    #expect(try tested.format.write(document) == tested.format.write(document))
  }

  @Test(arguments: TestedFormat.all) func emptyDocumentComesBackEmpty(_ tested: TestedFormat) throws {
    #expect(try tested.format.read(tested.format.write(SubtitleDocument(cues: []))).cues.isEmpty)
  }

  @Test(arguments: TestedFormat.all) func truncatedInputNeverCrashes(_ tested: TestedFormat) throws {
    let document = SubtitleDocument(cues: [
      cue(1000, 2500, ["“Well,” she said & left", "<i>not a tag</i>"]), cue(3000, 4000, ["日本語 👩‍👩‍👧‍👦", "-->"]),
    ])
    let data = try tested.format.write(document)
    for length in 0...data.count { readOrFail(tested, data.prefix(length)) }
    for length in 0...data.count { readOrFail(tested, data.suffix(length)) }
  }

  @Test(arguments: TestedFormat.all) func damagedInputNeverCrashes(_ tested: TestedFormat) throws {
    let data = try tested.format.write(
      SubtitleDocument(cues: (0..<4).map { cue($0 * 2000, $0 * 2000 + 1500, ["line", "two & <three>"]) }))
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      var bytes = [UInt8](data)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(Array("0123456789:.,<>&-{}\\n".utf8).randomElement(using: &generator) ?? 0, at: index)
        default: bytes.remove(at: index)
        }
      }
      readOrFail(tested, Data(bytes))
    }
  }

  @Test(arguments: TestedFormat.all) func randomTextNeverCrashes(_ tested: TestedFormat) {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<1000 { readOrFail(tested, Data(RandomText.make(count: 40, using: &generator).utf8)) }
  }

  /// Reads, and accepts any result but a crash and an error of another type.
  private func readOrFail(_ tested: TestedFormat, _ data: Data) {
    do {
      let document = try tested.format.read(data)
      #expect(document.cues.allSatisfy { $0.lines.allSatisfy { !$0.isEmpty } })
    } catch {
      #expect(error is SubtitleReadError)
    }
  }

  private func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }

  private func randomCue(using generator: inout SeededGenerator) -> Cue {
    let start = Double.random(in: -2...400_000, using: &generator)
    let range = TimeRange(
      start: MediaTime(seconds: start),
      end: MediaTime(seconds: start + Double.random(in: 0...10, using: &generator)))
    let lines = (0..<Int.random(in: 0...3, using: &generator)).map { _ in RandomText.make(count: 8, using: &generator) }
    return Cue(range: range, lines: lines)
  }

  /// Text by scalars: strings compare equal in any normal form, files must not.
  private func scalars(_ document: SubtitleDocument) -> [[[UInt32]]] {
    document.cues.map { $0.lines.map { $0.unicodeScalars.map(\.value) } }
  }
}
