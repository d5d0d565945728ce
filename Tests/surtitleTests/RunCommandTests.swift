import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct RunCommandTests {
  let program: Program

  init() throws { program = try Program() }

  @Test func failsForAFileThatIsNoMedia() async throws {
    try program.folder.write("this is text", to: "media/film.mp4")
    let outcome = try await program("run", "media")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("media/film.mp4: "))
    #expect(outcome.error.contains("1 file: 1 failed"))
  }

  @Test func reportsAsJSONLines() async throws {
    try program.folder.write("this is text", to: "media/film.mp4")
    try program.folder.write("", to: "media/empty.mp4")
    let outcome = try await program("run", "--json", "media")
    #expect(outcome.status == 1)
    let events = try outcome.lines.map { try #require(try program.json($0) as? [String: Any]) }
    #expect(events.first?["event"] as? String == "started")
    #expect(events.last?["event"] as? String == "finished")
    #expect(events.last?["failed"] as? Int == 2)
    let finished = events.filter { $0["event"] as? String == "file-finished" }
    #expect(finished.count == 2)
    #expect(finished.allSatisfy { $0["error"] is String && $0["status"] as? String == "failed" })
  }

  @Test func saysWhichModelIsMissing() async throws {
    try program.folder.write(bytes: WaveFile.silence(seconds: 1), to: "media/sound.wav")
    let outcome = try await program("run", "media")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("surtitle models pull"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path.appending("media").string) == [
        "sound.wav"
      ])
  }

  @Test func doesNotAdviseToFetchWhatCannotBeFetched() async throws {
    try program.folder.write(bytes: WaveFile.silence(seconds: 1), to: "media/sound.wav")
    let outcome = try await program("run", "--model", "nothing", "media")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("no model is called \"nothing\"; known are base"))
  }

  @Test func findsAModelInTheLayoutOfHuggingFace() async throws {
    try program.folder.write(bytes: WaveFile.silence(seconds: 1), to: "media/sound.wav")
    try program.folder.write("", to: "models/mine/model.safetensors")
    let outcome = try await program("run", "--model", "mine", "media")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("silero-vad"), "what is missing is the other model: \(outcome.error)")
  }

  @Test func isSilentWhenAsked() async throws {
    #expect(try await program("run", "--quiet", "media").error.isEmpty)
  }
}

/// Sound without a codec.
enum WaveFile {
  static func silence(seconds: Int) -> [UInt8] {
    let samples = 16_000 * seconds * 2
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
    var bytes = Array("RIFF".utf8) + little(36 + samples, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
    bytes += little(1, 2) + little(1, 2) + little(16_000, 4) + little(32_000, 4) + little(2, 2) + little(16, 2)
    return bytes + Array("data".utf8) + little(samples, 4) + [UInt8](repeating: 0, count: samples)
  }
}

extension TemporaryFolder {
  @discardableResult
  func write(bytes: [UInt8], to name: String) throws -> FilePath {
    let file = try write("", to: name)
    try Data(bytes).write(to: URL(fileURLWithPath: file.string))
    return file
  }
}
