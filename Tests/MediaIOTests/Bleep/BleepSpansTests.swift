import MediaIO
import Testing
import Timeline

@Suite struct BleepSpansTests {
  private func span(_ start: Double, _ end: Double) -> TimeRange {
    TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end))
  }

  /// Recognisers give words without a length.
  @Test func `a span without a length has its padding`() {
    var settings = BleepSettings()
    settings.padding = MediaTime(milliseconds: 100)
    #expect(settings.padded([span(4, 4), span(0, 0)], end: nil) == [span(0, 0.1), span(3.9, 4.1)])
    settings.padding = .zero
    #expect(settings.padded([span(4, 4)], end: nil).isEmpty)
  }

  @Test func `what lies outside is left out`() {
    var settings = BleepSettings()
    settings.padding = MediaTime(milliseconds: 100)
    #expect(
      settings.padded([span(-3, -1), span(11, 12), span(9.95, 12)], end: MediaTime(seconds: 10)) == [span(9.85, 10)])
  }
}
