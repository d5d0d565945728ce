import Foundation
import SCC
import Subtitles
import TestSupport
import Testing
import Timeline

/// What ttconv reads in our files is what we meant, and what it reads in those of others is what we read.
@Suite(.enabled(if: TestData.isAvailable && CrossCheck.isAvailable)) struct SCCCrossCheckTests {
  private func plain(_ cues: [Cue]) -> [CrossCheck.Cue] {
    cues.map {
      CrossCheck.Cue(
        start: $0.range.start.milliseconds, end: $0.range.end.milliseconds,
        // ttconv takes the dash for the line that boxes are drawn with.
        text: $0.lines.joined(separator: "\n").replacingOccurrences(of: "—", with: "━"))
    }
  }

  private static let lines: [[String]] = [
    ["The ferry leaves at noon."], ["“Well,” she said,", "“that's that.”"], ["Fish & chips < 5 > 3"],
    ["Zoë naïve ¿Qué? ¡No! ÀÉÎÕÜ ßøÅ"], ["♪ la la ♪"], ["It cost $5 — or £4 ½"], ["42"], ["The end."],
  ]

  @Test(arguments: [true, false]) func ttconvReadsWhatWeWrite(dropFrame: Bool) throws {
    var configuration = SCCConfiguration()
    configuration.dropFrame = dropFrame
    let cues = Self.lines.enumerated().map { index, lines in
      let start = MediaTime(milliseconds: Int64(index) * 3_600_123 + 2999)
      var cue = Cue(range: TimeRange(start: start, end: start + MediaTime(milliseconds: 2334)), lines: lines)
      if index == 1 { cue.placement = .top }
      if index == 2 { cue.text = [CueLine(spans: [CueSpan(lines[0], style: .italic)])] }
      return cue
    }
    let format = try SCCFormat(configuration: configuration)
    let data = format.write(SubtitleDocument(cues: cues))
    let found = try format.read(data).cues
    #expect(found.map(\.lines) == Self.lines)
    #expect(try CrossCheck.cues(of: data, fileExtension: "scc") == plain(found))
  }

  @Test func ttconvReadsFilesAsWeDo() throws {
    for file in try SampleFiles.all(withExtension: "scc") {
      // What is painted on is a cue for every row for them.
      guard !String(decoding: file.data, as: UTF8.self).contains(" 9429 ") else { continue }
      let theirs = try CrossCheck.cues(of: file.data, fileExtension: "scc")
      let ours = plain(try SCCFormat().read(file.data).cues)
      #expect(ours.map(\.text) == theirs.map(\.text), "\(file.name)")
      for (our, their) in zip(ours, theirs) {
        // Text that is painted or rolls up begins with its first character for us, with the code before it for them.
        #expect((0...200).contains(our.start - their.start), "\(file.name)")
        #expect(their.end < 0 || (0...200).contains(our.end - their.end), "\(file.name)")
      }
    }
  }
}
