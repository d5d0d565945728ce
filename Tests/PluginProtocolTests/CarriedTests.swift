import Foundation
import PluginProtocol
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

struct CarriedTests {
  private static func transcript(words: Int, others: Int = 0) -> Transcript {
    func list(_ count: Int) -> [Word] {
      (0..<count).map { Word("word", range: TimeRange(start: .zero, end: MediaTime(flicks: Int64($0))), confidence: 1) }
    }
    let alternatives = others > 0 ? [Alternative(words: list(others), score: 0.5)] : nil
    return Transcript(
      language: "en", segments: [Segment(words: list(words), language: "en", alternatives: alternatives)],
      duration: MediaTime(seconds: 9), provenance: Provenance(recognizer: "x", model: "y"))
  }

  @Test(arguments: [(0, 0, true), (300, 0, true), (301, 0, false), (200, 100, true), (200, 101, false)])
  func `what is long goes through a file`(words: Int, others: Int, isInline: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("transcript.json").string
    let transcript = Self.transcript(words: words, others: others)
    let carried = try Carried.carrying(transcript) { path }
    #expect(carried == (isInline ? .inline(transcript) : .file(path)))
    #expect(FileManager.default.fileExists(atPath: path) == !isInline)
    if !isInline {
      let data = try Data(contentsOf: URL(filePath: path))
      #expect(try JSONDecoder().decode(Transcript.self, from: data) == transcript)
    }
  }

  @Test func `a longer file that was there is replaced`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("transcript.json").string
    for words in [500, 400] { _ = try Carried.carrying(Self.transcript(words: words)) { path } }
    let data = try Data(contentsOf: URL(filePath: path))
    #expect(try JSONDocument.read(Transcript.self, from: data) == Self.transcript(words: 400))
  }

  @Test func `a file that cannot be written is an error`() {
    #expect(throws: (any Error).self) { try Carried.carrying(Self.transcript(words: 500)) { "/nowhere/at/all" } }
  }

  /// Half of a pipe, which has 64 kB on Linux.
  @Test func `what travels in the message fits into a pipe`() throws {
    #expect(try JSONDocument.write(Carried.carrying(Self.transcript(words: 300)) { "" }).count < 40_000)
  }
}
