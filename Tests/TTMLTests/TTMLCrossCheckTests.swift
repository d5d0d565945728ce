import Foundation
import Subtitles
import SystemPackage
import TTML
import TestSupport
import Testing
import Timeline

/// ttconv on the suites, and on what we write; ffmpeg's own documents.
@Suite(.enabled(if: CrossCheck.isAvailable)) struct TTMLCrossCheckTests {
  /// What is shown from a time on, in milliseconds.
  private struct State: Hashable {
    var time: Int64
    var texts: [String]
  }

  private struct Answer: Decodable {
    var file: String
    var states: [State]?

    private enum CodingKeys: String, CodingKey { case file, shown }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      file = try container.decode(String.self, forKey: .file)
      guard container.contains(.shown) else { return }
      var list = try container.nestedUnkeyedContainer(forKey: .shown)
      var states: [State] = []
      while !list.isAtEnd {
        var pair = try list.nestedUnkeyedContainer()
        states.append(State(time: try pair.decode(Int64.self), texts: try pair.decode([String].self)))
      }
      self.states = states
    }
  }

  /// Where the two differ, and why.
  private static let known: [String: String] = {
    let open = "text that nothing ends: we end it with the next cue or after ten seconds"
    let placeless = "text without a region where there are regions: we show it"
    return [
      "imsc11-valid-non-empty-paragraph-missing-timing.xml": open,
      "imsc11-valid-non-empty-span-missing-timing.xml": open,
      "ttml2-valid-audio-in-block.xml": open, "ttml2-valid-audio-in-inline.xml": open,
      "ttml2-valid-direction-span.xml": open, "ttml2-valid-speech.xml": open, "Parameters006.ttml": open,
      "unicode-non-bmp-character.ttml": open, "nested-region-001.ttml": open, "FixedBeginEnd002.ttml": open,
      "lengthRootContainerRelative005.ttml": open, "BasicTiming011.ttml": open, "BasicTiming012.ttml": open,
      "lwsp_default.ttml": open, "lwsp_preserve.ttml": open,
      "referential_styling.ttml": placeless,
      "ebu-ttd_regions.ttml": "a time with one digit for the seconds: ttconv takes none for it",
      "Visibility003.ttml": "text that is hidden: ttconv's model has it, and leaves it to those who paint",
      "linepadding002.ttml": "ruby that is said by a style: ttconv takes it for text",
    ]
  }()

  @Test(.enabled(if: TestData.isAvailable)) func suitesAreReadAlike() throws {
    let root = try #require(TestData.root).string + "/subtitles/"
    let folders = [
      "w3c__imsc-tests/", "skynav__ttt/ttml1_valid/", "skynav__ttt/ttml2_valid/", "skynav__ttt/imsc11_valid",
      "IRT-Open-Source__", "sandflow__ttconv/ttconv_ttml/", "gpac__testsuite/gpac_ttml/",
    ]
    let names = try SampleFiles.all(withExtension: "ttml", "xml").map(\.name)
      .filter { name in folders.contains { name.hasPrefix($0) } }
    let answers = try timelines(of: names.map { root + $0 })
    var (alike, unread) = (0, 0)
    for answer in answers {
      let data = try Data(contentsOf: URL(fileURLWithPath: answer.file))
      guard let theirs = answer.states, let document = try? TTMLFormat().read(data) else {
        unread += 1
        continue
      }
      let name = URL(fileURLWithPath: answer.file).lastPathComponent
      if Self.states(of: document) == Self.merged(theirs) {
        alike += 1
        #expect(Self.known[name] == nil, "\(name) is read alike, and on the list")
      } else {
        #expect(Self.known[name] != nil, "\(name): \(Self.states(of: document)) and not \(theirs)")
      }
    }
    print("TTML: ttconv agrees on \(alike) of \(answers.count) documents; \(unread) are not read by both")
    #expect(alike > 250)
  }

  @Test func ourDocumentsAreReadAlike() throws {
    var documents = RandomDocument(seed: 45)
    let folder = try TemporaryFolder()
    var expected: [String: [State]] = [:]
    for profile in TTMLProfile.allCases {
      for index in 0..<20 {
        let path = folder.path.appending("\(profile.rawValue)-\(index).ttml").string
        let document = documents.next(for: profile)
        try TTMLFormat(profile: profile).write(document).write(to: URL(fileURLWithPath: path))
        expected[path] = Self.states(of: document.normalised())
      }
    }
    for answer in try timelines(of: expected.keys.sorted()) {
      #expect(answer.states.map(Self.merged) == expected[answer.file], "\(answer.file)")
    }
  }

  /// ffmpeg has no reader of TTML; it writes it.
  @Test func documentsOfFFmpegAreRead() throws {
    let folder = try TemporaryFolder()
    let source = folder.path.appending("a.srt").string
    let target = folder.path.appending("a.ttml").string
    try Data("1\n00:00:01,000 --> 00:00:02,500\nFish & chips\nsecond\n\n2\n01:00:03,000 --> 01:00:04,040\nmore\n".utf8)
      .write(to: URL(fileURLWithPath: source))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ffmpeg", "-v", "error", "-i", source, target]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let cues = try TTMLFormat().read(Data(contentsOf: URL(fileURLWithPath: target))).cues
    #expect(cues.map(\.lines) == [["Fish & chips", "second"], ["more"]])
    #expect(cues.map(\.range.start.milliseconds) == [1000, 3_603_000])
    #expect(cues.map(\.range.end.milliseconds) == [2500, 3_604_040])
    #expect(cues.allSatisfy { $0.placement?.edge == .bottom && $0.placement?.alignment == .center })
  }

  private func timelines(of files: [String]) throws -> [Answer] {
    try CrossCheck.output(of: "ttml_timeline.py", files).split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Answer.self, from: Data($0))
    }
  }

  private static func states(of document: SubtitleDocument) -> [State] {
    let cues = document.cues.map { cue in
      (
        start: cue.range.start.milliseconds, end: cue.range.end.milliseconds, text: cue.lines.joined(separator: "\n")
      )
    }
    let times = Set([0] + cues.flatMap { [$0.start, $0.end] }).sorted()
    return merged(
      times.map { time in
        State(time: time, texts: cues.filter { $0.start <= time && time < $0.end }.map(\.text).sorted())
      })
  }

  /// From the beginning on, and without times at which nothing changes. Texts in the order of their scalars.
  private static func merged(_ states: [State]) -> [State] {
    var merged = [State(time: 0, texts: [])]
    for var state in states {
      state.texts.sort {
        Array($0.unicodeScalars.map(\.value)).lexicographicallyPrecedes($1.unicodeScalars.map(\.value))
      }
      if merged.last?.texts == state.texts { continue }
      if merged.last?.time == state.time { merged.removeLast() }
      merged.append(state)
    }
    return merged
  }
}
