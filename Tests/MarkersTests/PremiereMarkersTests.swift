import Foundation
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@testable import Markers

@Suite struct PremiereMarkersTests {
  private func text(
    _ segments: [Segment], rate: Rational? = Rational(25, 1),
    _ change: (inout PremiereMarkersConfiguration) -> Void = { _ in }
  ) throws -> String {
    var configuration = PremiereMarkersConfiguration()
    configuration.encoding = "utf-8"
    change(&configuration)
    let data = try PremiereMarkersExporter(configuration: configuration).data(for: Talk.input(segments, rate: rate))
    return try #require(String(data: data, encoding: .utf8))
  }

  @Test func golden() throws {
    try GoldenFile.verify(
      PremiereMarkersExporter().data(for: Talk.input(Talk.segments, rate: Talk.ntsc)),
      "markers/talk-premiere.markers.csv")
  }

  @Test func goldenOfAudition() throws {
    try GoldenFile.verify(
      Data(text(Talk.segments, rate: nil) { $0.layout = "audition" }.utf8), "markers/talk-audition.markers.csv")
  }

  @Test func rows() throws {
    let one = [Talk.segment("Yes.", at: 59_940)]
    #expect(
      try text(one)
        == "Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\n"
        + "Yes.\t\t00:00:59:24\t00:01:00:06\t00:00:00:07\tComment\n")
    #expect(try text(one) { $0.ranges = false }.hasSuffix("\t00:00:59:24\t00:00:59:24\t00:00:00:00\tComment\n"))
    #expect(try text(one) { $0.frameRate = "29.97" }.hasSuffix("\t00;00;59;26\t00;01;00;07\t00;00;00;09\tComment\n"))
    #expect(
      try text(one) { $0.layout = "audition" }
        == "Name\tStart\tDuration\tTime Format\tType\tDescription\nYes.\t0:59.960\t0:00.280\tdecimal\tCue\t\n")
  }

  @Test(arguments: [
    (Int64(0), "0:00.000"), (61_000, "1:01.000"), (3_599_960, "59:59.960"), (3_600_000, "1:00:00.000"),
    (36_061_000, "10:01:01.000"),
  ])
  func auditionTimes(milliseconds: Int64, expected: String) throws {
    let rows = try text([Talk.segment("Yes.", at: milliseconds)]) { $0.layout = "audition" }.split(separator: "\n")
    #expect(rows[1].split(separator: "\t")[1] == expected)
  }

  @Test func columnsCannotBeBroken() throws {
    for layout in ["premiere", "audition"] {
      let segments = Talk.random(500, seed: 15)
      let rows = try text(segments) { $0.layout = layout }.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(rows.count == segments.count + 2)
      for row in rows.dropLast() {
        #expect(row.split(separator: "\t", omittingEmptySubsequences: false).count == 6 && !row.contains("\""))
      }
    }
  }

  @Test func nothingBeginsAFormula() throws {
    let row = try #require(try text([Talk.segment("=1+1", at: 0)]).split(separator: "\n").last)
    #expect(row.hasPrefix("'=1+1\t\t"))
    let quoted = try #require(try text([Talk.segment("\"Yes\" (\"no\")", at: 0)]).split(separator: "\n").last)
    #expect(quoted.hasPrefix("“Yes” (“no”)\t"))
  }

  @Test func encodings() throws {
    func bytes(_ encoding: String) throws -> Data {
      var configuration = PremiereMarkersConfiguration()
      configuration.encoding = encoding
      return try PremiereMarkersExporter(configuration: configuration).data(for: Talk.input(Talk.segments))
    }
    let plain = try bytes("utf-8")
    #expect(try bytes("utf-8-bom") == Data([0xEF, 0xBB, 0xBF]) + plain)
    let wide = try bytes("utf-16")
    #expect(wide.prefix(2) == Data([0xFF, 0xFE]))
    #expect(String(data: wide, encoding: .utf16) == String(data: plain, encoding: .utf8))
    #expect(throws: ConfigurationError.self) { try bytes("latin1") }
  }
}
