import Foundation
import Moderation
import PluginKit
import Reporting
import SystemPackage
import TestSupport
import Testing
import Timeline

@Suite struct ReportFormatsTests {
  private static let report = ModerationReport(Talk.input(), context: 4)
  private static let library = LibraryReport(
    files: [
      .init(ModerationReport(Talk.input([], reviews: [], name: "Quiet.mp4"))),
      .init(report, link: "Harbour.en.report.html"),
    ], missing: [.init(path: "New.mp4", reason: "nothing is stored of it")])

  private static func schema(_ name: String) throws -> SchemaCheck {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try SchemaCheck(Data(contentsOf: root.appendingPathComponent("Documentation/\(name).schema.json")))
  }

  /// Without what has tests of its own.
  private static func body(_ page: Data) -> Data {
    var text = String(decoding: page, as: UTF8.self)
    for name in ["style", "script"] {
      guard let start = text.range(of: "<\(name)>\n"), let end = text.range(of: "</\(name)>") else { continue }
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: "")
    }
    return Data(text.utf8)
  }

  /// Each by itself, so that all are recorded at once.
  private static func golden() throws -> [(String, Data)] {
    [
      ("harbour.report.json", try ReportJSON.data(of: report)), ("harbour.report.csv", ReportCSV.data(of: [report])),
      ("harbour.findings.vtt", try ReportVTT.data(of: report)), ("harbour.findings.edl", ReportEDL.data(of: report)),
      ("harbour.report.html", body(ReportPage(report, library: "index.html", clips: [1: "clips/1.wav"]).data)),
      ("library.json", try LibraryJSON.data(of: library)), ("library.csv", ReportCSV.data(of: library)),
      ("library.html", body(LibraryPage(library).data)),
    ]
  }

  @Test(arguments: [
    "harbour.report.json", "harbour.report.csv", "harbour.findings.vtt", "harbour.findings.edl", "harbour.report.html",
    "library.json", "library.csv", "library.html",
  ])
  func golden(name: String) throws {
    let data = try #require(try Self.golden().first { $0.0 == name }).1
    try GoldenFile.verify(data, "moderation/\(name)")
  }

  /// That nothing was found says nothing where nobody could look.
  @Test func whatCouldNotBeJudgedIsTold() throws {
    var input = Talk.input([], reviews: [])
    input.annotations.unjudged = [
      Unjudged(source: "org.example.spotter", language: "ko", utterances: 3),
      Unjudged(source: "org.example.spotter", language: "ja", utterances: 1),
    ]
    let report = ModerationReport(input)
    #expect(
      report.unjudgedText
        == ["not judged by org.example.spotter, which does not know the language: ko (3), ja (1)"])
    #expect(try Self.schema("moderation-report").problems(of: ReportJSON.data(of: report)).isEmpty)
    #expect(String(decoding: try ReportJSON.data(of: report), as: UTF8.self).contains(#""language" : "ko""#))
    let page = String(decoding: ReportPage(report).data, as: UTF8.self)
    #expect(page.contains("not judged by org.example.spotter") && !page.contains("card clean"))
    #expect(
      String(decoding: ReportPage(ModerationReport(Talk.input([], reviews: []))).data, as: UTF8.self).contains(
        "card clean"))
  }

  @Test func whatMadeFindingsIsTold() throws {
    let lines = Self.report.originText
    #expect(
      lines == [
        "profile moderation, analysed 2026-05-28T20:27:40Z", "report made by surtitle 1.2.3, 2026-09-21T14:13:20Z",
        "heard by org.example.whisper 1.0.0: small aaaaaaaaaaaa",
        "meanings from org.example.embed 1.0: meaning bbbbbbbbbbbb",
        "judged by org.example.spotter 1.0 (en-1): list food.en c0ffee, list gone; loud on, mode strict, threshold 0.4, "
          + "thresholds insult 0.5, threat 1.0, words set",
        "judged by org.example.tone 1.0 (1)", "words changed by org.example.masking 1.0",
        "reported: insult from 0.5, sound.* left out",
      ])
    var unmasked = Talk.input()
    unmasked.origin?.isUnmasked = true
    #expect(ModerationReport(unmasked).originText.contains { $0.contains("as they were recognised") })
    #expect(ModerationReport(Talk.input()).origin == Talk.origin)
    var untold = Talk.input()
    untold.origin = nil
    #expect(ModerationReport(untold).originText.isEmpty)
    #expect(!String(decoding: ReportPage(ModerationReport(untold)).data, as: UTF8.self).contains("What made this"))
  }

  /// Files that the same made stand together, with the dates of the first and the last.
  @Test func originsOfALibraryAreOneEach() throws {
    var (later, other) = (Talk.input(name: "Later.mp4"), Talk.input(name: "Other.mp4"))
    later.origin?.annotators[0].time = 1_785_000_000_000
    later.origin?.annotators[1].judges = []
    other.origin?.profile = "strict"
    let library = LibraryReport(files: [other, Talk.input(), later].map { .init(ModerationReport($0)) })
    #expect(
      library.origins.map(\.files) == [2, 1] && library.origins.map(\.origin.profile) == ["moderation", "strict"])
    #expect(
      library.origins[0].lines[0]
        == "profile moderation, 2 files, analysed from 2026-05-28T20:27:40Z to 2026-07-25T17:20:00Z")
    #expect(try Self.schema("moderation-library").problems(of: LibraryJSON.data(of: library)).isEmpty)
  }

  @Test func whatOfALibraryCouldNotBeJudgedIsSummedUp() throws {
    func file(_ parts: [Unjudged]) -> LibraryReport.File {
      var input = Talk.input([], reviews: [])
      input.annotations.unjudged = parts
      return .init(ModerationReport(input))
    }
    let library = LibraryReport(files: [
      file([.init(source: "a", language: "ko", utterances: 3), .init(source: "b", language: "ko", utterances: 5)]),
      file([.init(source: "a", language: "ja", utterances: 1_000), .init(source: "a", language: "ko", utterances: 2)]),
      file([]),
    ])
    // Both could not judge the same.
    #expect(library.files.map(\.unjudged.utterances) == [5, 1_002, 0])
    #expect(library.filesWithUnjudged == 2 && library.unjudged.utterances == 1_005)
    #expect(
      library.unjudged.lines == [
        "not judged by a, which does not know the language: ja (1,000), ko (5)",
        "not judged by b, which does not know the language: ko (5)",
      ])
    let page = String(decoding: LibraryPage(library).data, as: UTF8.self)
    #expect(
      page.contains("not judged by a") && page.contains("utterances in 2 files") && page.contains("<td>1,002</td>"))
    #expect(String(decoding: ReportCSV.data(of: library), as: UTF8.self).contains(",1002,"))
    #expect(try Self.schema("moderation-library").problems(of: LibraryJSON.data(of: library)).isEmpty)
  }

  @Test(arguments: [
    (0, "0.0 s"), (1, "0.1 s"), (420, "0.4 s"), (59_940, "59.9 s"), (59_960, "1:00"), (3_725_400, "1:02:05"),
  ])
  func shortTimesAreNotNothing(milliseconds: Int64, text: String) {
    #expect(ReportText.extent(MediaTime(milliseconds: milliseconds)) == text)
  }

  @Test func theWorstFileComesFirst() {
    #expect(Self.library.files.map(\.media.name) == ["Harbour.mp4", "Quiet.mp4"])
    #expect(Self.library.count == 4 && Self.library.filesWithFindings == 1 && Self.library.count(.dismissed) == 1)
    #expect(Self.library.flagged == Self.report.totals.flagged)
  }

  @Test func keepToTheirSchemas() throws {
    let empty = ModerationReport(Talk.input([], reviews: [], segments: []))
    let schema = try Self.schema("moderation-report")
    for report in [Self.report, empty, ModerationReport(Hostile.input)] {
      #expect(try schema.problems(of: ReportJSON.data(of: report)).isEmpty)
      #expect(try schema.problems(of: ReportJSON.data(of: report, indented: false)).isEmpty)
    }
    #expect(try !schema.problems(of: Data(#"{"schema": "org.surtitle.transcript"}"#.utf8)).isEmpty)
    #expect(try Self.schema("moderation-library").problems(of: LibraryJSON.data(of: Self.library)).isEmpty)
  }

  @Test(.enabled(if: CrossCheck.isAvailable)) func schemasCrossCheck() throws {
    let folder = try TemporaryFolder()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation").path
    for (name, data) in [
      ("report", try ReportJSON.data(of: Self.report)),
      ("report", try ReportJSON.data(of: ModerationReport(Hostile.input))),
      ("library", try LibraryJSON.data(of: Self.library)),
    ] {
      let path = folder.path.appending("document.json").string
      try data.write(to: URL(fileURLWithPath: path))
      #expect(try CrossCheck.problems(of: [path], schema: "\(root)/moderation-\(name).schema.json") == "")
    }
  }

  @Test func editDecisionsCoverAllOfAFinding() throws {
    let odd = Finding(
      category: "x", range: TimeRange(start: MediaTime(flicks: 705_599_999), end: MediaTime(flicks: 1_411_200_001)),
      score: 1, source: "s")
    let later = Talk.finding("x", nil, 2500, 3000)
    let report = ModerationReport(Talk.input([odd, later], reviews: []))
    #expect(ReportEDL.data(of: report) == Data("0.999 2.001 1\n2.500 3.000 1\n".utf8))
    let padded = ReportEDL.data(of: report, action: .skip, padding: MediaTime(milliseconds: 500))
    #expect(padded == Data("0.499 3.500 0\n".utf8))
    let none = ModerationReport(Talk.input([later], reviews: [Talk.reviews[1]]))
    #expect(ReportEDL.data(of: none).isEmpty)
  }

  @Test func cuesOfMetadataLast() throws {
    let report = ModerationReport(Talk.input([Talk.finding("x", nil, 0, 0)], reviews: []))
    #expect(String(decoding: try ReportVTT.data(of: report), as: UTF8.self).contains("00:00:00.000 --> 00:00:00.001\n"))
  }

  @Test func aPageOfFiveThousandFindingsIsMadeInNoTime() {
    let findings = (0..<5000).map { Talk.finding("insult", 1..<3, Int64($0) * 14, Int64($0) * 14 + 10) }
    let clock = ContinuousClock()
    var size = 0
    let time = clock.measure { size = ReportPage(ModerationReport(Talk.input(findings, reviews: []))).data.count }
    #expect(size < 10 << 20, "\(size) bytes")
    // Half a second on an idle machine.
    #expect(time < .seconds(20), "\(time)")
  }
}
