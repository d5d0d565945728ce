import Foundation
import Media
import MediaIO
import SystemPackage
import Testing

/// Named pipes: they stall, cannot seek, and have no size.
struct PipeTests {
  private func pipe(in scratch: Scratch) throws -> FilePath {
    let path = scratch.path.appending("pipe")
    try #require(mkfifo(path.string, 0o600) == 0)
    return path
  }

  @Test
  func decodesWhatAPipeDelivers() async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    let wave = Fixtures.wave(Fixtures.sine(440, rate: 16_000, seconds: 3), rate: 16_000)
    let writer = Thread {
      guard let target = try? FileDescriptor.open(pipe, .writeOnly) else { return }
      // In small pieces with pauses, as a network delivers.
      for start in stride(from: 0, to: wave.count, by: 16_384) {
        let piece = wave[start..<min(start + 16_384, wave.count)]
        _ = try? piece.withUnsafeBytes { try target.writeAll($0) }
        usleep(5000)
      }
      try? target.close()
    }
    writer.start()
    let audio = try await AudioExtractor.extract(from: pipe, to: scratch.output)
    #expect(audio.reference.sampleCount == 48_000)
  }

  @Test(.timeLimit(.minutes(1)))
  func aPipeWithoutAWriterCanBeCancelled() async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    let output = scratch.output
    let task = Task { try await AudioExtractor.extract(from: pipe, to: output) }
    try await Task.sleep(for: .milliseconds(300))
    let clock = ContinuousClock()
    let start = clock.now
    task.cancel()
    let result = await task.result
    #expect(clock.now - start < .seconds(1))
    #expect { try result.get() } throws: { ($0 as? MediaError)?.code == .cancelled }
    #expect(!FileManager.default.fileExists(atPath: output.string))
  }

  @Test(.timeLimit(.minutes(1)))
  func aPipeThatStallsCanBeCancelled() async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    let output = scratch.output
    let wave = Fixtures.wave(Fixtures.sine(440, rate: 16_000, seconds: 10), rate: 16_000)
    // Open for both, so that it neither waits for a reader nor ends.
    let target = try FileDescriptor.open(pipe, .readWrite)
    defer { try? target.close() }
    let task = Task { try await AudioExtractor.extract(from: pipe, to: output) }
    let writer = Thread { _ = try? wave.prefix(300_000).withUnsafeBytes { try target.writeAll($0) } }
    writer.start()
    try await Task.sleep(for: .milliseconds(500))
    let clock = ContinuousClock()
    let start = clock.now
    task.cancel()
    let result = await task.result
    #expect(clock.now - start < .seconds(1))
    #expect { try result.get() } throws: { ($0 as? MediaError)?.code == .cancelled }
    #expect(!FileManager.default.fileExists(atPath: output.string))
  }

  @Test
  func decodingCanBeCancelled() throws {
    let scratch = try Scratch()
    let file = try scratch.file("long.wav", Fixtures.wave(Fixtures.sine(440, rate: 8000, seconds: 120), rate: 8000))
    let cancellation = Cancellation()
    let output = scratch.output
    #expect {
      try AudioExtractor.extract(from: file, to: output, cancellation: cancellation) { _ in cancellation.cancel() }
    } throws: {
      ($0 as? MediaError)?.code == .cancelled
    }
    #expect(!FileManager.default.fileExists(atPath: output.string))
  }
}
