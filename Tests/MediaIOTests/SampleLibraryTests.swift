import Media
import MediaIO
import SystemPackage
import Testing
import Timeline
import Transcript

/// The clips that come with the project are what their README says.
struct SampleLibraryTests {
  private struct Sample: Sendable, CustomTestStringConvertible {
    let path: String
    let seconds: Double
    /// The track that is chosen without a wish, and its language.
    let stream: Int
    let language: LanguageTag

    var testDescription: String { path }
    var file: FilePath {
      FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
        .appending("Samples").appending("Library").pushing(FilePath(path))
    }
  }

  private static let samples = [
    Sample(
      path: "Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4", seconds: 11, stream: 1, language: "en"),
    Sample(path: "Movies/The Book (1893)/The Book (1893).mkv", seconds: 17.8, stream: 2, language: "en"),
    Sample(path: "Lectures/History of Printing.mkv", seconds: 58.15, stream: 1, language: "en"),
    Sample(path: "Phone/Voice message.wav", seconds: 24.73, stream: 0, language: "und"),
    Sample(path: "Podcasts/Émission 1.m4a", seconds: 23.4, stream: 0, language: "fr"),
    Sample(path: "Music/Interlude.mp3", seconds: 18, stream: 0, language: "und"),
  ]

  @Test(arguments: samples)
  private func decodes(_ sample: Sample) async throws {
    let scratch = try Scratch()
    let audio = try await AudioExtractor.extract(from: sample.file, to: scratch.output)
    #expect(audio.stream.index == sample.stream)
    #expect(audio.stream.language == sample.language)
    #expect(abs(audio.reference.duration.seconds - sample.seconds) < 0.1)
    #expect(audio.damage.isEmpty, "\(audio.damage)")
  }

  @Test
  func theLectureBeginsTwoSecondsLate() async throws {
    let scratch = try Scratch()
    let lecture = try #require(Self.samples.first { $0.path.hasPrefix("Lectures") })
    _ = try await AudioExtractor.extract(from: lecture.file, to: scratch.output)
    let samples = try readSamples(scratch.output)
    #expect(samples[..<31_000].level < 1e-4)
    #expect(samples[32_000..<48_000].level > 0.01)
  }
}
