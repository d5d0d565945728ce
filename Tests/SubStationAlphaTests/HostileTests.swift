import Foundation
import SubStationAlpha
import Subtitles
import TestSupport
import Testing
import Timeline

/// Input that is made to do harm, and files of others.
@Suite struct HostileTests {
  private static let pieces: [String] = [
    "[Script Info]\n", "[V4 Styles]\n", "[V4+ Styles]\n", "[Events]\n", "[Fonts]\n", "Format: ", "Style: ",
    "Dialogue: ",
    "Comment: ", "Name, ", "Start, ", "End, ", "Text, ", "Style, ", "Alignment, ", "MarginL, ", "PrimaryColour, ",
    "PlayResX: ",
    "PlayResY: ", "0,0:00:01.00,0:00:02.00,Default,,0,0,0,,", "{", "}", "\\", "\\N", "\\k", "\\kt", "\\pos(", "\\move(",
    "\\t(", ")",
    "\\an", "\\a", "\\c&H", "\\alpha&H", "\\p1", "\\r", "\\b", ",", ":", "\n", "-1", "0", "9", "99999999999999999999",
    "1e999",
    "nan", "-0", ".5", "&H", "FFFFFFFF", "voice:", "\u{2060}", "é", "\u{301}", "日",
  ]

  @Test func scrambledScriptsNeverCrash() {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...60, using: &generator)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
      check(
        Data(
          (Bool.random(using: &generator)
            ? "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,," + text : text).utf8))
    }
  }

  @Test func scriptsThatAreCutNeverCrash() {
    let data = Data(
      Script.make(
        events: ["Default,Ann,1,2,3,,{\\an8\\pos(1,2)\\c&H0000FF&\\k50}日本{\\t(0,1,\\i1)}\\{{}x}\\N{\\p1}m 0 0{\\p0}"]
      ).utf8)
    for length in 0...data.count {
      check(data.prefix(length))
      check(data.suffix(length))
    }
  }

  private func check(_ data: Data) {
    do {
      let document = try SubStationAlphaFormat().read(data)
      #expect(document.cues.allSatisfy { !$0.text.isEmpty && $0.lines.allSatisfy { !$0.isEmpty } })
      _ = SubStationAlphaFormat().write(document)
    } catch {
      #expect(error is SubtitleReadError)
    }
  }

  /// What would take hours where the time grew with the square of the length.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: ["{", "}", "{\\i1}", "{\\i1", "\\t(", "{\\t(", "\\", ",", "{\\k1}a", "\\N", "a\\Nb{\\r}"])
  func longLinesAreReadInTimeThatGrowsWithThem(piece: String) throws {
    let text = String(repeating: piece, count: 50_000)
    _ = try Script.read(Script.make(events: ["Default,,0,0,0,,\(text)", "Default,,0,0,0,,{\(text)}"]))
    _ = try Script.read("[Events]\nFormat: \(text)\nDialogue: \(text)\nDialogue: \(text)")
  }

  @Test(.enabled(if: TestData.isAvailable)) func readsTheCollection() throws {
    for file in try SampleFiles.all(withExtension: "ass", "ssa") {
      let document = try SubStationAlphaFormat().read(file.data)
      #expect(!document.cues.isEmpty, "\(file.name)")
      let expected = document.normalised(keeping: SubStationAlphaFormat.features, perSecond: 100)
      #expect(try SubStationAlphaFormat().read(SubStationAlphaFormat().write(document)) == expected, "\(file.name)")
    }
  }

  /// pysubs2 finds the same cues with the same text.
  @Test(.enabled(if: TestData.isAvailable && CrossCheck.isAvailable), arguments: ["ass", "ssa"])
  func crossCheckOfTheCollection(fileExtension: String) throws {
    func plain(_ text: String) -> [String] { CueText.lines(of: text.replacingOccurrences(of: "\u{A0}", with: " ")) }
    let files = try SampleFiles.all(withExtension: fileExtension)
    for (file, theirs) in zip(files, try CrossCheck.cues(of: files.map(\.data), fileExtension: fileExtension)) {
      // Readers differ in the order of what begins together and in cues without text.
      let meant = theirs.filter { !plain($0.text).isEmpty }.map {
        Plain(start: $0.start, end: $0.end, lines: plain($0.text))
      }
      let found = try SubStationAlphaFormat().read(file.data).cues.map {
        Plain(
          start: $0.range.start.milliseconds, end: $0.range.end.milliseconds,
          lines: plain($0.lines.joined(separator: "\n")))
      }
      #expect(found.count == meant.count, "\(file.name)")
      for (index, cue) in meant.sorted(by: { $0.start < $1.start }).enumerated().prefix(found.count)
      where cue != found[index] {
        Issue.record("\(file.name): cue \(index) at \(cue.start) ms differs")
      }
    }
  }

  private struct Plain: Hashable {
    var start: Int64
    var end: Int64
    var lines: [String]
  }
}
