import Bleep
import Foundation
import Logging
import Media
import Moderation
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct BleepExporterTests {
  private let folder: TemporaryFolder
  private let media: FilePath
  private let header = 44
  private let rate = 16_000

  /// Two seconds of a tone of 440 Hz, 16 bits, one channel.
  init() throws {
    folder = try TemporaryFolder()
    media = folder.path.appending("speech.wav")
    let samples = (0..<2 * rate).map { Int16(8_000 * sin(2 * Double.pi * 440 * Double($0) / Double(rate))) }
    var data = Data("RIFF".utf8)
    func append<Number: FixedWidthInteger>(_ number: Number) {
      withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
    }
    append(UInt32(36 + 2 * samples.count))
    data += Data("WAVEfmt ".utf8)
    append(UInt32(16))
    for number: UInt16 in [1, 1] { append(number) }
    for number: UInt32 in [UInt32(rate), UInt32(2 * rate)] { append(number) }
    for number: UInt16 in [2, 16] { append(number) }
    data += Data("data".utf8)
    append(UInt32(2 * samples.count))
    for sample in samples { append(sample) }
    try data.write(to: URL(filePath: media.string))
  }

  private func write(_ findings: [Finding], _ configuration: BleepConfiguration) async throws -> (Bool, Data?) {
    let stream = MediaStream(index: 0, kind: .audio, codec: "pcm_s16le")
    let input = ExportInput(
      mediaName: "speech.wav",
      media: MediaInfo(container: "wav", duration: MediaTime(seconds: 2), startTime: .zero, streams: [stream]),
      track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
      transcript: Transcript(
        language: "en", segments: [], duration: MediaTime(seconds: 2),
        provenance: Provenance(recognizer: "x", model: "x")),
      annotations: Annotations(findings: findings))
    let target = folder.path.appending("speech.en.bleeped.wav")
    let context = PluginContext(
      logger: Logger(label: "test"), temporaryDirectory: folder.path, modelDirectory: folder.path)
    let isWritten = try await BleepExporter(configuration: configuration).write(
      input, of: media, to: target, replaces: false, in: context)
    return (isWritten, FileManager.default.contents(atPath: target.string))
  }

  private func finding(_ category: String, _ treatment: Treatment?) -> Finding {
    Finding(
      category: category,
      range: TimeRange(start: MediaTime(milliseconds: 500), end: MediaTime(milliseconds: 1000)), score: 1,
      source: "test", treatment: treatment)
  }

  @Test(arguments: [Treatment.mask, .remove, .replace(with: "x")])
  func `what is masked in the text is bleeped in the sound`(treatment: Treatment) async throws {
    var configuration = BleepConfiguration()
    configuration.sound = "mute"
    configuration.padding = 0
    let (isWritten, copy) = try await write([finding("names", treatment)], configuration)
    #expect(isWritten)
    let samples = try #require(copy).suffix(4 * rate)
    let before = try #require(FileManager.default.contents(atPath: media.string)).suffix(4 * rate)
    #expect(samples.prefix(rate).elementsEqual(before.prefix(rate)))
    #expect(samples.dropFirst(rate + 400).prefix(rate - 800).allSatisfy { $0 == 0 })
    #expect(samples.suffix(2 * rate).elementsEqual(before.suffix(2 * rate)))
  }

  @Test func `without such findings nothing is written`() async throws {
    let (isWritten, copy) = try await write([finding("names", .tag), finding("names", nil)], BleepConfiguration())
    #expect(!isWritten && copy == nil)
  }

  @Test func `categories are bleeped that are named`() async throws {
    var configuration = BleepConfiguration()
    configuration.categories = ["profanity"]
    #expect(try await write([finding("profanity", nil)], configuration).0)
  }

  @Test(arguments: [("sound", "/sound"), ("frequency", "/frequency"), ("padding", "/padding")])
  func `settings that cannot be are told`(setting: String, pointer: String) {
    var configuration = BleepConfiguration()
    switch setting {
    case "sound": configuration.sound = "beep"
    case "frequency": configuration.frequency = 5
    default: configuration.padding = -1
    }
    let error = #expect(throws: ConfigurationError.self) { try BleepExporter(configuration: configuration) }
    #expect(error?.pointer == pointer)
  }
}
