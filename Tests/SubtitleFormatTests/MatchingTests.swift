import EBUSTL
import Foundation
import PluginKit
import SCC
import SubRip
import SubStationAlpha
import Subtitles
import TTML
import TestSupport
import Testing
import Timeline
import Transcript

/// A file that is read and written again stays of the kind that it was.
@Suite struct MatchingTests {
  private var document: SubtitleDocument {
    var yellow = TextStyle()
    yellow.color = TextColor(255, 255, 0)
    let range = TimeRange(start: MediaTime(milliseconds: 4000), end: MediaTime(milliseconds: 6000))
    var document = SubtitleDocument(
      cues: [Cue(range: range, text: [CueLine(spans: [CueSpan("The ferry"), CueSpan(" leaves.", style: yellow)])])],
      language: "en")
    document.title = "Ferry"
    return document
  }

  /// What a plain format makes of `data` with its settings.
  private func again(_ data: Data, _ plain: some SubtitleFormat) throws -> Data {
    try plain.matching(data).write(plain.read(data))
  }

  @Test(arguments: ["open", "teletext"]) func subtitlesOfTapes(standard: String) throws {
    for (start, table) in [("10:00:00:00", "latin"), ("auto", "greek"), ("00:58:00:00", "auto")] {
      var configuration = EBUSTLConfiguration()
      (configuration.displayStandard, configuration.programmeStart) = (standard, start)
      (configuration.characterTable, configuration.creationDate) = (table, "240229")
      let data = try EBUSTLFormat(configuration: configuration).write(document)
      #expect(try again(data, EBUSTLFormat()) == data)
    }
  }

  @Test func captions() throws {
    for (isDropFrame, start) in [(true, "00:00:00:00"), (false, "00:00:00:00"), (false, "01:00:00:00")] {
      var configuration = SCCConfiguration()
      (configuration.dropFrame, configuration.programmeStart) = (isDropFrame, start)
      let data = try SCCFormat(configuration: configuration).write(document)
      #expect(try again(data, SCCFormat()) == data)
    }
  }

  @Test(arguments: TTMLProfile.allCases) func profiles(profile: TTMLProfile) throws {
    let data = try TTMLFormat(profile: profile).write(document)
    #expect(TTMLFormat().matching(data).profile == profile)
    #expect(try again(data, TTMLFormat()) == data)
  }

  @Test func byteOrderMarks() throws {
    for isThere in [true, false] {
      var subRip = SubRipConfiguration()
      subRip.byteOrderMark = isThere
      let lines = SubRipFormat(configuration: subRip).write(document)
      #expect(try again(lines, SubRipFormat()) == lines)
      var script = SubStationAlphaConfiguration()
      script.byteOrderMark = isThere
      let events = try SubStationAlphaFormat(configuration: script).write(document)
      #expect(try again(events, SubStationAlphaFormat()) == events)
    }
  }

  /// What is no file of the format changes no settings.
  @Test func otherFilesSayNothing() {
    for data in [Data(), Data("hello".utf8), Data(repeating: 0, count: 2000)] {
      #expect(TTMLFormat(profile: .netflix).matching(data).profile == .netflix)
      #expect(EBUSTLFormat().matching(data).write(document) == EBUSTLFormat().write(document))
      #expect(SCCFormat().matching(data).write(document) == SCCFormat().write(document))
    }
  }
}
