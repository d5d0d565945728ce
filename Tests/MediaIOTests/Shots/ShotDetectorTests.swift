import Foundation
import Media
import MediaIO
import Synchronization
import SystemPackage
import Testing
import Timeline

struct ShotDetectorTests {
  private func shots(in video: RawVideo, rate: String = "25:1") async throws -> ShotChanges {
    let scratch = try Scratch()
    return try await ShotDetector.detect(in: try scratch.file("a.y4m", video.data(rate: rate)))
  }

  /// The times of frames, exact.
  private func times(of frames: [Int], _ rate: Rational) -> [MediaTime] {
    frames.map { MediaTime(ticks: Int64($0), timeBase: Rational(rate.denominator, rate.numerator)) }
  }

  @Test(arguments: [
    Rational(24_000, 1001), Rational(24, 1), Rational(25, 1), Rational(30_000, 1001), Rational(50, 1),
    Rational(60_000, 1001),
  ])
  func cutsAreFoundToTheFrame(rate: Rational) async throws {
    var video = RawVideo()
    for (seed, count) in [(1, 31), (2, 12), (3, 7), (4, 40), (5, 9), (6, 24)] {
      video.add(RawVideo.Scene(seed: UInt64(seed)), frames: count, speed: seed.isMultiple(of: 2) ? 0.5 : 0)
    }
    let shots = try await shots(in: video, rate: "\(rate.numerator):\(rate.denominator)")
    #expect(shots.times == times(of: [31, 43, 50, 90, 99], rate))
    #expect(shots.frameRate == rate)
    #expect(shots.stream == 0)
    #expect(shots.statistics.packetsSeen == 123)
    #expect(shots.changes.allSatisfy { $0.evidence == .frames })
    let scores = shots.changes.map(\.score)
    // Drawn scenes have more in common than filmed ones.
    #expect(scores.allSatisfy { $0 > 0.35 && $0 <= 1 }, "\(scores)")
  }

  @Test(arguments: [0.5, 2.0, 5.0])
  func pansAreNoCuts(speed: Double) async throws {
    var video = RawVideo()
    video.add(RawVideo.Scene(seed: 7), frames: 75, speed: speed)
    #expect(try await shots(in: video).changes.isEmpty)
  }

  @Test(arguments: 1...3)
  func flashesAreNoCuts(count: Int) async throws {
    var video = RawVideo()
    video.add(RawVideo.Scene(seed: 8), frames: 60, speed: 0.5)
    video.add(RawVideo.Scene(seed: 9), frames: 40)
    video.flash(at: 20, frames: count)
    #expect(try await shots(in: video).times == times(of: [60], Rational(25, 1)))
  }

  @Test
  func shortShotsAreShots() async throws {
    var video = RawVideo()
    let scene = RawVideo.Scene(seed: 10)
    video.add(scene, frames: 30)
    video.add(RawVideo.Scene(seed: 11), frames: 6)
    video.add(scene, frames: 30)
    #expect(try await shots(in: video).times == times(of: [30, 36], Rational(25, 1)))
  }

  @Test
  func dissolvesAreNotFound() async throws {
    var video = RawVideo()
    video.add(RawVideo.Scene(seed: 12), frames: 30)
    video.dissolve(to: RawVideo.Scene(seed: 13), frames: 25)
    video.add(RawVideo.Scene(seed: 13), frames: 30)
    #expect(try await shots(in: video).changes.isEmpty)
  }

  @Test
  func darkShotsAreTold() async throws {
    var video = RawVideo()
    for seed in 14...16 { video.add(RawVideo.Scene(seed: UInt64(seed)), frames: 30, brightness: 0.12) }
    #expect(try await shots(in: video).times == times(of: [30, 60], Rational(25, 1)))
  }

  @Test
  func blackIsAShot() async throws {
    var video = RawVideo()
    video.add(RawVideo.Scene(seed: 17), frames: 30)
    video.add(RawVideo.Scene(seed: 17), frames: 20, brightness: 0)
    video.add(RawVideo.Scene(seed: 18), frames: 30)
    #expect(try await shots(in: video).times == times(of: [30, 50], Rational(25, 1)))
  }

  @Test
  func soundAloneHasNone() async throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.wav", Fixtures.wave(Fixtures.sine(440, rate: 8000, seconds: 0.2), rate: 8000))
    let shots = try await ShotDetector.detect(in: file)
    #expect(shots == ShotChanges())
  }

  @Test
  func oneFrameIsNoVideo() async throws {
    var video = RawVideo()
    video.add(RawVideo.Scene(seed: 19), frames: 1)
    let shots = try await shots(in: video)
    #expect(shots.changes.isEmpty)
    #expect(shots.frameRate == nil)
  }

  @Test
  func aStreamThatIsNoPictureIsRefused() async throws {
    await #expect {
      try await ShotDetector.detect(in: Fixtures.named("tracks.mkv"), stream: 1)
    } throws: { ($0 as? MediaError)?.code == .noVideo }
  }

  @Test
  func reportsProgressAndStops() async throws {
    var video = RawVideo()
    for seed in 20...24 { video.add(RawVideo.Scene(seed: UInt64(seed)), frames: 50) }
    let scratch = try Scratch()
    let file = try scratch.file("a.y4m", video.data(rate: "25:1"))
    let seen = Mutex<[Double]>([])
    _ = try await ShotDetector.detect(in: file) { done in seen.withLock { $0.append(done) } }
    let progress = seen.withLock { $0 }
    #expect(progress == progress.sorted())
    #expect(progress.last == 1)

    let cancellation = Cancellation()
    #expect {
      try ShotDetector.detect(in: file, cancellation: cancellation) { _ in cancellation.cancel() }
    } throws: { ($0 as? MediaError)?.code == .cancelled }
  }

  @Test
  func writesAndReadsItself() throws {
    let change = ShotChange(time: MediaTime(seconds: 1.5), score: 0.75, evidence: .keyFrame)
    let shots = ShotChanges(changes: [change], stream: 1, frameRate: Rational(25, 1))
    let data = try JSONEncoder().encode(shots)
    #expect(try JSONDecoder().decode(ShotChanges.self, from: data) == shots)
  }
}
