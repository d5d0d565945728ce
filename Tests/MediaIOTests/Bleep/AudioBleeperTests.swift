import Foundation
import Media
import MediaIO
import SystemPackage
import Testing
import Timeline

@Suite struct AudioBleeperTests {
  /// A codec in a container, and what of a track in it is coded anew.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var encoder: String
    var action: BleepReport.Action
    var channels = 2
    /// Samples that a packet may reach beyond the span.
    var packet = 0
    var isLossless = false
    var bitRate: Int64 = 192_000
    /// Samples by which the end of the copy may be off: containers that do not say where in the last packet sound ends.
    var slack = 0

    var testDescription: String { "\(encoder), \(channels) channels, \(name)" }
  }

  static let cases: [Case] = [
    Case(name: "a.wav", encoder: "pcm_s16le", action: .edited, isLossless: true),
    Case(name: "a.mov", encoder: "pcm_s24le", action: .edited, isLossless: true),
    Case(name: "a.mkv", encoder: "pcm_f32le", action: .edited, channels: 6, isLossless: true),
    Case(name: "a.aiff", encoder: "pcm_s16be", action: .edited, isLossless: true),
    Case(name: "b.wav", encoder: "pcm_mulaw", action: .edited, channels: 1, isLossless: true),
    Case(name: "a.flac", encoder: "flac", action: .recoded, isLossless: true),
    Case(name: "b.mkv", encoder: "flac", action: .recoded, channels: 6, isLossless: true),
    Case(name: "a.m4a", encoder: "alac", action: .recoded, isLossless: true),
    Case(name: "a.mp4", encoder: "aac", action: .spliced, packet: 1_024),
    Case(name: "b.mp4", encoder: "aac", action: .spliced, channels: 1, packet: 1_024, bitRate: 96_000),
    Case(name: "c.mp4", encoder: "aac", action: .spliced, channels: 6, packet: 1_024, bitRate: 448_000),
    Case(name: "c.mkv", encoder: "aac", action: .spliced, packet: 1_024),
    Case(name: "a.ts", encoder: "aac", action: .spliced, packet: 1_024),
    Case(name: "a.aac", encoder: "aac", action: .spliced, packet: 1_024),
    Case(name: "d.mkv", encoder: "ac3", action: .spliced, packet: 1_536),
    Case(name: "d.mp4", encoder: "ac3", action: .spliced, channels: 6, packet: 1_536, bitRate: 448_000),
    Case(name: "e.mp4", encoder: "eac3", action: .spliced, packet: 1_536),
    Case(name: "b.ts", encoder: "mp2", action: .spliced, packet: 1_152),
    Case(name: "c.ts", encoder: "libmp3lame", action: .recoded),
    Case(name: "a.mp3", encoder: "libmp3lame", action: .recoded),
    Case(name: "e.mkv", encoder: "libmp3lame", action: .recoded),
    Case(name: "a.avi", encoder: "libmp3lame", action: .recoded),
    Case(name: "a.wma", encoder: "wmav2", action: .recoded),
    Case(name: "f.mkv", encoder: "wmav2", action: .recoded),
    Case(name: "a.ogg", encoder: "libvorbis", action: .recoded),
    Case(name: "b.webm", encoder: "libvorbis", action: .recoded),
    Case(name: "a.opus", encoder: "libopus", action: .recoded),
    Case(name: "a.webm", encoder: "libopus", action: .recoded),
  ]

  private static let span = TimeRange(start: MediaTime(milliseconds: 1_537), end: MediaTime(milliseconds: 1_911))
  private static let rate = BleepFixtures.rate

  private static func settings(_ sound: BleepSettings.Sound) -> BleepSettings {
    var settings = BleepSettings()
    settings.sound = sound
    settings.padding = .zero
    return settings
  }

  /// The sample at which the span starts and the one after its last.
  private static let samples = 73_776..<91_728

  @Test(arguments: cases)
  func spansAreMutedToTheSample(_ given: Case) throws {
    let scratch = try Scratch()
    let source = scratch.path.appending("source-\(given.name)")
    let output = scratch.path.appending(given.name)
    try BleepFixtures.write(
      BleepFixtures.sound(seconds: 4, channels: given.channels), as: given.encoder, to: source, bitRate: given.bitRate)
    let before = try BleepFixtures.read(source)
    let report = try AudioBleeper.bleep(
      [Self.span], of: source, to: output, settings: Self.settings(.mute), cancellation: Cancellation())
    let track = try #require(report.tracks.first)
    #expect(track.action == given.action && track.codec == track.codecWritten, "\(track)")
    let after = try BleepFixtures.read(output)
    #expect(after.count == before.count)
    #expect(abs(after[0].count - before[0].count) <= given.slack, "\(after[0].count - before[0].count)")
    // What it should be: raised cosines of 5 ms at both ends, silence between them.
    var wanted = before
    for channel in wanted.indices {
      for index in Self.samples {
        let distance = Double(min(index - Self.samples.lowerBound, Self.samples.upperBound - 1 - index)) + 0.5
        wanted[channel][index] *= distance >= 240 ? 0 : Float(0.5 * (1 + cos(.pi * distance / 240)))
      }
    }
    // Opus and Vorbis keep what is heard, not the wave.
    let least = given.action == .recoded ? 7.0 : 15
    let around = Self.samples.lowerBound - 4_800..<Self.samples.upperBound + 4_800
    #expect(BleepFixtures.distance(wanted, after, in: around) > (given.isLossless ? 40 : least))
    let inside = Self.samples.lowerBound + 1_200..<Self.samples.upperBound - 1_200
    #expect(after.allSatisfy { $0[inside].level < (given.isLossless ? 0.0001 : 0.003) })
    if given.isLossless {
      #expect(zip(before, after).allSatisfy { $0[..<Self.samples.lowerBound] == $1[..<Self.samples.lowerBound] })
      #expect(zip(before, after).allSatisfy { $0[Self.samples.upperBound...] == $1[Self.samples.upperBound...] })
    } else if given.action == .spliced {
      let margin = 12 * given.packet
      let far = [0..<Self.samples.lowerBound - margin, Self.samples.upperBound + margin..<after[0].count - 2_048]
      // Noise that decoders make up depends on how much of it they made up before.
      for range in far { #expect(BleepFixtures.distance(before, after, in: range) > 40) }
      #expect(try #require(track.worstSeam) > 15)
    }
  }

  @Test(arguments: cases.filter { $0.action == .spliced })
  func allOtherPacketsAreThoseOfTheSource(_ given: Case) throws {
    let scratch = try Scratch()
    let source = scratch.path.appending("source-\(given.name)")
    let output = scratch.path.appending(given.name)
    try BleepFixtures.write(
      BleepFixtures.sound(seconds: 4, channels: given.channels), as: given.encoder, to: source, bitRate: given.bitRate)
    let report = try AudioBleeper.bleep(
      [Self.span], of: source, to: output, settings: Self.settings(.tone(frequency: 1_000)),
      cancellation: Cancellation())
    let (before, after) = (try ReadBack(source).streams[0].packets, try ReadBack(output).streams[0].packets)
    #expect(before.count == after.count)
    let changed = zip(before, after).enumerated().filter { $1.0.payload != $1.1.payload }.map(\.offset)
    #expect(changed.count <= report.tracks[0].packetsChanged && !changed.isEmpty)
    #expect(try #require(changed.last) - #require(changed.first) < 374 * 48 / given.packet + 22)
    #expect(zip(before, after).allSatisfy { $0.time == $1.time })
  }

  @Test(arguments: [1, 2, 6])
  func theToneGoesByTheLoudnessAround(channels: Int) throws {
    let scratch = try Scratch()
    let output = scratch.path.appending("copy.wav")
    // Speech is a mixture; a sine of 1 kHz at -23 dB in each channel of the front has a loudness that is known.
    let sine = Fixtures.sine(1_000, rate: Self.rate, seconds: 8, amplitude: pow(10, -20.0 / 20))
    let silence = [Float](repeating: 0, count: sine.count)
    let sound = (0..<channels).map { channels == 6 && $0 != 2 ? silence : sine }
    let source = scratch.path.appending("source.wav")
    try BleepFixtures.write(sound, as: "pcm_f32le", to: source)
    _ = try AudioBleeper.bleep(
      [TimeRange(start: MediaTime(seconds: 4), end: MediaTime(seconds: 5))], of: source, to: output,
      settings: Self.settings(.tone(frequency: 1_000)), cancellation: Cancellation())
    let after = try BleepFixtures.read(output)
    let inside = Self.rate * 4 + 1_000..<Self.rate * 5 - 1_000
    for (channel, samples) in after.enumerated() {
      let level = samples[inside].level
      guard channels != 6 || channel == 2 else {
        #expect(level == 0)
        continue
      }
      // 6 LU below a sine is half its amplitude.
      #expect(abs(20 * log10(Double(level) / (0.1 / 2.squareRoot())) + 6) < 0.1, "\(level)")
    }
  }

  @Test func noFadeClicks() throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source.wav"), scratch.path.appending("copy.wav"))
    let low = Fixtures.sine(100, rate: Self.rate, seconds: 3, amplitude: 0.5)
    try BleepFixtures.write([low], as: "pcm_f32le", to: source)
    _ = try AudioBleeper.bleep(
      [Self.span], of: source, to: output, settings: Self.settings(.tone(frequency: 1_000)),
      cancellation: Cancellation())
    let after = try BleepFixtures.read(output)[0]
    let steps = zip(after, after.dropFirst()).map { abs($1 - $0) }
    // The tone itself moves by its amplitude times 2π·1000/48000 from sample to sample.
    #expect(try #require(steps.max()) < 0.08)
  }

  @Test func spansMayComeInAnyOrderAndOverlap() throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source.mp4"), scratch.path.appending("copy.mp4"))
    try BleepFixtures.write(BleepFixtures.sound(seconds: 6, channels: 2), as: "aac", to: source)
    func span(_ start: Double, _ end: Double) -> TimeRange {
      TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end))
    }
    let given = [
      span(5.8, 9), span(2, 2.5), span(0, 0.3), span(2.4, 3), span(4, 4), span(-3, -1), span(100, 101), span(4.2, 4.21),
    ]
    let report = try AudioBleeper.bleep(
      given, of: source, to: output, settings: Self.settings(.mute), cancellation: Cancellation())
    #expect(report.spans.map(\.start.seconds) == [0, 2, 4.2, 5.8])
    #expect(report.ignored.count == 3 && report.tracks[0].action == .spliced, "\(report)")
    let after = try BleepFixtures.read(output)[0]
    for (start, end) in [(0.03, 0.27), (2.03, 2.97), (5.83, 5.95)] {
      #expect(after[Int(start * 48_000)..<Int(end * 48_000)].level < 0.003)
    }
    #expect(after[48_000..<90_000].level > 0.03)
  }

  @Test(arguments: [
    "whole.mkv", "tracks.mkv", "attached.mkv", "turned.mp4", "late.mkv", "small.webm", "gap.mka", "index-at-end.m4a",
  ])
  func everythingElseIsCopied(name: String) throws {
    let scratch = try Scratch()
    let source = Fixtures.named(name)
    let output = scratch.path.appending("copy.\(source.extension ?? "")")
    try #require(!MediaProbe.probe(source).audioStreams.isEmpty)
    let spans = [TimeRange(start: MediaTime(milliseconds: 200), end: MediaTime(milliseconds: 400))]
    let report = try AudioBleeper.bleep(spans, of: source, to: output, cancellation: Cancellation())
    let (before, after) = (try ReadBack(source), try ReadBack(output))
    #expect(before.chapters == after.chapters && before.streams.count == after.streams.count)
    for (index, (old, new)) in zip(before.streams, after.streams).enumerated() {
      #expect(old.kind == new.kind && old.isDefault == new.isDefault && old.isForced == new.isForced)
      #expect(old.tags["language"] == new.tags["language"] && old.tags["title"] == new.tags["title"])
      let track = report.tracks.first { $0.stream == index }
      if track == nil || track?.action == .copied {
        #expect(old.packets.map(\.payload) == new.packets.map(\.payload), "stream \(index)")
      }
      #expect(old.packets.map(\.time) == new.packets.map(\.time) || track?.action == .recoded, "stream \(index)")
    }
  }

  @Test func withoutSpansTheCopyIsPlain() throws {
    let scratch = try Scratch()
    let (source, output) = (Fixtures.named("whole.mkv"), scratch.path.appending("copy.mkv"))
    let report = try AudioBleeper.bleep([], of: source, to: output, cancellation: Cancellation())
    #expect(report.spans.isEmpty && report.tracks.allSatisfy { $0.action == .copied && $0.packetsChanged == 0 })
    let (before, after) = (try ReadBack(source), try ReadBack(output))
    #expect(before.streams.map { $0.packets.map(\.payload) } == after.streams.map { $0.packets.map(\.payload) })
  }

  @Test func onlyTracksThatAreAskedForAreBleeped() throws {
    let scratch = try Scratch()
    let (source, output) = (Fixtures.named("tracks.mkv"), scratch.path.appending("copy.mkv"))
    let audio = try MediaProbe.probe(source).audioStreams.map(\.index)
    var settings = BleepSettings()
    settings.tracks = .some([try #require(audio.last)])
    let spans = [TimeRange(start: MediaTime(milliseconds: 100), end: MediaTime(milliseconds: 300))]
    let report = try AudioBleeper.bleep(spans, of: source, to: output, settings: settings, cancellation: Cancellation())
    #expect(report.tracks.filter { $0.action != .copied }.map(\.stream) == audio.suffix(1))
    settings.replacesOutput = true
    settings.tracks = .some([77])
    let error = #expect(throws: MediaError.self) {
      try AudioBleeper.bleep(spans, of: source, to: output, settings: settings, cancellation: Cancellation())
    }
    #expect(error?.code == .noAudio)
  }

  @Test func aTrialWritesNothing() throws {
    let scratch = try Scratch()
    var settings = BleepSettings()
    settings.isTrial = true
    let output = scratch.path.appending("copy.mkv")
    let report = try AudioBleeper.bleep(
      [Self.span], of: Fixtures.named("whole.mkv"), to: output, settings: settings, cancellation: Cancellation())
    #expect(report.tracks.contains { $0.action != .copied })
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string).isEmpty)
  }

  @Test func cancellingLeavesNothing() throws {
    let scratch = try Scratch()
    let source = scratch.path.appending("source.flac")
    try BleepFixtures.write(BleepFixtures.sound(seconds: 20, channels: 2), as: "flac", to: source)
    let cancellation = Cancellation()
    let error = #expect(throws: MediaError.self) {
      try AudioBleeper.bleep(
        [Self.span], of: source, to: scratch.path.appending("copy.flac"), cancellation: cancellation
      ) { done in if done > 0.4 { cancellation.cancel() } }
    }
    #expect(error?.code == .cancelled)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string) == ["source.flac"])
  }

  @Test func aFileThatWasCutOffIsBleepedWhereThatIsWished() throws {
    let scratch = try Scratch()
    let whole = scratch.path.appending("whole.mkv")
    try BleepFixtures.write(BleepFixtures.sound(seconds: 20, channels: 1), as: "ac3", to: whole)
    let bytes = try Data(contentsOf: URL(filePath: whole.string))
    let source = try scratch.file("source.mkv", bytes.prefix(bytes.count * 6 / 10))
    var settings = Self.settings(.mute)
    let output = scratch.path.appending("copy.mkv")
    let error = #expect(throws: MediaError.self) {
      try AudioBleeper.bleep([Self.span], of: source, to: output, settings: settings, cancellation: Cancellation())
    }
    #expect(error?.code == .damaged)
    #expect(!FileManager.default.fileExists(atPath: output.string))
    settings.toleratesDamage = true
    let outside = TimeRange(start: MediaTime(seconds: 15), end: MediaTime(seconds: 16))
    let report = try AudioBleeper.bleep(
      [Self.span, outside], of: source, to: output, settings: settings, cancellation: Cancellation())
    // Nobody can say of what is cut off that it was bleeped.
    #expect(report.spans == [Self.span] && report.ignored == [outside] && !report.warnings.isEmpty)
    let after = try BleepFixtures.read(output)[0]
    #expect(after[Self.samples.lowerBound + 1_200..<Self.samples.upperBound - 1_200].level < 0.003)
  }

  /// Of HE-AAC half of the rate is coded: its packets last twice as long.
  @Test func allOfSpectralBandReplicationIsCodedAnew() throws {
    let scratch = try Scratch()
    let plain = scratch.path.appending("plain.m4a")
    try BleepFixtures.write(
      BleepFixtures.sound(seconds: 6, channels: 1, rate: 24_000), as: "aac", to: plain, rate: 24_000)
    var bytes = try Data(contentsOf: URL(filePath: plain.string))
    let mark = try #require(bytes.firstRange(of: Data([0x56, 0xE5, 0x00])))
    bytes[mark.lowerBound + 2] = 0x98
    let source = try scratch.file("source.m4a", bytes)
    let output = scratch.path.appending("copy.m4a")
    let report = try AudioBleeper.bleep(
      [Self.span], of: source, to: output, settings: Self.settings(.mute), cancellation: Cancellation())
    #expect(report.tracks[0].action == .recoded)
    let (before, after) = (try BleepFixtures.read(source)[0], try BleepFixtures.read(output)[0])
    #expect(before.count > 5 * 48_000 && abs(before.count - after.count) < 4_096, "\(before.count), \(after.count)")
    #expect(BleepFixtures.distance([before], [after], in: 120_000..<240_000) > 10)
    #expect(after[Self.samples.lowerBound + 1_200..<Self.samples.upperBound - 1_200].level < 0.003)
  }

  @Test(arguments: [64_000, 128_000, 192_000, 320_000])
  func mp3IsAsLoudAsItWas(bitRate: Int64) throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source.mp3"), scratch.path.appending("copy.mp3"))
    try BleepFixtures.write(
      BleepFixtures.sound(seconds: 6, channels: 2), as: "libmp3lame", to: source, bitRate: bitRate)
    _ = try AudioBleeper.bleep(
      [Self.span], of: source, to: output, settings: Self.settings(.mute), cancellation: Cancellation())
    let (before, after) = (try BleepFixtures.read(source)[0], try BleepFixtures.read(output)[0])
    #expect(abs(after[120_000..<240_000].level / before[120_000..<240_000].level - 1) < 0.02)
  }

  @Test func losslessCopiesSayHowLongTheyAre() throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source.flac"), scratch.path.appending("copy.flac"))
    try BleepFixtures.write(BleepFixtures.sound(seconds: 4, channels: 2), as: "flac", to: source)
    _ = try AudioBleeper.bleep(
      [Self.span], of: source, to: output, settings: Self.settings(.mute), cancellation: Cancellation())
    #expect(try MediaProbe.probe(output).duration?.milliseconds == 4_000)
  }

  @Test(arguments: [
    ("a.flac", "a.wav", "pcm_s16le"), ("a.wav", "b.flac", "flac"), ("a.wav", "b.mp3", "mp3"),
    ("a.wav", "b.opus", "opus"),
    ("a.wav", "b.ogg", "flac"), ("a.mp3", "b.wav", "mp3"),
  ])
  func whatAContainerDoesNotHoldBecomesAnother(source: String, output: String, codec: String) throws {
    let scratch = try Scratch()
    let path = scratch.path.appending(source)
    let encoder = ["flac": "flac", "wav": "pcm_s16le", "mp3": "libmp3lame"][path.extension ?? ""] ?? ""
    try BleepFixtures.write(BleepFixtures.sound(seconds: 4, channels: 2), as: encoder, to: path)
    let report = try AudioBleeper.bleep(
      [Self.span], of: path, to: scratch.path.appending(output), settings: Self.settings(.mute),
      cancellation: Cancellation())
    #expect(report.tracks[0].codecWritten == codec)
    #expect(try MediaProbe.probe(scratch.path.appending(output)).audioStreams[0].codec == codec)
  }

  @Test func spansBehindTheEndAreTold() throws {
    let scratch = try Scratch()
    let (source, output) = (scratch.path.appending("source.mp4"), scratch.path.appending("copy.mp4"))
    try BleepFixtures.write(BleepFixtures.sound(seconds: 4, channels: 1), as: "aac", to: source)
    let outside = TimeRange(start: MediaTime(seconds: 30), end: MediaTime(seconds: 31))
    var settings = Self.settings(.mute)
    let report = try AudioBleeper.bleep(
      [outside], of: source, to: output, settings: settings, cancellation: Cancellation())
    #expect(report.ignored == [outside] && report.spans.isEmpty && report.tracks[0].action == .copied)
    settings.allowsNothing = false
    settings.replacesOutput = true
    let error = #expect(throws: MediaError.self) {
      try AudioBleeper.bleep([outside], of: source, to: output, settings: settings, cancellation: Cancellation())
    }
    #expect(error?.code == .noAudio)
  }

  @Test func whatCannotBeDoneIsSaid() throws {
    let scratch = try Scratch()
    let film = Fixtures.named("whole.mkv")
    func code(_ source: FilePath, _ name: String, _ change: (inout BleepSettings) -> Void = { _ in }) -> MediaError
      .Code?
    {
      var settings = BleepSettings()
      change(&settings)
      do {
        _ = try AudioBleeper.bleep(
          [Self.span], of: source, to: scratch.path.appending(name), settings: settings, cancellation: Cancellation())
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(film, "copy.nothing") == .unsupportedContainer)
    #expect(code(film, "copy.mkv") { $0.sound = .tone(frequency: .nan) } == .unsupportedStream)
    #expect(code(Fixtures.named("silent-film.mp4"), "copy.mp4") == .noAudio)
    #expect(code(try scratch.file("text.mkv", Data("nothing".utf8)), "copy.mkv") == .notMedia)
    #expect(code(scratch.path.appending("missing.mkv"), "copy.mkv") == .notFound)
    _ = try scratch.file("there.mkv", Data())
    #expect(code(film, "there.mkv") == .exists)
    #expect(code(film, "there.mkv") { $0.replacesOutput = true } == nil)
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string))
    #expect(names == ["text.mkv", "there.mkv"])
  }
}
