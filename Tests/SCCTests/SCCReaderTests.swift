import Foundation
import SCC
import Subtitles
import TestSupport
import Testing
import Timeline

@Suite struct SCCReaderTests {
  /// A frame of 29.97 a second, from a time code that drops none below a minute.
  private func time(_ second: Int64, _ frame: Int64) -> MediaTime {
    MediaTime(ticks: second * 30 + frame, timeBase: Rational(1001, 30_000))
  }

  private func document(_ lines: [String], _ configuration: SCCConfiguration = SCCConfiguration()) throws
    -> SubtitleDocument
  {
    let text = "Scenarist_SCC V1.0\n\n" + lines.joined(separator: "\n\n") + "\n"
    return try SCCFormat(configuration: configuration).read(Data(text.utf8))
  }

  private func read(_ lines: String...) throws -> [Cue] { try document(lines).cues }

  @Test func popOn() throws {
    let cues = try read(
      "00:00:01:00\t94ae 94ae 9420 9420 9470 9470 c8e5 ecec ef80 942f 942f", "00:00:03:00\t942c 942c")
    #expect(cues.count == 1)
    // Nine pairs come before the one that shows the caption.
    #expect(cues.first?.range == TimeRange(start: time(1, 9), end: time(3, 0)))
    #expect(cues.first?.lines == ["Hello"])
  }

  @Test func codesNeedNotBeDoubled() throws {
    let cues = try read("00:00:01:00\t94ae 9420 9470 c8e5 ecec ef80 942f", "00:00:03:00\t942c")
    #expect(cues.map(\.range) == [TimeRange(start: time(1, 6), end: time(3, 0))])
    #expect(cues.first?.lines == ["Hello"])
  }

  @Test func aCaptionReplacesTheOneBefore() throws {
    let cues = try read(
      "00:00:01:00\t94ae 94ae 9420 9420 9470 9470 c180 942f 942f",
      "00:00:02:00\t94ae 94ae 9420 9420 9470 9470 c280 942f 942f", "00:00:04:00\t942c 942c")
    #expect(cues.map(\.lines) == [["A"], ["B"]])
    #expect(
      cues.map(\.range) == [
        TimeRange(start: time(1, 7), end: time(2, 7)), TimeRange(start: time(2, 7), end: time(4, 0)),
      ])
  }

  @Test func erasingWithinALoad() throws {
    let cues = try read(
      "00:00:01:00\t9420 9420 94ae 94ae 9470 9470 c180 942f 942f",
      "00:00:02:00\t9420 9420 94ae 94ae 942c 942c 9470 9470 c280 942f 942f", "00:00:04:00\t942c 942c")
    #expect(cues.map(\.lines) == [["A"], ["B"]])
    #expect(
      cues.map(\.range) == [
        TimeRange(start: time(1, 7), end: time(2, 4)), TimeRange(start: time(2, 9), end: time(4, 0)),
      ])
  }

  @Test(arguments: [
    ("two rows", "94d0 94d0 c180 9470 9470 c280", ["A", "B"]),
    ("tab offset", "9470 9470 97a1 97a1 c180", ["A"]),
    ("special character", "9470 9470 9137 9137 20c1", ["♪ A"]),
    ("the same special character twice", "9470 9470 9137 9137 9137 9137", ["♪♪"]),
    ("extended character takes the place of its fallback", "9470 9470 45ec 9220 9220", ["EÁ"]),
    ("mid-row code is a space", "9470 9470 c180 91ae 91ae c280", ["A B"]),
    ("odd number of characters", "9470 9470 c180 c2c3", ["ABC"]),
    ("accents of the standard set", "9470 9470 2adc 5edf e07b fefd", ["áéíóúçñÑ"]),
    ("backspace", "9470 9470 c1c2 94a1 94a1 c380", ["AC"]),
    ("delete to the end of the row", "9470 9470 c1c2 c3c4 9470 9470 97a2 97a2 94a4 94a4 45c6", ["ABEF"]),
    ("column that nothing is in", "9470 9470 c180 9476 9476 c280", ["A B"]),
    ("rows of other channels", "1c20 1c20 1c70 1c70 5858 9420 9420 9470 9470 c180", ["A"]),
    ("background colour takes the place of a space", "9470 9470 c120 9026 9026 c280", ["A B"]),
    ("no pairs but text in one word", "94709470c1c2c380", ["ABC"]),
    ("what is no pair", "9470 9470 zzzz c1c2 c3", ["AB"]),
    ("parity that is missing", "1470 1470 4142 4344", ["ABCD"]),
  ])
  func reads(_ name: String, _ pairs: String, _ expected: [String]) throws {
    let cues = try read("00:00:01:00\t94ae 94ae 9420 9420 \(pairs) 942f 942f", "00:00:05:00\t942c 942c")
    #expect(cues.map(\.lines) == [expected], "\(name)")
  }

  @Test func styles() throws {
    // Italics by the preamble; red, underlined, white by mid-row codes.
    let cues = try read(
      "00:00:01:00\t9420 9420 94ae 94ae 94ce 94ce c180 91a8 91a8 c280 91a1 91a1 c380 9470 9470 c480 942f 942f",
      "00:00:05:00\t942c 942c")
    let styles = try #require(cues.first).text.map { $0.spans.map { ($0.text, $0.style) } }
    #expect(styles.map { $0.map(\.0) } == [["A", " B", " C"], ["D"]])
    #expect(styles[0][0].1.isItalic)
    #expect(styles[0][1].1.color == TextColor(255, 0, 0))
    #expect(!styles[0][1].1.isItalic)
    #expect(styles[0][2].1.isUnderlined)
    #expect(styles[0][2].1.color == nil)
    #expect(styles[1][0].1 == TextStyle())
  }

  @Test(
    arguments: [
      // Centred in the last row.
      ("945e 945e 97a2 97a2 c1c2 c3c4", nil, nil, nil, nil),
      ("9470 9470 c1c2", nil, .left, 0.1, CuePlacement.Edge.bottom),
      ("91d0 91d0 c1c2", nil, .left, 0.1, .top),
      ("1370 1370 c1c2", 0.1 + 0.8 * 13 / 15, .left, 0.1, .bottom),
      ("92d0 92d0 c1c2", 0.1 + 0.8 * 2 / 15, .left, 0.1, .top),
      ("9474 9474 97a1 97a1 c1c2", nil, .left, 0.1 + 0.8 * 9 / 32, .bottom),
    ] as [(String, Double?, CuePlacement.Alignment?, Double?, CuePlacement.Edge?)])
  func places(
    pairs: String, line: Double?, alignment: CuePlacement.Alignment?, position: Double?, edge: CuePlacement.Edge?
  ) throws {
    let pairs = pairs.replacingOccurrences(of: "945e", with: "947c")
    let placement = try #require(
      try read("00:00:01:00\t94ae 94ae 9420 9420 \(pairs) 942f 942f", "00:00:05:00\t942c 942c").first
    ).placement
    guard let alignment, let position, let edge else {
      #expect(placement?.alignment != .center)
      return
    }
    #expect(placement?.alignment == alignment)
    #expect(placement?.edge == edge)
    #expect(abs((placement?.position ?? 0) - position) < 1e-9)
    #expect(line == nil ? placement?.line == nil : abs((placement?.line ?? 0) - (line ?? 1)) < 1e-9)
  }

  @Test func centredAtTheBottomIsTheUsualPlace() throws {
    // Columns 14…17.
    let cues = try read(
      "00:00:01:00\t94ae 94ae 9420 9420 9476 9476 97a2 97a2 c1c2 c3c4 942f 942f", "00:00:05:00\t942c 942c")
    #expect(cues.map(\.placement) == [nil])
  }

  @Test func blocksThatLieApartAreCuesOfTheirOwn() throws {
    let cues = try read(
      "00:00:01:00\t94ae 94ae 9420 9420 91d0 91d0 c180 9470 9470 c280 942f 942f", "00:00:05:00\t942c 942c")
    #expect(cues.map(\.lines) == [["A"], ["B"]])
    #expect(Set(cues.map(\.range)).count == 1)
    #expect(cues.map { $0.placement?.edge } == [.top, .bottom])
  }

  /// `RU2 CR`, a line; again; erased.
  private static let rollUp = [
    "00:00:01:00\t9425 9425 94ad 94ad 9470 9470 c180", "00:00:03:00\t9425 9425 94ad 94ad 9470 9470 c280",
    "00:00:05:00\t9425 9425 94ad 94ad 9470 9470 c380", "00:00:07:00\t942c 942c",
  ]

  @Test func rollUpAsItIsSeen() throws {
    let cues = try document(Self.rollUp).cues
    #expect(cues.map(\.lines) == [["A"], ["A", "B"], ["B", "C"]])
    #expect(
      cues.map(\.range) == [
        TimeRange(start: time(1, 6), end: time(3, 2)), TimeRange(start: time(3, 2), end: time(5, 2)),
        TimeRange(start: time(5, 2), end: time(7, 0)),
      ])
  }

  @Test func rollUpLineByLine() throws {
    var configuration = SCCConfiguration()
    configuration.rollUp = "lines"
    let cues = try document(Self.rollUp, configuration).cues
    #expect(cues.map(\.lines) == [["A"], ["B"], ["C"]])
    #expect(cues.map(\.range.end) == [time(3, 2), time(5, 2), time(7, 0)])
  }

  @Test func paintOn() throws {
    let cues = try read(
      "00:00:01:00\t9429 9429 9470 9470 c1c2 c3c4", "00:00:03:00\t9429 9429 94d0 94d0 45c6 c7c8",
      "00:00:05:00\t942c 942c")
    #expect(cues.map(\.lines) == [["ABCD"], ["EFGH", "ABCD"]])
    #expect(
      cues.map(\.range) == [
        TimeRange(start: time(1, 4), end: time(3, 4)), TimeRange(start: time(3, 4), end: time(5, 0)),
      ])
  }

  @Test func whatNothingErasesStaysAWhile() throws {
    let cues = try read("00:00:01:00\t94ae 94ae 9420 9420 9470 9470 c180 942f 942f")
    #expect(cues.map(\.range) == [TimeRange(start: time(1, 7), end: time(1, 7) + MediaTime(milliseconds: 4000))])
  }

  @Test func dropFrameKeepsTheClock() throws {
    let start = try read("01:00:00;00\t9420 9470 c180 942f", "01:00:02;00\t942c").first?.range.start
    #expect(start == MediaTime(ticks: 107_892 + 3, timeBase: Rational(1001, 30_000)))
    let other = try read("01:00:00:00\t9420 9470 c180 942f", "01:00:02:00\t942c").first?.range.start
    #expect(other == MediaTime(ticks: 108_000 + 3, timeBase: Rational(1001, 30_000)))
  }

  @Test func programmesMayStartAnywhere() throws {
    var configuration = SCCConfiguration()
    configuration.programmeStart = "23:59:58:00"
    let cues = try document(
      ["23:59:59:00\t9420 9470 c180 942f", "00:00:01:00\t942c", "00:00:02:00\t9420 9470 c280 942f"], configuration
    ).cues
    #expect(cues.map(\.range.start) == [time(1, 3), time(4, 3)])
    #expect(cues.first?.range.end == time(3, 0))
  }

  @Test
  func remarksSayWhatIsMissing() throws {
    let document = try document(["00:00:01:00\t1c20 1c20 1c70 1c70 5858 9420 9420 9470 9470 4180 942f 942f"])
    #expect(document.frameRate == Rational(30_000, 1001))
    #expect(
      document.remarks == ["captions of channel 2 were left out", "1 of 12 pairs have the wrong parity"])
    #expect(document.notes.isEmpty)
  }

  @Test(arguments: [
    "", "\n\n", "hello", "1\n00:00:01,000 --> 00:00:02,000\nHi", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi",
  ])
  func whatIsNotSCCIsAnError(text: String) {
    #expect(throws: SubtitleReadError.self) { try SCCFormat().read(Data(text.utf8)) }
  }

  @Test(arguments: [
    "\u{FEFF}Scenarist_SCC V1.0\r\n\r\n00:00:01:00\t9420 9470 C180 942F\r\n", "00:00:01:00 9420 9470 c180 942f",
    "Scenarist_SCC V1.0\n// remark\n\n  00:00:01:00   9420 9470 c180 942f",
  ])
  func readsWhatPeopleHave(text: String) throws {
    #expect(try SCCFormat().read(Data(text.utf8)).cues.map(\.lines) == [["A"]])
  }

  @Test(arguments: ["x", "1:2:3", ""]) func settingsAreChecked(text: String) {
    var configuration = SCCConfiguration()
    configuration.programmeStart = text
    #expect(throws: (any Error).self) { try SCCFormat(configuration: configuration) }
  }
}
