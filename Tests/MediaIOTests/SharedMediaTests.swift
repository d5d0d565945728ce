import Foundation
import Media
import MediaIO
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// The real files that `SURTITLE_TESTDATA` names: every container, and every kind of damage.
@Suite(.enabled(if: TestData.isAvailable))
struct SharedMediaTests {
  /// A line of the manifest, as far as these tests look at it.
  struct Entry: Decodable, Sendable, CustomTestStringConvertible {
    let kind: String
    let file: String
    let expect: String?

    var testDescription: String { file }
    var path: FilePath { (TestData.root ?? "").pushing(FilePath(file)) }
    var name: String { path.lastComponent?.string ?? "" }
  }

  static func entries(_ kind: String) -> [Entry] {
    guard let root = TestData.root,
      let text = try? String(contentsOfFile: root.appending("MANIFEST.jsonl").string, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
      .filter { $0.kind == kind }
  }

  /// All of them wrap the same clip of 11 s, or one of another language as the second track.
  @Test(arguments: entries("media_speech"))
  func everyContainerDecodesWhole(entry: Entry) async throws {
    let scratch = try Scratch()
    let info = try MediaProbe.probe(entry.path)
    for stream in info.audioStreams {
      let audio = try await AudioExtractor.extract(from: entry.path, stream: stream.index, to: scratch.output)
      let seconds = audio.reference.duration.seconds
      #expect(audio.damage.isEmpty, "\(audio.damage)")
      let isOtherClip = entry.name.hasPrefix("mkv_") && stream.language != "en"
      if !isOtherClip {
        #expect(abs(seconds - 11) < 0.22, "\(seconds) s")
      } else if let expected = (stream.duration ?? info.duration)?.seconds {
        #expect(seconds < expected * 1.02 && seconds > expected * 0.3)
      }
      // Speech, without long holes that wrong time stamps would have filled with silence.
      let samples = try readSamples(scratch.output)
      let frames = stride(from: 0, to: samples.count - 160, by: 160).map { samples[$0..<$0 + 160] }
      #expect(frames.count { $0.allSatisfy { $0 == 0 } } <= 10)
      #expect(samples.level > 0.01)
    }
  }

  @Test(arguments: entries("media"))
  func everyFileDecodesOrSaysWhyNot(entry: Entry) async throws {
    let scratch = try Scratch()
    do {
      _ = try MediaProbe.probe(entry.path)
      let audio = try await AudioExtractor.extract(from: entry.path, to: scratch.output)
      // FFmpeg's command gives 2.04 s; the time stamps of this file stand still.
      if entry.name == "sample-with-large-length.avi" { #expect(audio.reference.duration.seconds > 1.7) }
      let size = try FileManager.default.attributesOfItem(atPath: scratch.output.string)[.size] as? Int64
      #expect(size == audio.reference.sampleCount * 4)
      #expect(audio.reference.duration.seconds < 600)
    } catch let error as MediaError {
      let known: [MediaError.Code] = [.empty, .notMedia, .noAudio, .unsupportedCodec, .damaged]
      #expect(known.contains(error.code), "\(error)")
    }
  }

  @Test(arguments: entries("media_bad"))
  func damagedFilesDoAsExpected(entry: Entry) async throws {
    let scratch = try Scratch()
    let result: Result<ExtractedAudio, any Error>
    do {
      result = .success(try await AudioExtractor.extract(from: entry.path, to: scratch.output))
    } catch {
      result = .failure(error)
    }
    let code = { if case .failure(let error as MediaError) = result { error.code } else { nil as MediaError.Code? } }()
    switch entry.name {
    case "video_no_audio.mp4": #expect(code == .noAudio)
    case "zero_bytes.mp4": #expect(code == .empty)
    case "truncated_moov_at_end.mp4", "header_only.wav", "text_named.mp4", "random_bytes.mkv":
      #expect(code == .notMedia)
    case "silent_audio.mp4":
      #expect(abs(try result.get().reference.duration.seconds - 5) < 0.1)
      #expect(try readSamples(scratch.output).level < 1e-4)
    case "mp3_named.wav":
      #expect(abs(try result.get().reference.duration.seconds - 11) < 0.22)
    case "truncated.mkv", "truncated.mp3":
      let audio = try result.get()
      #expect((4...10).contains(audio.reference.duration.seconds))
      let from = try #require(audio.damage.last?.from)
      #expect(abs((from - audio.reference.duration).seconds) < 0.5)
    case "bitflips.mp4":
      if case .success(let audio) = result { #expect(!audio.damage.isEmpty) }
    default:
      // A file that was added later: whatever happens, it is told in our words.
      #expect(code != nil || (try? result.get()) != nil)
    }
  }
}
