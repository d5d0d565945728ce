import Foundation
import SCC
import Subtitles
import TestSupport
import Testing
import Timeline

/// Whatever a file holds, reading it ends with a document or an error.
@Suite struct SCCDamageTests {
  private func readOrFail(_ data: Data, _ rollUp: String = "screen") throws {
    var configuration = SCCConfiguration()
    configuration.rollUp = rollUp
    do {
      let document = try SCCFormat(configuration: configuration).read(data)
      #expect(document.cues.allSatisfy { !$0.lines.isEmpty && $0.lines.allSatisfy { !$0.isEmpty } })
    } catch { #expect(error is SubtitleReadError) }
  }

  @Test func truncated() throws {
    let cues = (1...4).map { index in
      Cue(
        range: TimeRange(
          start: MediaTime(milliseconds: Int64(index) * 3000), end: MediaTime(milliseconds: Int64(index) * 3000 + 2500)),
        lines: ["Zoë ♪ “quoted”", "line \(index)"])
    }
    let data = SCCFormat().write(SubtitleDocument(cues: cues))
    for length in 0...data.count {
      try readOrFail(data.prefix(length))
      try readOrFail(data.suffix(length))
    }
  }

  @Test func randomPairs() throws {
    var generator = SeededGenerator(seed: 41)
    for round in 0..<500 {
      var text = "Scenarist_SCC V1.0\n\n"
      for _ in 0..<20 {
        text += "\(Int.random(in: 0...99, using: &generator)):\(Int.random(in: 0...59, using: &generator)):"
        text += "00\([":", ";"].randomElement(using: &generator) ?? ":")\(Int.random(in: 0...99, using: &generator))\t"
        for _ in 0..<30 {
          // Codes more often than they would be.
          let first = Bool.random(using: &generator) ? UInt16.random(in: 0x10...0x17, using: &generator) : 0x40
          let value = first << 8 | UInt16.random(in: 0x20...0x7F, using: &generator)
          text += String(value, radix: 16) + " "
        }
        text += "\n"
      }
      try readOrFail(Data(text.utf8), round.isMultiple(of: 2) ? "screen" : "lines")
    }
  }

  @Test func randomBytes() throws {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<500 {
      let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try readOrFail(Data(bytes))
      try readOrFail(Data("Scenarist_SCC V1.0\n00:00:00:00\t".utf8) + Data(bytes))
    }
  }

  @Test(.timeLimit(.minutes(1))) func hugeLine() throws {
    try readOrFail(
      Data("Scenarist_SCC V1.0\n00:00:00:00\t".utf8) + Data(String(repeating: "4142 ", count: 400_000).utf8))
    try readOrFail(
      Data("Scenarist_SCC V1.0\n00:00:00:00\t9429 ".utf8) + Data(String(repeating: "9429 4142 ", count: 100_000).utf8))
  }
}
