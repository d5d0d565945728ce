import EBUSTL
import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline

/// What ttconv reads in our files is what we meant, and what it reads in those of others is what we read.
@Suite(.enabled(if: TestData.isAvailable && CrossCheck.isAvailable)) struct EBUSTLCrossCheckTests {
  private func plain(_ cues: [Cue]) -> [CrossCheck.Cue] {
    cues.map {
      CrossCheck.Cue(
        start: $0.range.start.milliseconds, end: $0.range.end.milliseconds, text: $0.lines.joined(separator: "\n"))
    }
  }

  @Test(arguments: [("open", "24"), ("open", "25"), ("teletext", "25"), ("open", "30")])
  func ttconvReadsWhatWeWrite(standard: String, frameRate: String) throws {
    var configuration = EBUSTLConfiguration()
    configuration.displayStandard = standard
    configuration.frameRate = frameRate
    let format = try EBUSTLFormat(configuration: configuration)
    for lines in [CrossCheck.lines, [["Привет, мир"], ["№ 5"]], [["Γειά σου"]], [["שלום עולם"]], [["مرحبا"]]] {
      let cues = lines.enumerated().map { index, lines in
        let start = MediaTime(milliseconds: Int64(index) * 3_600_123 + 2999)
        var cue = Cue(range: TimeRange(start: start, end: start + MediaTime(milliseconds: 2334)), lines: lines)
        if index == 1 { cue.text[0] = CueLine(spans: [CueSpan(lines[0], style: .italic)]) }
        return cue
      }
      let data = format.write(SubtitleDocument(cues: cues))
      #expect(try CrossCheck.cues(of: data, fileExtension: "stl") == plain(try format.read(data).cues))
    }
  }

  @Test func ttconvReadsFilesAsWeDo() throws {
    var configuration = EBUSTLConfiguration()
    configuration.programmeStart = "00:00:00:00"
    let format = try EBUSTLFormat(configuration: configuration)
    for file in try SampleFiles.all(withExtension: "stl", "STL")
    where file.data.dropFirst(3).starts(with: Data("STL".utf8)) {
      #expect(
        try CrossCheck.cues(of: file.data, fileExtension: "stl") == plain(try format.read(file.data).cues),
        "\(file.name)")
    }
  }
}
