import Foundation
import Media
import MediaIO
import Synchronization
import SystemPackage
import Testing
import Timeline

struct AudioExtractorTests {
  @Test(arguments: [8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
  func resamplesATone(rate: Int) async throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.wav", Fixtures.wave(Fixtures.sine(440, rate: rate, seconds: 1), rate: rate))
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(audio.reference.sampleRate == 16_000)
    #expect((15_990...16_010).contains(audio.reference.sampleCount))
    #expect(audio.damage.isEmpty)
    let samples = try readSamples(scratch.output)
    #expect(samples.count == Int(audio.reference.sampleCount))
    // The same tone, sample by sample, away from the ends.
    let expected = Fixtures.sine(440, rate: 16_000, seconds: 1)
    let error = zip(samples, expected).map { $0 - $1 }[200..<15_800].level
    #expect(error < 0.005)
  }

  @Test
  func twoChannelsAreAveraged() async throws {
    let scratch = try Scratch()
    let tone = Fixtures.sine(440, rate: 16_000, seconds: 0.5)
    let both = try scratch.file("both.wav", Fixtures.wave(tone.flatMap { [$0, $0] }, rate: 16_000, channels: 2))
    let left = try scratch.file("left.wav", Fixtures.wave(tone.flatMap { [$0, 0] }, rate: 16_000, channels: 2))
    _ = try await AudioExtractor.extract(from: both, to: scratch.output)
    #expect(abs(try readSamples(scratch.output).level - tone.level) < 0.001)
    _ = try await AudioExtractor.extract(from: left, to: scratch.output)
    #expect(abs(try readSamples(scratch.output).level - tone.level / 2) < 0.001)
  }

  @Test
  func theCentreOfSurroundSoundIsKept() async throws {
    let scratch = try Scratch()
    let tone = Fixtures.sine(440, rate: 16_000, seconds: 0.5)
    let file = try scratch.file(
      "5.1.wav", Fixtures.wave(tone.flatMap { [0, 0, $0, 0, 0, 0] }, rate: 16_000, channels: 6, mask: 0x3F))
    _ = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(abs(try readSamples(scratch.output).level - tone.level) < 0.001)
  }

  @Test(arguments: [3, 7, 24])
  func channelsOfUnknownPlaceAreMixed(count: Int) async throws {
    let scratch = try Scratch()
    let tone = Fixtures.sine(440, rate: 16_000, seconds: 0.5)
    let file = try scratch.file(
      "many.wav",
      Fixtures.wave(tone.flatMap { Array(repeating: $0, count: count) }, rate: 16_000, channels: count, mask: 0))
    _ = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(try readSamples(scratch.output).level > tone.level / 4)
  }

  @Test
  func aLateStartIsSilence() async throws {
    let scratch = try Scratch()
    let audio = try await AudioExtractor.extract(from: Fixtures.named("late.mkv"), to: scratch.output)
    let samples = try readSamples(scratch.output)
    #expect(audio.damage.isEmpty)
    #expect(abs(audio.reference.duration.seconds - 1.25) < 0.01)
    #expect(samples[..<11_900].level == 0)
    #expect(samples[12_100..<19_900].level > 0.05)
  }

  @Test
  func aGapIsSilence() async throws {
    let scratch = try Scratch()
    let audio = try await AudioExtractor.extract(from: Fixtures.named("gap.mka"), to: scratch.output)
    let samples = try readSamples(scratch.output)
    #expect(abs(audio.reference.duration.seconds - 1) < 0.01)
    #expect(samples[1600..<6000].level > 0.05)
    #expect(samples[6800..<10_800].level == 0)
    #expect(samples[11_600..<15_900].level > 0.05)
  }

  @Test
  func theFormatMayChangeInMidStream() async throws {
    let scratch = try Scratch()
    let audio = try await AudioExtractor.extract(from: Fixtures.named("format-change.mp2"), to: scratch.output)
    let samples = try readSamples(scratch.output)
    #expect((0.95...1.2).contains(audio.reference.duration.seconds))
    #expect(samples[2000..<7000].level > 0.05)
    #expect(samples[10_000..<15_000].level > 0.05)
    // Still the same pitch: 440 Hz cross zero 880 times a second.
    let crossings = zip(samples[10_000..<15_000], samples[10_001..<15_001]).count { ($0 < 0) != ($1 < 0) }
    #expect((265...285).contains(crossings))
  }

  @Test(arguments: [(1, 220), (2, 440), (3, 880)])
  func decodesTheTrackThatIsAskedFor(stream: Int, frequency: Int) async throws {
    let scratch = try Scratch()
    let audio = try await AudioExtractor.extract(from: Fixtures.named("tracks.mkv"), stream: stream, to: scratch.output)
    #expect(audio.stream.index == stream)
    let samples = try readSamples(scratch.output)
    let crossings = zip(samples[4000..<12_000], samples[4001..<12_001]).count { ($0 < 0) != ($1 < 0) }
    #expect(abs(crossings - frequency) < 10)
  }

  @Test
  func withoutAStreamTheRulesChoose() async throws {
    let scratch = try Scratch()
    let audio = try await AudioExtractor.extract(from: Fixtures.named("tracks.mkv"), to: scratch.output)
    #expect(audio.stream.index == 2)
  }

  @Test
  func aCutFileGivesWhatIsThereAndSaysSo() async throws {
    let scratch = try Scratch()
    let tone = Fixtures.sine(440, rate: 16_000, seconds: 1)
    let file = try scratch.file("cut.wav", Fixtures.wave(tone, rate: 16_000, declaredBytes: 3 * 64_000))
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(audio.reference.sampleCount == 16_000)
    #expect(audio.damage.count == 1)
    #expect(audio.damage.first?.from == MediaTime(seconds: 1))
  }

  /// Films end with silent pictures: that is no damage.
  @Test(arguments: ["long-picture.mkv", "long-picture.flv", "long-picture.wmv", "whole.mkv", "whole.flv", "whole.wmv"])
  func aPictureMayLastLongerThanTheSound(name: String) async throws {
    let scratch = try Scratch()
    let audio = try await AudioExtractor.extract(from: Fixtures.named(name), to: scratch.output)
    #expect(audio.damage.isEmpty, "\(audio.damage)")
    #expect(abs(audio.reference.duration.seconds - (name.hasPrefix("whole") ? 4 : 1.5)) < 0.15)
  }

  /// Most muxers of Matroska leave out how long each track is: then other tracks tell whether the file is whole.
  @Test(arguments: ["long-picture.mkv", "whole.mkv"], [false, true])
  func withoutDurationsOfTracksOthersAreAsked(name: String, isCut: Bool) async throws {
    let scratch = try Scratch()
    var data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.named(name).string))
    while let range = data.range(of: Data("DURATION".utf8)) { data.replaceSubrange(range, with: Data("ANYTHING".utf8)) }
    let file = try scratch.file("untagged.mkv", isCut ? data.prefix(data.count * 6 / 10) : data)
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(audio.damage.count == (isCut ? 1 : 0), "\(audio.damage)")
    if isCut { #expect(audio.damage.first?.from == audio.reference.duration) }
  }

  @Test(arguments: ["long-picture.mkv", "long-picture.flv", "whole.mkv", "whole.flv"])
  func aCutFilmIsDamaged(name: String) async throws {
    let scratch = try Scratch()
    let data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.named(name).string))
    let cut = data.prefix(data.count * (name.hasPrefix("whole") ? 6 : 4) / 10)
    let file = try scratch.file(name.hasSuffix("flv") ? "cut.flv" : "cut.mkv", cut)
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(audio.damage.count == 1)
    #expect(audio.damage.first?.from == audio.reference.duration)
  }

  @Test
  func noAudioIsAnError() async throws {
    let scratch = try Scratch()
    let film = Fixtures.named("silent-film.mp4")
    await #expect { try await AudioExtractor.extract(from: film, to: scratch.output) } throws: {
      ($0 as? MediaError)?.code == .noAudio
    }
    await #expect {
      try await AudioExtractor.extract(from: Fixtures.named("tracks.mkv"), stream: 0, to: scratch.output)
    } throws: {
      ($0 as? MediaError)?.code == .noAudio
    }
  }

  @Test
  func anOutputThatCannotBeWrittenIsAnError() async throws {
    let scratch = try Scratch()
    await #expect {
      try await AudioExtractor.extract(
        from: Fixtures.named("late.mkv"), to: scratch.path.appending("absent/output.f32"))
    } throws: {
      ($0 as? MediaError)?.code == .output
    }
  }

  @Test
  func progressGrowsToOne() async throws {
    let scratch = try Scratch()
    let file = try scratch.file("long.wav", Fixtures.wave(Fixtures.sine(440, rate: 8000, seconds: 120), rate: 8000))
    let seen = Mutex<[Double]>([])
    _ = try await AudioExtractor.extract(from: file, to: scratch.output) { done in seen.withLock { $0.append(done) } }
    let values = seen.withLock { $0 }
    #expect(values.count > 5)
    #expect(values == values.sorted())
    #expect(values.last == 1)
  }
}
