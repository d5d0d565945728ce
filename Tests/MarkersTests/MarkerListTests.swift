import Foundation
import Media
import PluginKit
import Testing
import Timeline
import Transcript

@testable import Markers

@Suite struct MarkerListTests {
  private func list(_ segments: [Segment], _ settings: MarkerSettings = MarkerSettings()) -> MarkerList {
    MarkerList(Talk.input(segments), settings)
  }

  @Test func segmentsOrTurns() {
    #expect(list(Talk.segments).markers.map(\.frame) == [48, 101, 1501, 1550, 1625])
    let turns = list(Talk.segments, MarkerSettings(at: "speaker")).markers
    #expect(turns.map(\.frame) == [48, 1501, 1625])
    #expect(turns.map { $0.name.prefix(5) } == ["Ada: ", "Ben: ", "船は正午に"])
    #expect(turns[0].length == 168 - 48)
    let nameless = [Talk.segment("One.", at: 0), Talk.segment("Two.", at: 300)]
    #expect(list(nameless, MarkerSettings(at: "speaker")).markers.count == 2)
  }

  @Test func oneMarkerAFrame() {
    let segments = [
      Talk.segment("Two.", at: 1010), Talk.segment("One.", at: 0), Talk.segment("Three four.", at: 1001, speaker: "A"),
    ]
    let markers = list(segments).markers
    #expect(markers.map(\.frame) == [0, 25])
    #expect(markers[1].name == "Two. / A: Three four." && markers[1].length == 15)
  }

  @Test func isAsLongAsTheMediaOrLonger() {
    #expect(list([]).length == 1750 && list([]).markers.isEmpty)
    #expect(list([Talk.segment("Late.", at: 100_000)]).length == 2508)
    var input = Talk.input([])
    (input.media.duration, input.transcript.duration) = (nil, .zero)
    #expect(MarkerList(input, MarkerSettings()).length == 1)
  }

  @Test func nothingToSeeIsNoMarker() {
    #expect(list([Talk.segment("\u{0}", at: 0, speaker: "A"), Segment(words: [], language: "en")]).markers.isEmpty)
  }

  @Test(arguments: [
    ("short", 10, "short"), ("exactly 10", 10, "exactly 10"), ("one two three", 10, "one two…"),
    ("extraordinary", 10, "extraordi…"), ("a extraordinary", 10, "a extraor…"), ("船は正午に出ますと言いました", 10, "船は正午に出ますと…"),
    (
      "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 10,
      "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦…"
    ), ("one two three", 0, "one two three"),
  ])
  func cuts(text: String, limit: Int, expected: String) {
    #expect(text.cut(to: limit) == expected)
  }

  private static let wrong: [(String, @Sendable (inout ResolveEDLConfiguration) -> Void)] = [
    ("/at", { $0.at = "word" }), ("/frameRate", { $0.frameRate = "26" }), ("/maximumLength", { $0.maximumLength = 3 }),
    ("/startTimecode", { $0.startTimecode = "1h" }), ("/color", { $0.color = "Black" }),
  ]

  @Test(arguments: wrong)
  func refusesSettings(pointer: String, change: @Sendable (inout ResolveEDLConfiguration) -> Void) {
    var configuration = ResolveEDLConfiguration()
    change(&configuration)
    #expect { try ResolveEDLExporter(configuration: configuration) } throws: {
      ($0 as? ConfigurationError)?.pointer == pointer
    }
  }

  /// What took time by the square of its length would take minutes.
  @Test(.timeLimit(.minutes(2))) func aDayOfSpeech() {
    let segments = (0..<8000).map {
      Talk.segment(
        "This is sentence number \($0) of a long day.", at: Int64($0) * 3600, speaker: $0 % 40 < 20 ? "A" : "B")
    }
    let input = Talk.input(segments, rate: Talk.ntsc)
    #expect(FCPXMLMarkersExporter().data(for: input).count > 500_000)
    #expect(PremiereMarkersExporter().data(for: input).count > 500_000)
    #expect(ResolveEDLExporter().data(for: input).count > 500_000)
  }
}
