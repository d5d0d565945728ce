import Foundation
import Media
import MediaIO
import Synchronization
import SystemPackage
import Testing
import Timeline

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

  /// Writes a file into a pipe from a thread of its own.
  private func deliver(_ data: Data, to pipe: FilePath) {
    Thread {
      guard let target = try? FileDescriptor.open(pipe, .writeOnly) else { return }
      _ = try? data.withUnsafeBytes { try target.writeAll($0) }
      try? target.close()
    }.start()
  }

  @Test(arguments: ["long-picture.mkv", "long-picture.flv", "whole.mkv", "whole.flv"], [false, true])
  func knowsWhetherAPipeBroughtAll(name: String, isCut: Bool) async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    let data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.named(name).string))
    deliver(isCut ? data.prefix(data.count * (name.hasPrefix("whole") ? 6 : 4) / 10) : data, to: pipe)
    let audio = try await AudioExtractor.extract(from: pipe, to: scratch.output)
    #expect(audio.damage.count == (isCut ? 1 : 0), "\(audio.damage)")
  }

  @Test
  func anIndexAtTheEndIsOutOfReach() async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    var data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.named("index-at-end.m4a").string))
    // More before the index than a demuxer keeps: a box of nothing.
    let index = try #require(data.range(of: Data("moov".utf8))).lowerBound - 4
    data.insert(contentsOf: [0, 4, 0, 0] + Array("free".utf8) + [UInt8](repeating: 0, count: (4 << 16) - 8), at: index)
    deliver(data, to: pipe)
    await #expect {
      try await AudioExtractor.extract(from: pipe, to: scratch.output)
    } throws: {
      ($0 as? MediaError)?.code == .notMedia && "\($0)".contains("save it as a file")
    }
  }

  @Test
  func aSpooledPipeIsReadFromItsEnd() async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    let file = scratch.path.appending("spooled")
    #expect(PipeSpool.isNeeded(for: pipe))
    #expect(!PipeSpool.isNeeded(for: Fixtures.named("gap.mka")))
    #expect(!PipeSpool.isNeeded(for: file))
    deliver(try Data(contentsOf: URL(fileURLWithPath: Fixtures.named("index-at-end.m4a").string)), to: pipe)
    try await PipeSpool.copy(pipe, to: file)
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(abs(audio.reference.duration.seconds - 1) < 0.1)
  }

  @Test
  func aPipeThatBringsNothingIsAnError() async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    deliver(Data(), to: pipe)
    await #expect {
      try await PipeSpool.copy(pipe, to: scratch.path.appending("spooled"))
    } throws: {
      ($0 as? MediaError)?.code == .empty
    }
  }

  /// Opens without a writer, or with one that stalls after some seconds of sound.
  @Test(.timeLimit(.minutes(1)), arguments: [0, 300_000])
  func aPipeThatStallsCanBeCancelledWithinASecond(delivered: Int) throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    let output = scratch.output
    let wave = Fixtures.wave(Fixtures.sine(440, rate: 16_000, seconds: 10), rate: 16_000)
    // Open for both, so that it neither waits for a reader nor ends.
    let target = delivered > 0 ? try FileDescriptor.open(pipe, .readWrite) : nil
    defer { try? target?.close() }
    let cancellation = Cancellation()
    let outcome = Mutex<(code: MediaError.Code?, end: ContinuousClock.Instant)?>(nil)
    let done = DispatchSemaphore(value: 0)
    // Threads, as the pool that runs the tests is busy with them, which would be measured too.
    let reader = Thread {
      var code: MediaError.Code?
      do throws(MediaError) {
        _ = try AudioExtractor.extract(from: pipe, to: output, cancellation: cancellation)
      } catch {
        code = error.code
      }
      outcome.withLock { $0 = (code, .now) }
      done.signal()
    }
    reader.start()
    if let target {
      Thread { _ = try? wave.prefix(delivered).withUnsafeBytes { try target.writeAll($0) } }.start()
    }
    usleep(400_000)
    let start = ContinuousClock.now
    cancellation.cancel()
    done.wait()
    let (code, end) = try #require(outcome.withLock { $0 })
    #expect(code == .cancelled)
    #expect(end - start < .seconds(1))
    #expect(!FileManager.default.fileExists(atPath: output.string))
  }

  @Test(.timeLimit(.minutes(1)))
  func cancellingTheTaskCancelsTheExtraction() async throws {
    let scratch = try Scratch()
    let pipe = try pipe(in: scratch)
    let output = scratch.output
    let task = Task { try await AudioExtractor.extract(from: pipe, to: output) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    let result = await task.result
    #expect { try result.get() } throws: { ($0 as? MediaError)?.code == .cancelled }
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
