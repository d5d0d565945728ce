import Foundation
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@testable import Markers

@Suite struct ResolveEDLTests {
  private func text(
    _ segments: [Segment], rate: Rational? = Rational(25, 1), name: String = "Ferry.mp4",
    _ change: (inout ResolveEDLConfiguration) -> Void = { _ in }
  ) throws -> String {
    var configuration = ResolveEDLConfiguration()
    change(&configuration)
    let data = try ResolveEDLExporter(configuration: configuration).data(
      for: Talk.input(segments, rate: rate, name: name))
    return try #require(String(data: data, encoding: .utf8))
  }

  @Test func golden() throws {
    try GoldenFile.verify(Data(text(Talk.segments, rate: Talk.ntsc).utf8), "markers/talk.markers.edl")
  }

  @Test func settings() throws {
    let one = [Talk.segment("Yes.", at: 1000)]
    #expect(
      try text(one) == """
        TITLE: Ferry.mp4
        FCM: NON-DROP FRAME

        001  001      V     C        01:00:01:00 01:00:01:01 01:00:01:00 01:00:01:01\("  ")
         |C:ResolveColorBlue |M:Yes. |D:8


        """)
    #expect(try text(one) { ($0.ranges, $0.color) = (false, "Mint") }.contains("\n |C:ResolveColorMint |M:Yes. |D:1\n"))
    #expect(try text(one) { $0.startTimecode = "00:00:00:00" }.contains(" 00:00:01:00 00:00:01:01 "))
    let drop = try text([Talk.segment("Yes.", at: 60_060)], rate: Talk.ntsc)
    #expect(drop.contains("\nFCM: DROP FRAME\n") && drop.contains(" 01:01:00;02 01:01:00;03 "))
    let plain = try text([Talk.segment("Yes.", at: 60_060)], rate: Talk.ntsc) { $0.dropFrame = false }
    #expect(plain.contains("\nFCM: NON-DROP FRAME\n") && plain.contains(" 01:01:00:00 01:01:00:01 "))
    #expect(try text([]) == "TITLE: Ferry.mp4\nFCM: NON-DROP FRAME\n\n")
    #expect(try text([], name: "\n").hasPrefix("TITLE: Transcript\n"))
  }

  @Test(arguments: [
    ("a | b |D:9", "a / b /D:9"), ("Zoë 🎉 日本", "Zoë 日本"), ("👩‍👩‍👧‍👦", "Marker"),
    ("\u{2067}שלום\u{2069}", "\u{2067}שלום\u{2069}"),
    ("𠮷野家", "野家"),
  ])
  func namesAreWhatResolveReads(said: String, expected: String) throws {
    #expect(try text([Talk.segment(said, at: 0)]).contains(" |M:\(expected) |D:"))
  }

  @Test(arguments: [
    ("Zoë isn’t “here” – ½ … Straße", "Zoe isn't \"here\" - 12 ... Strae"), ("日本", "Marker"), ("ﬁne", "fine"),
  ])
  func asciiOnly(said: String, expected: String) throws {
    let edl = try text([Talk.segment(said, at: 0)]) { $0.asciiOnly = true }
    #expect(edl.contains(" |M:\(expected) |D:"), "\(edl)")
    let cut = try text([Talk.segment("Zoë was here all day", at: 0)]) { ($0.asciiOnly, $0.maximumLength) = (true, 10) }
    #expect(cut.contains(" |M:Zoe was... |D:") && cut.allSatisfy(\.isASCII))
  }

  @Test func linesCannotBeBroken() throws {
    let segments = Talk.random(1200, seed: 16)
    let lines = try text(segments).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 + 3 * segments.count + 1)
    for (index, line) in lines.dropFirst(3).dropLast().enumerated() {
      switch index % 3 {
      case 0: #expect(line.hasSuffix("  ") && Int(line.prefix { $0 != " " }) == index / 3 + 1)
      case 1: #expect(line.hasPrefix(" |C:ResolveColorBlue |M:") && line.split(separator: "|").count == 4)
      default: #expect(line.isEmpty)
      }
    }
  }
}
