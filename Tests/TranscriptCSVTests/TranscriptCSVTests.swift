import Foundation
import Media
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript
import TranscriptCSV

@Suite struct TranscriptCSVTests {
  private func word(_ text: String, _ start: Int64, _ end: Int64, confidence: Double = 0.9, spaced: Bool = true) -> Word
  {
    Word(
      text, hasSpaceBefore: spaced,
      range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), confidence: confidence
    )
  }

  private func text(_ segments: [Segment], _ change: (inout TranscriptCSVConfiguration) -> Void = { _ in }) throws
    -> String
  {
    var configuration = TranscriptCSVConfiguration()
    change(&configuration)
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    let data = try TranscriptCSVExporter(configuration: configuration).data(
      for: ExportInput(
        mediaName: "ferry.mp4", media: MediaInfo(container: "mp4", duration: nil, startTime: .zero, streams: [stream]),
        track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
        transcript: Transcript(
          language: "en", segments: segments, duration: MediaTime(milliseconds: 60_000),
          provenance: Provenance(recognizer: "test", model: "none"))))
    return String(decoding: data, as: UTF8.self)
  }

  private var talk: [Segment] {
    [
      Segment(
        words: [word("“Well,", 1900, 2100, confidence: 0.5), word("\"that's\"", 2100, 2559, confidence: 0.98765)],
        language: "en", trust: Trust(score: 0.25, reasons: [.noSpeech]), speaker: "Ada, captain"),
      Segment(words: [word("=SUM(A1:A9)", 3_725_000, 3_725_500)], language: "en-GB"),
      Segment(
        words: [word("船は", 4_000_000, 4_000_400, spaced: false), word("出ます。", 4_000_400, 4_001_000, spaced: false)],
        language: "ja", speaker: "@Ben"),
      Segment(words: [word("\u{2067}שלום\u{2069}", 5_000_000, 5_000_001)], language: "he"),
    ]
  }

  @Test func golden() throws {
    try GoldenFile.verify(Data(text(talk).utf8), "csv/talk.csv")
  }

  @Test func goldenOfWords() throws {
    try GoldenFile.verify(Data(text(talk) { ($0.rows, $0.lineEnd) = ("word", "lf") }.utf8), "csv/talk-words.csv")
  }

  @Test func nothingSaidIsAHeader() throws {
    #expect(try text([]) == "start,end,speaker,language,confidence,trust,text\r\n")
    #expect(try text([]) { $0.header = false } == "")
    #expect(try text([Segment(words: [], language: "en")]) { $0.header = false } == "")
  }

  @Test func settings() throws {
    let segments = [Segment(words: [word("Yes", 1, 2, confidence: 1)], language: "en")]
    #expect(try text(segments) { $0.header = false } == "0.001,0.002,,en,1.0000,1.0000,Yes\r\n")
    #expect(try text(segments) { ($0.header, $0.lineEnd) = (false, "lf") } == "0.001,0.002,,en,1.0000,1.0000,Yes\n")
    #expect(try text(segments) { $0.byteOrderMark = true }.unicodeScalars.first == "\u{FEFF}")
  }

  @Test(arguments: [
    (Double.nan, "0.0000"), (.infinity, "1.0000"), (-1, "0.0000"), (0.99996, "1.0000"), (0.12344, "0.1234"),
  ])
  func probabilities(value: Double, expected: String) throws {
    let segments = [
      Segment(words: [word("a", 0, 1, confidence: value)], language: "en", trust: Trust(score: value, reasons: []))
    ]
    #expect(try text(segments) { $0.header = false } == "0.000,0.001,,en,\(expected),\(expected),a\r\n")
  }

  @Test func timesAreExact() throws {
    // 2.19 s and the like are no numbers of the machine.
    let segments = (0..<1000).map { Segment(words: [word("a", $0, $0 + 2190)], language: "en") }
    for (index, row) in try RFC4180.rows(text(segments)).dropFirst().enumerated() {
      #expect(row[0] == String(format: "0.%03d", index))
      #expect(row[1] == String(format: "%d.%03d", (index + 2190) / 1000, (index + 2190) % 1000))
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("\0=1+1", "'=1+1"), ("\0\0@A1", "'@A1"), ("-5", "'-5"), ("+5", "'+5"), ("＝1", "'＝1"),
    ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("a=1", "a=1"), ("a,b", "\"a,b\""), ("a;=1", "\"a;=1\""),
    ("\"=1\"", "\"\"\"=1\"\"\""),
  ])
  func noFormulas(said: String, expected: String) throws {
    let segments = [Segment(words: [word(said, 0, 1)], language: "en", speaker: said)]
    #expect(
      try text(segments) { $0.header = false } == "0.000,0.001,\(expected),en,0.9000,1.0000,\(expected)\r\n")
  }

  /// What a reader of RFC 4180 gets is what was said.
  @Test func comesBack() throws {
    var generator = SeededGenerator(seed: 13)
    let segments = (0..<1000).map { _ in
      Segment(
        words: [word(RandomText.make(count: 8, using: &generator), 0, 1)], language: "en",
        speaker: RandomText.make(count: 3, using: &generator))
    }
    for lineEnd in ["crlf", "lf"] {
      let rows = try RFC4180.rows(text(segments) { $0.lineEnd = lineEnd })
      #expect(rows.count == segments.count + 1)
      for (row, segment) in zip(rows.dropFirst(), segments) {
        try #require(row.count == 7)
        for (field, said) in [(row[2], segment.speaker ?? ""), (row[6], segment.text)] {
          let kept = String(String.UnicodeScalarView(said.unicodeScalars.filter { $0 != "\0" }))
          let first = kept.unicodeScalars.first
          let isFormula = first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
          #expect(Array(field.unicodeScalars) == Array(((isFormula ? "'" : "") + kept).unicodeScalars))
        }
      }
    }
  }

  /// What took time by the square of its length would take minutes.
  @Test(.timeLimit(.minutes(2))) func aDayOfSpeech() throws {
    let segments = (0..<8000).map { index in
      Segment(words: (0..<9).map { word("word,\($0)", Int64(index) * 3600, Int64(index) * 3600 + 300) }, language: "en")
    }
    let size = try text(segments) { $0.rows = "word" }.utf8.count
    #expect(size > 1_000_000)
  }

  @Test func refusesSettings() {
    var configuration = TranscriptCSVConfiguration()
    configuration.rows = "line"
    #expect(throws: ConfigurationError.self) { try TranscriptCSVExporter(configuration: configuration) }
    configuration = TranscriptCSVConfiguration()
    configuration.lineEnd = "cr"
    #expect(throws: ConfigurationError.self) { try TranscriptCSVExporter(configuration: configuration) }
  }
}

/// A reader that knows nothing of the writer.
enum RFC4180 {
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    func next() -> Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }
    while index < scalars.count {
      let scalar = scalars[index]
      switch (isQuoted, scalar) {
      case (true, "\"") where next() == "\"":
        field.append("\"")
        index += 1
      case (true, "\""): isQuoted = false
      case (true, _): field.append(scalar)
      case (false, "\"") where field.isEmpty: isQuoted = true
      case (false, ","):
        row.append(String(field))
        field = .init()
      case (false, "\r") where next() == "\n": break
      case (false, "\n"):
        rows.append(row + [String(field)])
        (row, field) = ([], .init())
      default: field.append(scalar)
      }
      index += 1
    }
    if !row.isEmpty || !field.isEmpty { rows.append(row + [String(field)]) }
    return rows
  }
}
