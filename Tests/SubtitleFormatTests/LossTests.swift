import EBUSTL
import Foundation
import LRC
import MCC
import PluginKit
import SCC
import SubRip
import SubStationAlpha
import Subtitles
import TTML
import TestSupport
import Testing
import Timeline
import WebVTT

/// What formats say that they lose.
@Suite struct LossTests {
  private func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }

  /// A document with a cue for each look, and a title.
  private var styled: SubtitleDocument {
    var styles = Array(repeating: TextStyle(), count: 4)
    (styles[0].isItalic, styles[1].isBold, styles[2].isUnderlined) = (true, true, true)
    styles[3].color = TextColor(255, 255, 0)
    var document = SubtitleDocument(
      cues: styles.enumerated().map { index, style in
        let start = MediaTime(milliseconds: Int64(index) * 4000 + 4000)
        let range = TimeRange(start: start, end: start + MediaTime(milliseconds: 2000))
        return Cue(range: range, text: [CueLine(spans: [CueSpan("text", style: style)])])
      })
    document.title = "Title"
    return document
  }

  private func names(_ format: any SubtitleFormat) -> Set<String> { Set(format.losses(of: styled).map(\.name)) }

  @Test func lossesAreThoseOfTheSettings() throws {
    #expect(names(TTMLFormat()).isEmpty)
    let expected: [TTMLProfile: Set<String>] = [.netflix: ["bold", "underline", "color"]]
    for profile in TTMLProfile.allCases { #expect(names(TTMLFormat(profile: profile)) == expected[profile] ?? []) }
    #expect(names(EBUSTLFormat()) == ["bold", "color"])
    var configuration = EBUSTLConfiguration()
    configuration.displayStandard = "teletext"
    #expect(names(try EBUSTLFormat(configuration: configuration)) == ["bold", "italic", "underline"])
    #expect(names(SubRipFormat()) == ["title"])
    #expect(names(SCCFormat()) == ["bold", "title"])
  }

  /// What a format says that it holds comes back, and nothing else does.
  @Test func heldFeaturesComeBack() throws {
    var teletext = EBUSTLConfiguration()
    teletext.displayStandard = "teletext"
    let formats: [any SubtitleFormat] =
      TTMLProfile.allCases.map { TTMLFormat(profile: $0) }
      + [EBUSTLFormat(), try EBUSTLFormat(configuration: teletext), SCCFormat(), SubRipFormat(), WebVTTFormat()]
    for format in formats {
      let found = try format.read(format.write(styled)).features
      for feature in [SubtitleFeature.italic, .bold, .underline, .color, .title] {
        #expect((found[feature] != nil) == format.features.contains(feature), "\(type(of: format)): \(feature)")
      }
    }
  }

  /// In formats without alpha it would be seen.
  @Test func invisibleTextIsLeftOut() throws {
    var hidden = TextStyle()
    hidden.color = TextColor(255, 255, 255, alpha: 0)
    var document = SubtitleDocument(cues: [cue(4000, 6000, []), cue(8000, 9000, ["Never."])])
    document.cues[0].text = [CueLine(spans: [CueSpan("hidden ", style: hidden), CueSpan("text")])]
    var teletext = EBUSTLConfiguration()
    teletext.displayStandard = "teletext"
    let formats: [any SubtitleFormat] = [
      SubRipFormat(), SCCFormat(), EBUSTLFormat(), try EBUSTLFormat(configuration: teletext), LRCFormat(),
      TTMLFormat(profile: .netflix),
    ]
    for format in formats {
      #expect(format.losses(of: document).contains(.invisible(1)), "\(type(of: format))")
      #expect(try format.read(format.write(document)).cues.map(\.lines) == [["text"], ["Never."]])
    }
    for format in [TTMLFormat(), WebVTTFormat(), SubStationAlphaFormat()] as [any SubtitleFormat] {
      #expect(format.losses(of: document).isEmpty)
      #expect(try format.read(format.write(document)).cues.map(\.lines) == [["hidden text"], ["Never."]])
    }
  }

  /// Also where the format is the same.
  @Test func otherMetadataIsNamed() {
    var document = SubtitleDocument(cues: [cue(0, 1000, ["text"])])
    document.otherMetadata = ["documentEbuttVersion", "a", "b", "c", "d", "e"]
    for format in [TTMLFormat(profile: .ebuTTD), SubRipFormat()] as [any SubtitleFormat] {
      #expect(format.losses(of: document) == [.metadata(document.otherMetadata)])
    }
    #expect(
      SubtitleLoss.metadata(document.otherMetadata).message
        == "metadata is left out: documentEbuttVersion, a, b, c and 2 more")
  }

  @Test func charactersWithoutLikenessAreCounted() throws {
    let document = SubtitleDocument(cues: [
      cue(4000, 6000, ["שלום", "你好 a"]), cue(9000, 11_000, ["Łódź…"]), cue(14_000, 16_000, ["日"]),
    ])
    #expect(SCCFormat().losses(of: document) == [.characters(7, cues: 2)])
    // The Hebrew letters are more than the others, so their set is taken.
    #expect(EBUSTLFormat().losses(of: document) == [.characters(3, cues: 2)])
    #expect(
      SubtitleLoss.characters(7, cues: 2).message == "7 characters in 2 cues are not in its set and were written as “?”"
    )
    let written = try SCCFormat().read(SCCFormat().write(document)).cues
    #expect(written.flatMap(\.lines).joined().count { $0 == "?" } == 7)
  }

  /// Twenty captions of two lines in five seconds take four times as long to send.
  @Test func lateCaptionsAreCounted() throws {
    let text = ["thirty characters of this line", "and thirty more of this second"]
    let dense = SubtitleDocument(cues: (0..<20).map { cue(5000 + $0 * 250, 5250 + $0 * 250, text) })
    let losses = SCCFormat().losses(of: dense)
    guard case .late(let count, let longest)? = losses.first, case .leftOut(let missing)? = losses.last else {
      Issue.record("\(losses)")
      return
    }
    #expect(count > 2 && longest.milliseconds <= 5005 && losses.count == 2)
    let cues = try SCCFormat().read(SCCFormat().write(dense)).cues
    #expect(cues.count + missing == 20)
    #expect(cues.allSatisfy { $0.range.start.milliseconds <= 15_000 })
    // One after the other, none is shown for a moment only.
    #expect(cues.dropLast().allSatisfy { $0.range.end.milliseconds - $0.range.start.milliseconds >= 233 })
    let slow = SubtitleDocument(cues: (1..<20).map { cue($0 * 4000, $0 * 4000 + 3000, text) })
    #expect(SCCFormat().losses(of: slow).isEmpty)
  }

  /// Of seven lines at a time four have room.
  @Test func cuesWithoutRoomAreCounted() {
    let document = SubtitleDocument(cues: (1...7).map { cue(5000, 8000, ["line \($0)"]) })
    #expect(SCCFormat().losses(of: document) == [.leftOut(3)])
    #expect(SubtitleLoss.leftOut(1).message == "1 cue is left out, whole or in part, as there is no time or no room")
  }

  /// Everyone says what was guessed, and nothing of that is a note in the file.
  @Test(arguments: [
    ("srt", "1\n00:00:01,000 --> 00:00:02,000\n"), ("vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n"),
    ("lrc", "[00:01.00]"), ("ass", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,"),
    ("ttml", "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div><p begin=\"1s\" end=\"2s\">"),
  ])
  func guessedEncodingsAreSaid(name: String, head: String) throws {
    let formats: [any SubtitleFormat] = [
      SubRipFormat(), WebVTTFormat(), LRCFormat(), SubStationAlphaFormat(), TTMLFormat(),
    ]
    let format = try #require(formats.first { type(of: $0).fileExtension == name })
    let tail = name == "ttml" ? "</p></div></body></tt>" : "\n"
    let text = "Zażółć gęślą jaźń, pchnąć w tę łódź jeża lub ośm skrzyń fig."
    let data = try #require((head + text + tail).data(using: .windowsCP1250))
    let document = try format.read(data)
    #expect(document.remarks.count == 1 && document.remarks.allSatisfy { $0.contains("encoding") })
    #expect(document.notes.isEmpty)
    #expect(document.cues.first?.lines == [text])
  }
}
