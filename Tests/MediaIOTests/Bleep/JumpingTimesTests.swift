import Foundation
import Media
import MediaIO
import SystemPackage
import Testing
import Timeline

/// Recordings whose time stamps begin anew: words are timed by the sound that was heard, and so is what is bleeped.
@Suite struct JumpingTimesTests {
  private func span(_ start: Double, _ end: Double) -> TimeRange {
    TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end))
  }

  /// Two recordings in one file, the second of which begins at zero again.
  private func recording(_ encoder: String, _ scratch: Scratch) throws -> FilePath {
    let part = scratch.path.appending("part.ts")
    try BleepFixtures.write(BleepFixtures.sound(seconds: 8, channels: 2), as: encoder, to: part)
    let bytes = try Data(contentsOf: URL(filePath: part.string))
    return try scratch.file("source.ts", bytes + bytes)
  }

  private func samples(of path: FilePath, _ scratch: Scratch) throws -> [Float] {
    _ = try AudioExtractor.extract(from: path, to: scratch.output, cancellation: Cancellation())
    return try readSamples(scratch.output)
  }

  @Test(arguments: ["mp2", "aac", "ac3", "libmp3lame"], [BleepSettings.Sound.mute, .tone(frequency: 1_000)])
  func `what was heard behind a jump is bleeped`(encoder: String, sound: BleepSettings.Sound) throws {
    let scratch = try Scratch()
    let source = try recording(encoder, scratch)
    var settings = BleepSettings()
    settings.sound = sound
    settings.padding = .zero
    let output = scratch.path.appending("copy.ts")
    let spans = [span(3, 4), span(12, 13)]
    _ = try AudioBleeper.bleep(spans, of: source, to: output, settings: settings, cancellation: Cancellation())
    let (before, after) = (try samples(of: source, scratch), try samples(of: output, scratch))
    #expect(abs(before.count - after.count) < 1_600)
    func error(_ start: Double, _ end: Double) -> Float {
      let part = Int(start * 16_000)..<Int(end * 16_000)
      return zip(before[part], after[part]).map { $0 - $1 }.level / before[part].level
    }
    for span in spans {
      let inside = after[Int(span.start.seconds * 16_000) + 800..<Int(span.end.seconds * 16_000) - 800]
      if sound == .mute { #expect(inside.level < 0.003) }
      #expect(error(span.start.seconds + 0.05, span.end.seconds - 0.05) > 0.9)
    }
    for (start, end) in [(0.5, 2.5), (4.5, 7.5), (8.8, 11.5), (13.5, 15)] { #expect(error(start, end) < 0.5) }
  }
}
