import Foundation
import Media
import MediaIO
import SystemPackage
import TestSupport
import Testing
import Timeline

/// The real files that `SURTITLE_TESTDATA` names: every container, and odd ones.
@Suite(.enabled(if: TestData.isAvailable))
struct SharedBleepTests {
  private static func settings() -> BleepSettings {
    var settings = BleepSettings()
    settings.sound = .mute
    settings.padding = .zero
    settings.leavesOutUnknown = true
    return settings
  }

  @Test(arguments: SharedMediaTests.entries("media_speech"))
  func everyContainerIsBleeped(entry: SharedMediaTests.Entry) async throws {
    let scratch = try Scratch()
    let output = scratch.path.appending("copy.\(entry.path.extension ?? "")")
    let span = TimeRange(start: MediaTime(seconds: 3), end: MediaTime(seconds: 4))
    let report = try AudioBleeper.bleep(
      [span], of: entry.path, to: output, settings: Self.settings(), cancellation: Cancellation())
    #expect(report.tracks.allSatisfy { $0.action != .copied })
    for stream in try MediaProbe.probe(entry.path).audioStreams {
      let before = try await samples(of: entry.path, stream.index, scratch)
      let after = try await samples(of: output, stream.index, scratch)
      #expect(abs(before.count - after.count) < 1_600, "\(before.count) samples became \(after.count)")
      try #require(after.count > 16_000 * 4)
      let inside = after[16_000 * 3 + 1_000..<16_000 * 4 - 1_000]
      #expect(inside.level < 0.003, "\(inside.level), \(report.tracks)")
      // Some tracks end before six seconds.
      let common = min(before.count, after.count)
      for part in [16_000..<16_000 * 3 - 1_600, 16_000 * 4 + 1_600..<16_000 * 6] where part.upperBound <= common {
        let error = zip(before[part], after[part]).map { $0 - $1 }
        #expect(error.level < 0.5 * before[part].level, "\(error.level) of \(before[part].level), \(report.tracks)")
      }
    }
  }

  private func samples(of path: FilePath, _ stream: Int, _ scratch: Scratch) async throws -> [Float] {
    _ = try await AudioExtractor.extract(from: path, stream: stream, to: scratch.output)
    return try readSamples(scratch.output)
  }

  @Test(arguments: SharedMediaTests.entries("media") + SharedMediaTests.entries("media_bad"))
  func everyFileIsBleepedOrSaysWhyNot(entry: SharedMediaTests.Entry) async throws {
    let scratch = try Scratch()
    let output = scratch.path.appending("copy.\(entry.path.extension ?? "")")
    let span = TimeRange(start: MediaTime(milliseconds: 100), end: MediaTime(milliseconds: 300))
    do throws(MediaError) {
      let report = try AudioBleeper.bleep(
        [span], of: entry.path, to: output, settings: Self.settings(), cancellation: Cancellation())
      #expect(report.packetCount > 0)
    } catch {
      #expect(!error.message.isEmpty)
      #expect(((try? FileManager.default.contentsOfDirectory(atPath: scratch.path.string)) ?? []).isEmpty)
      return
    }
    let before = try MediaProbe.probe(entry.path)
    let after = try MediaProbe.probe(output)
    #expect(before.audioStreams.count == after.audioStreams.count)
  }
}
