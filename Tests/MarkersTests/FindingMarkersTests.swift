import Foundation
import Moderation
import PluginKit
import TestSupport
import Testing
import Timeline

@testable import Markers

@Suite struct FindingMarkersTests {
  private func finding(_ category: String, _ start: Int64, _ severity: Severity?, words: Range<Int>? = nil) -> Finding {
    Finding(
      category: category,
      range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: start + 400)), score: 0.93,
      source: "s", words: words, severity: severity)
  }

  private var input: ExportInput {
    var input = Talk.input(Talk.segments)
    input.annotations.findings = [
      finding("insult", 2000, .high, words: 0..<2), finding("a|b", 5000, nil), finding("=cmd", 5000, .low),
      finding("<x>\u{202E}", 9000, .medium),
    ]
    let decision = ReviewDecision(state: .dismissed, by: "ada", time: 0, reason: "no")
    input.reviews = (0..<4).map {
      FindingReview(identity: FindingIdentity(rawValue: "\($0)"), decision: $0 == 0 ? decision : nil)
    }
    return input
  }

  private func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  @Test func areCalledByWhatWasFoundAndDecided() {
    let markers = MarkerList(findingsIn: input, MarkerSettings(), showsWords: false).markers
    #expect(
      markers.map(\.name) == [
        "[dismissed] insult, high, 0.93", "a|b, 0.93 / =cmd, low, 0.93", "<x>\u{FFFD}, medium, 0.93",
      ])
    #expect(markers.map(\.frame) == [50, 125, 225] && markers[0].length == 10)
    let said = MarkerList(findingsIn: input, MarkerSettings(), showsWords: true).markers[0].name
    #expect(said.hasPrefix("[dismissed] insult, high, 0.93: "))
  }

  @Test func goldenForFinalCut() throws {
    try GoldenFile.verify(FCPXMLFindingsExporter().data(for: input), "markers/talk.findings.fcpxml")
  }

  @Test func goldenForPremiere() throws {
    try GoldenFile.verify(PremiereFindingsExporter().data(for: input), "markers/talk.findings.csv")
  }

  @Test func goldenForResolve() throws {
    try GoldenFile.verify(ResolveFindingsExporter().data(for: input), "markers/talk.findings.resolve.edl")
  }

  @Test func keepToTheirFormats() throws {
    let xml = text(try FCPXMLFindingsExporter().data(for: input))
    #expect(xml.contains("value=\"&lt;x&gt;\u{FFFD}, medium, 0.93\"") && !xml.contains("\u{202E}"))
    let edl = text(try ResolveFindingsExporter().data(for: input))
    #expect(edl.contains("|C:ResolveColorRed |M:a/b, 0.93 / =cmd, low, 0.93 |D:10"))
    var configuration = ResolveFindingsConfiguration()
    configuration.color = "Black"
    #expect { try ResolveFindingsExporter(configuration: configuration) } throws: {
      ($0 as? ConfigurationError)?.pointer == "/color"
    }
  }
}
