import Foundation
import Media
import MediaIO
import SystemPackage
import Testing
import Timeline

/// What becomes of tracks that cannot stay what they are, and what is refused.
@Suite struct BleepChoiceTests {
  private static let span = TimeRange(start: MediaTime(milliseconds: 1_500), end: MediaTime(milliseconds: 2_000))
  private static let inside = 73_500..<94_500

  private static func bleep(
    _ source: FilePath, to output: FilePath, _ change: (inout BleepSettings) -> Void = { _ in }
  ) throws -> BleepReport {
    var settings = BleepSettings()
    settings.padding = .zero
    change(&settings)
    return try AudioBleeper.bleep(
      [span], of: source, to: output, settings: settings, cancellation: Cancellation())
  }

  /// FFmpeg reads waves of QuickTime in an MP4, and does not write them there.
  @Test(arguments: [false, true])
  func aTrackThatTheContainerDoesNotHoldLosesNothing(leavesOutUnknown: Bool) throws {
    let scratch = try Scratch()
    let (movie, source) = (scratch.path.appending("source.mov"), scratch.path.appending("source.mp4"))
    try BleepFixtures.write(BleepFixtures.sound(seconds: 3, channels: 1), as: "pcm_s16be", to: movie)
    try FileManager.default.moveItem(atPath: movie.string, toPath: source.string)
    let output = scratch.path.appending("copy.mp4")
    let report = try Self.bleep(source, to: output) {
      $0.leavesOutUnknown = leavesOutUnknown
      $0.sound = .mute
    }
    let track = try #require(report.tracks.first)
    #expect(track.action == .recoded && track.codecWritten == "alac" && report.leftOut.isEmpty, "\(report)")
    #expect(try #require(track.remark).contains("pcm_s16be into MP4"))
    let (before, after) = (try BleepFixtures.read(source)[0], try BleepFixtures.read(output)[0])
    #expect(before.count == after.count && before[..<72_000] == after[..<72_000])
    #expect(after[Self.inside].level == 0 && before[96_000...] == after[96_000...])
  }

  @Test func aTrackThatTheContainerDoesNotHoldIsCodedAnew() throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source.mkv"), scratch.path.appending("copy.webm"))
    try BleepFixtures.write(BleepFixtures.sound(seconds: 3, channels: 2), as: "ac3", to: source)
    let report = try Self.bleep(source, to: output) { $0.sound = .mute }
    let track = try #require(report.tracks.first)
    #expect(track.action == .recoded && track.codecWritten == "opus", "\(report)")
    #expect(try #require(track.remark).contains("WebM"))
    // Opus in WebM begins before 0, with what is not heard.
    let (before, after) = (try BleepFixtures.read(source), try BleepFixtures.read(output, fromZero: true))
    #expect(abs(before[0].count - after[0].count) < 48)
    #expect(BleepFixtures.distance(before, after, in: 4_800..<70_000) > 7)
    #expect(after[0][Self.inside].level < 0.003)
  }

  @Test(arguments: ["source.wav", "source.aiff", "source.mkv"])
  func aFileWithoutAnySoundIsNoCopy(name: String) throws {
    let scratch = try Scratch()
    let source = scratch.path.appending(name)
    try BleepFixtures.write([[]], as: name.hasSuffix("aiff") ? "pcm_s16be" : "pcm_s16le", to: source)
    let error = #expect(throws: MediaError.self) {
      try Self.bleep(source, to: scratch.path.appending("copy-\(name)"))
    }
    #expect([.noAudio, .notMedia].contains(error?.code), "\(String(describing: error))")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string) == [name])
  }

  @Test(arguments: [3_999.0, 4_000, 12_000])
  func aToneThatATrackCannotHoldIsRefused(frequency: Double) throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source.wav"), scratch.path.appending("copy.wav"))
    try BleepFixtures.write(
      BleepFixtures.sound(seconds: 3, channels: 1, rate: 8_000), as: "pcm_s16le", to: source, rate: 8_000)
    guard frequency >= 4_000 else {
      _ = try Self.bleep(source, to: output) { $0.sound = .tone(frequency: frequency) }
      #expect(try BleepFixtures.read(output)[0][12_500..<15_500].level > 0.005)
      return
    }
    let error = #expect(throws: MediaError.self) {
      try Self.bleep(source, to: output) { $0.sound = .tone(frequency: frequency) }
    }
    #expect(error?.code == .unsupportedCodec && error?.message.contains("below 4000 Hz") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string) == ["source.wav"])
  }

  @Test(arguments: [
    ("copy.wav", "pcm_s16le"), ("copy.mkv", "flac"), ("copy.mp4", "aac"), ("copy.mka", "ac3"),
  ])
  func ofSurroundOnlyTheCentreGetsTheTone(name: String, encoder: String) throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source-\(name)"), scratch.path.appending(name))
    try BleepFixtures.write(
      BleepFixtures.sound(seconds: 4, channels: 6), as: encoder, to: source, bitRate: 448_000)
    _ = try Self.bleep(source, to: output)
    let (before, after) = (try BleepFixtures.read(source), try BleepFixtures.read(output))
    #expect(after.count == 6)
    for (channel, samples) in after.enumerated() {
      // Left, right, centre, low frequencies, and two at the back or at the sides.
      #expect(before[channel][Self.inside].level > 0.01, "channel \(channel)")
      let level = samples[Self.inside].level
      #expect(channel == 2 ? level > 0.02 : level < 0.003, "channel \(channel): \(level)")
    }
  }
}
