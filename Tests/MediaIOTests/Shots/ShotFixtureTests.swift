import Foundation
import Media
import MediaIO
import SystemPackage
import TestSupport
import Testing
import Timeline

/// Encoded clips: see make-fixtures.sh. All have six shots of 30, 20, 47, 12, 33 and 40 frames, of which the third pans.
struct ShotFixtureTests {
  struct Clip: Sendable, CustomTestStringConvertible {
    var name: String
    var rate: Rational
    /// When its first frame is shown.
    var start = MediaTime.zero

    var testDescription: String { name }
  }

  static let frames = [30, 50, 97, 109, 142]
  static let clips = [
    Clip(name: "shots-x264.mkv", rate: Rational(24_000, 1001)),
    Clip(name: "shots-x264-gop24.mp4", rate: Rational(30_000, 1001)),
    Clip(name: "shots-x264-one-gop.mkv", rate: Rational(60_000, 1001)),
    Clip(name: "shots-mpeg2.ts", rate: Rational(25, 1)),
    Clip(name: "shots-mpeg4.avi", rate: Rational(24, 1)),
    Clip(name: "shots-vp9.webm", rate: Rational(50, 1)),
    // The sound begins at 10 s, the picture half a second later.
    Clip(name: "shots-late.mkv", rate: Rational(25, 1), start: MediaTime(milliseconds: 500)),
  ]

  @Test(arguments: clips)
  func cutsAreFoundToTheFrame(clip: Clip) async throws {
    let shots = try await ShotDetector.detect(in: Fixtures.named(clip.name))
    let period = Rational(clip.rate.denominator, clip.rate.numerator)
    #expect(shots.times == Self.frames.map { clip.start + MediaTime(ticks: Int64($0), timeBase: period) })
    #expect(shots.frameRate == clip.rate)
    #expect(shots.statistics.damagedPackets == 0)
  }

  @Test
  func groupsInWhichNothingHappensAreSkipped() async throws {
    let shots = try await ShotDetector.detect(in: Fixtures.named("shots-x264-gop24.mp4"))
    #expect(shots.statistics.groupsSkipped > 0)
    #expect(shots.statistics.framesDecoded < 182)
  }

  @Test(arguments: ["silent-film.mp4", "tracks.mkv", "long-picture.flv"])
  func pictureOfOneColourHasNone(name: String) async throws {
    let shots = try await ShotDetector.detect(in: Fixtures.named(name))
    #expect(shots.changes.isEmpty)
    #expect(shots.stream != nil)
  }

  /// Random bytes changed, removed and cut: no crash, no hang; what is found is in order and within the file.
  @Test(.timeLimit(.minutes(2)), arguments: clips)
  func survivesDamage(clip: Clip) async throws {
    let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixtures.named(clip.name).string)))
    var generator = SeededGenerator(seed: UInt64(original.count))
    let scratch = try Scratch()
    for _ in 0..<20 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...20, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: .min ... .max, using: &generator)
      }
      if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      let file = try scratch.file("damaged.bin", Data(bytes))
      do throws(MediaError) {
        let times = try await ShotDetector.detect(in: file).times
        #expect(times == times.sorted())
      } catch {
        #expect([.notMedia, .unsupportedCodec, .empty].contains(error.code), "\(error)")
      }
    }
  }

  @Test(.enabled(if: TestData.isAvailable), .timeLimit(.minutes(5)), arguments: SharedMediaTests.entries("media"))
  func realFiles(entry: SharedMediaTests.Entry) async throws {
    do throws(MediaError) {
      let shots = try await ShotDetector.detect(in: entry.path)
      #expect(shots.times == shots.times.sorted())
    } catch {
      #expect([.notMedia, .unsupportedCodec, .empty].contains(error.code), "\(error)")
    }
  }
}
