import Foundation
import MediaIO
import SystemPackage
import Testing

/// Extraction against the `ffmpeg` command; `SURTITLE_SPEED_FILE` names a long media file, of which there is none here.
struct ExtractionSpeedTests {
  private static let file = ProcessInfo.processInfo.environment["SURTITLE_SPEED_FILE"].map { FilePath($0) }

  /// Median of five, in turns; the budget is 10 % above the command.
  @Test(.enabled(if: file != nil))
  func isAsFastAsTheCommand() async throws {
    let file = try #require(Self.file)
    let scratch = try Scratch()
    var ours: [Double] = []
    var theirs: [Double] = []
    let clock = ContinuousClock()
    for _ in 0..<5 {
      var start = clock.now
      _ = try await AudioExtractor.extract(from: file, to: scratch.output)
      ours.append((clock.now - start) / .seconds(1))
      start = clock.now
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      let output = scratch.path.appending("command.f32").string
      process.arguments = [
        "ffmpeg", "-nostdin", "-v", "error", "-y", "-i", file.string, "-ac", "1", "-ar", "16000", "-f", "f32le", output,
      ]
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      theirs.append((clock.now - start) / .seconds(1))
    }
    let ratio = ours.sorted()[2] / theirs.sorted()[2]
    print("extraction \(ours.sorted()[2]) s, command \(theirs.sorted()[2]) s, ratio \(ratio)")
    #expect(ratio < 1.1)
    // Whatever the length: two blocks of samples, one packet, FFmpeg's tables. The runner itself takes some 40 MB.
    let held = try peakMemory()
    let peak = try #require(held)
    print("peak memory \(peak) kB")
    #expect(peak < 150_000)
  }

  /// kB that this process held at most.
  private func peakMemory() throws -> Int? {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      .flatMap { Int($0.filter(\.isNumber)) }
  }
}
