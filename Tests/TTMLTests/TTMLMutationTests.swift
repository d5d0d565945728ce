import Foundation
import Subtitles
import TTML
import TestSupport
import Testing
import Timeline

/// Damaged documents are read or refused, and nothing else happens.
@Suite struct TTMLMutationTests {
  private static let pieces = [
    "begin=\"", "end=\"5s\"", "dur=\"-1s\"", "timeContainer=\"seq\"", "99999999999999999999", "0.0000000000000000001",
    "<span begin=\"1s\">", "</span>", "<p>", "</p>", "<br/>", "<set tts:display=\"none\" begin=\"1s\"/>",
    "<region xml:id=\"r\"",
    "tts:origin=\"", "tts:extent=\"1e308% nan%\"", "-", "%", "px", "rw", "tts:ruby=\"base\"", "tts:ruby=\"container\"",
    "tts:writingMode=\"tbrl\"", "style=\"s1 s1 s2\"", "ttp:frameRate=\"", "ttp:tickRate=\"0\"",
    "<style xml:id=\"s1\" style=\"s1\"/>",
    "&#x10FFFF;", "&#0;", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "\u{0}", "\u{FEFF}", "\u{301}", "xml:lang=\"\"",
    "ttm:agent=\"a1\"",
  ].map { Array($0.utf8) }

  @Test(.timeLimit(.minutes(10))) func damageIsReadOrRefused() throws {
    try damage(TTMLProfile.allCases.map { try TTMLFormat(profile: $0).write(TTMLWriterTests.rich) }, rounds: 500)
  }

  /// As other programs wrote them.
  @Test(.enabled(if: TestData.isAvailable), .timeLimit(.minutes(10))) func damageOfOthersIsReadOrRefused() throws {
    try damage(SampleFiles.all(withExtension: "ttml", "xml").map(\.data), rounds: 60)
  }

  private func damage(_ samples: [Data], rounds: Int) throws {
    var generator = SeededGenerator(seed: 43)
    for sample in samples {
      for _ in 0..<rounds {
        var bytes = [UInt8](sample)
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
          let index = Int.random(in: 0...bytes.count, using: &generator)
          let length = Int.random(in: 0...20, using: &generator)
          let other = Int.random(in: 0...bytes.count, using: &generator)
          switch Int.random(in: 0...4, using: &generator) {
          case 0 where index < bytes.count: bytes[index] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.removeSubrange(index..<min(bytes.count, index + length))
          case 2: bytes.insert(contentsOf: bytes[other..<min(bytes.count, other + length * 5)], at: index)
          default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: index)
          }
        }
        check(Data(bytes))
      }
    }
  }

  private func check(_ data: Data) {
    do {
      let document = try TTMLFormat().read(data)
      for cue in document.cues {
        #expect(cue.range.start < cue.range.end && cue.range.end <= SubtitleDocument.latestTime)
        #expect(cue.text.allSatisfy { !$0.string.isEmpty } && !cue.text.isEmpty)
        for part in [cue.placement?.line, cue.placement?.position, cue.placement?.width] {
          #expect((0...1).contains(part ?? 0))
        }
      }
      for profile in [TTMLProfile.imsc11, .ebuTTD] { _ = try TTMLFormat(profile: profile).write(document) }
    } catch {
      #expect(error is SubtitleReadError)
    }
  }
}
