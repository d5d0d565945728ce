import Foundation
import Media
import MediaIO
import SystemPackage
import TestSupport
import Testing
import Timeline

/// Files with random bytes changed, removed and cut: they may fail, never crash, hang, or grow without bound.
struct RandomDamageTests {
  private func damage(_ data: Data, _ generator: inout SeededGenerator) -> Data {
    var bytes = [UInt8](data)
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      // Headers matter most: half of the damage goes there.
      let isHead = Bool.random(using: &generator)
      let place = Int.random(in: 0..<(isHead ? min(bytes.count, 600) : bytes.count), using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = .max
      case 1: bytes[place] = .random(in: .min ... .max, using: &generator)
      case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...64, using: &generator)))
      }
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
    }
    return Data(bytes)
  }

  private func survives(_ path: FilePath, rounds: Int) async throws {
    let original = try Data(contentsOf: URL(fileURLWithPath: path.string))
    var generator = SeededGenerator(seed: UInt64(original.count))
    let scratch = try Scratch()
    let name = try #require(FilePath.Component("damaged.\(path.extension ?? "bin")"))
    for _ in 0..<rounds {
      let file = try scratch.file(name, damage(original, &generator))
      do throws(MediaError) {
        let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
        // A minute of silence is allowed for any file, and what the file may hold; see `SampleClock`.
        #expect(audio.reference.duration < MediaTime(seconds: 60 + 60 + Double(original.count) / 250))
      } catch {
        #expect(error.code != .cancelled && error.code != .io && error.code != .output)
      }
    }
  }

  @Test(
    .timeLimit(.minutes(2)), arguments: ["tracks.mkv", "late.mkv", "gap.mka", "format-change.mp2", "silent-film.mp4"])
  func fixtures(name: String) async throws {
    try await survives(Fixtures.named(name), rounds: 60)
  }

  @Test(.timeLimit(.minutes(2)))
  func waves() async throws {
    let scratch = try Scratch()
    let wave = Fixtures.wave(Fixtures.sine(440, rate: 8000, seconds: 0.2), rate: 8000)
    try await survives(try scratch.file("a.wav", wave), rounds: 200)
  }

  @Test(
    .enabled(if: TestData.isAvailable), .timeLimit(.minutes(2)), arguments: SharedMediaTests.entries("media_speech"))
  func realFiles(entry: SharedMediaTests.Entry) async throws {
    try await survives(entry.path, rounds: 4)
  }
}
