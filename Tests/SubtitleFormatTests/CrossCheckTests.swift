import Foundation
import PluginKit
import Subtitles
import TestSupport
import Testing
import Timeline

/// What pysubs2, webvtt-py and ttconv read in our files is what we meant.
@Suite(.enabled(if: CrossCheck.isAvailable)) struct CrossCheckTests {
  @Test(arguments: TestedFormat.all.filter { CrossCheck.extensions.contains($0.fileExtension) })
  func otherReaderAgrees(_ tested: TestedFormat) throws {
    let cues = CrossCheck.lines.enumerated().map { index, lines in
      let start = Int64(index) * 3_600_123 + 999
      return Cue(
        range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: start + 2334)),
        lines: lines)
    }
    let rounded = SubtitleDocument(cues: cues).normalised(perSecond: tested.unitsPerSecond)
    let meant = rounded.cues.map {
      CrossCheck.Cue(
        start: $0.range.start.milliseconds, end: $0.range.end.milliseconds, text: $0.lines.joined(separator: "\n"))
    }
    let found = try CrossCheck.cues(
      of: tested.format.write(SubtitleDocument(cues: cues)), fileExtension: tested.fileExtension)
    #expect(found == meant)
  }
}
