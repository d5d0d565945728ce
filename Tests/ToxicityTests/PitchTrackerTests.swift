import Foundation
import Testing

@testable import Toxicity

@Suite struct PitchTrackerTests {
  @Test(arguments: [75, 110, 151.3, 220, 333, 480, 640]) func pitchIsThatOfTheTone(hertz: Double) throws {
    let samples = SpeechSketch.sound(of: [(hertz, 0.1)])
    let measure = try #require(VoiceMeter(sampleRate: 16_000).measure(Array(samples[..<16_000])))
    #expect(abs(measure.pitch / hertz - 1) < 0.01)
  }

  @Test func levelIsThatOfTheVoicedParts() throws {
    let meter = VoiceMeter(sampleRate: 16_000)
    let quiet = try #require(meter.measure(SpeechSketch.sound(of: [(150, 0.01)])))
    let loud = try #require(meter.measure(SpeechSketch.sound(of: [(150, 0.1)])))
    #expect(abs(loud.level - quiet.level - 20) < 0.5)
    // The sum of three waves of 0.1, 0.05 and 0.03.
    #expect(abs(loud.level - 10 * log10(0.0134 / 2)) < 0.5)
  }

  @Test(arguments: [8000, 11_025, 22_050, 44_100, 48_000]) func anyRateDoes(sampleRate: Int) throws {
    let samples = SpeechSketch.sound(of: [(200, 0.1)], sampleRate: sampleRate)
    let measure = try #require(VoiceMeter(sampleRate: sampleRate).measure(samples))
    #expect(abs(measure.pitch / 200 - 1) < 0.01)
  }

  @Test func shortSoundSaysNothing() {
    let meter = VoiceMeter(sampleRate: 16_000)
    let samples = SpeechSketch.sound(of: [(200, 0.1)])
    for count in [0, 1, 100, 800] { #expect(meter.measure(Array(samples[..<count])) == nil) }
  }
}
