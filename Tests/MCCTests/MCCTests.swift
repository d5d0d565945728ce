import ClosedCaptions
import Foundation
import MCC
import Subtitles
import TestSupport
import Testing
import Timeline

@Suite struct MCCTests {
  private func read(_ text: String) throws -> SubtitleDocument { try MCCFormat().read(Data(text.utf8)) }

  /// A line as encoders write it: time code absent, twenty triplets, the pair first.
  private func packet(_ pair: String) -> String { "T49S494F43ZZ72F4FC\(pair.uppercased())ROO74ZZ00" }

  private func file(_ pairs: [String], rate: String = "30DF", version: String = "1.0") -> String {
    var text = "File Format=MacCaption_MCC V\(version)\n\n// remark\n\nUUID=x\nTime Code Rate=\(rate)\n\n"
    for (index, pair) in pairs.enumerated() {
      text += "00:00:01\(rate.hasSuffix("DF") ? ";" : ":")\(index < 10 ? "0" : "")\(index)\t\(packet(pair))\n"
    }
    return text
  }

  private let caption = ["94ae", "94ae", "9420", "9420", "9470", "9470", "c8e5", "ecec", "ef80", "942f", "942f"]

  @Test(arguments: [
    ("30DF", Rational(30_000, 1001)), ("30", Rational(30_000, 1001)), ("25", Rational(25, 1)),
    ("24", Rational(24_000, 1001)),
    ("60", Rational(60_000, 1001)), ("50", Rational(50, 1)), ("x", Rational(30_000, 1001)),
  ])
  func readsTheFirstField(rate: String, expected: Rational) throws {
    for version in ["1.0", "2.0"] {
      let document = try read(file(caption, rate: rate, version: version))
      #expect(document.cues.map(\.lines) == [["Hello"]])
      #expect(document.frameRate == expected)
      let frames = Int64(expected.value.rounded()) + 9
      #expect(document.cues.first?.range.start == TimeGrid(frameRate: expected).time(of: frames))
    }
  }

  @Test func packetsHaveOtherParts() throws {
    // A time code before the captions; pairs of the second field and of digital captions, and one that is not valid.
    let pair = "FC94AEFD1C20FE0102F89420"
    let text =
      "File Format=MacCaption_MCC V1.0\nTime Code Rate=30\n"
      + caption.enumerated().map { index, value in
        let own = pair.replacingOccurrences(of: "94AE", with: value.uppercased())
        return "00:00:01:\(index < 10 ? "0" : "")\(index)\tT29S294FC3ZZ7181028000" + "72E4" + own + "73F100000000000000"
          + "740000FF00\n"
      }.joined()
    #expect(try read(text).cues.map(\.lines) == [["Hello"]])
  }

  @Test func timeCodesMayHaveAField() throws {
    let text = file(caption).replacingOccurrences(of: "\tT", with: ".0,9\tT")
    #expect(try read(text).cues.map(\.lines) == [["Hello"]])
  }

  /// A file without captions of the older kind is no empty file.
  @Test func digitalCaptionsAloneAreSaid() throws {
    let head = "File Format=MacCaption_MCC V1.0\n\nUUID=x\nTime Code Rate=30\n\n"
    let packet = "00:00:01:00\tT49S494F43ZZ72F4FF0210FE4142" + "ROO74ZZ00\n"
    #expect(throws: SubtitleReadError("this has only CEA-708 captions, which are not read")) {
      try read(head + packet)
    }
    #expect(throws: SubtitleReadError("no line is a packet with captions")) {
      try read(head + "00:00:01:00\tnothing\n")
    }
    // The line is there, and nothing is said.
    #expect(try read(file(["8080"])).cues.isEmpty)
  }

  @Test func channelTwoIsSaid() throws {
    let document = try read(file(caption + ["1c20", "1c20", "1c70", "1c70", "c8e5"]))
    #expect(document.remarks == ["captions of channel 2 were left out"] && document.notes.isEmpty)
  }

  @Test func nothingIsWritten() {
    #expect(throws: MCCIsNotWritten.self) { try MCCFormat().write(SubtitleDocument(cues: [])) }
  }

  @Test(arguments: ["", "hello", "Scenarist_SCC V1.0\n\n00:00:01:00\t9420"]) func whatIsNotMCCIsAnError(text: String) {
    #expect(throws: SubtitleReadError.self) { try read(text) }
  }

  @Test func damagedLinesNeverCrash() throws {
    var generator = SeededGenerator(seed: 71)
    let text = Array(file(caption).utf8)
    for length in 0...text.count { _ = try? MCCFormat().read(Data(text.prefix(length))) }
    for _ in 0..<1000 {
      var bytes = text
      for _ in 0..<8 {
        let index = Int.random(in: 60..<bytes.count, using: &generator)
        bytes[index] = Array("0123456789ABCDEFGHIJKLMNOPQRSTUZ\t\n:;".utf8).randomElement(using: &generator) ?? 0
      }
      _ = try MCCFormat().read(Data(bytes))
    }
  }
}
