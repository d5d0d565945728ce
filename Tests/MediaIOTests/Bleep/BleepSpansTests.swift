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
    #expect(settings.padded([span(4, 4), span(0, 0)]) == [span(0, 0.1), span(3.9, 4.1)])
    settings.padding = .zero
    #expect(settings.padded([span(4, 4)]).isEmpty)
  }

  @Test func `what lies before the start is left out`() {
    var settings = BleepSettings()
    settings.padding = MediaTime(milliseconds: 100)
    // What lies behind the end shows when the sound was read.
    #expect(settings.padded([span(-3, -1), span(-1, 0), span(11, 12)]) == [span(0, 0.1), span(10.9, 12.1)])
  }
}
