import Foundation
import Media
import Metadata
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct MetadataExporterTests {
  private func input(_ sentences: [String]) -> ExportInput {
    let segments = sentences.enumerated().map { index, sentence in
      let words = sentence.split(separator: " ").enumerated().map { place, text in
        let start = MediaTime(milliseconds: Int64(index) * 8000 + Int64(place) * 400)
        return Word(
          String(text), hasSpaceBefore: place > 0,
          range: TimeRange(start: start, end: start + MediaTime(milliseconds: 400)),
          confidence: 1)
      }
      return Segment(words: words, language: "en", speaker: index < 20 ? "Ada" : "Ben")
    }
    var video = MediaStream(index: 0, kind: .video, codec: "h264")
    (video.frameRate, video.width, video.height) = (Rational(25, 1), 1280, 720)
    let audio = MediaStream(index: 1, kind: .audio, codec: "aac", language: "en")
    let end = MediaTime(seconds: 330)
    return ExportInput(
      mediaName: "The.Ferry.2019.720p.mkv",
      media: MediaInfo(container: "matroska,webm", duration: end, startTime: .zero, streams: [video, audio]),
      track: AudioTrackChoice(stream: audio, reason: .onlyTrack),
      transcript: Transcript(
        language: "en", segments: segments, duration: end, provenance: Provenance(recognizer: "test", model: "none")))
  }

  private var talk: ExportInput {
    let ferry = ["ferry", "harbour", "captain", "island", "sailors", "deck", "tide"]
    let kitchen = ["oven", "bread", "flour", "baker", "dough", "crust", "butter"]
    return input(
      (0..<40).map { index in
        let words = index < 20 ? ferry : kitchen
        return "The \(words[index % 7]) and the \(words[(index + 2) % 7]) need \(words[(index + 4) % 7]) every morning."
      })
  }

  @Test func goldenJSON() throws {
    try GoldenFile.verify(MetadataJSONExporter().data(for: talk), "metadata/ferry.metadata.json")
  }

  @Test func goldenNFO() throws {
    try GoldenFile.verify(MetadataNFOExporter().data(for: talk), "metadata/ferry.nfo")
  }

  @Test func goldenChapters() throws {
    try GoldenFile.verify(ChaptersVTTExporter().data(for: talk), "metadata/ferry.chapters.vtt")
  }

  @Test func goldenFFmetadata() throws {
    try GoldenFile.verify(ChaptersFFmetadataExporter().data(for: talk), "metadata/ferry.ffmetadata")
  }

  @Test func withoutSpeech() throws {
    let input = input([])
    #expect(try ChaptersVTTExporter().data(for: input) == Data("WEBVTT\n".utf8))
    let expected = ";FFMETADATA1\ntitle=The Ferry\ndate=2019\n"
    #expect(try ChaptersFFmetadataExporter().data(for: input) == Data(expected.utf8))
    #expect(String(decoding: try MetadataNFOExporter().data(for: input), as: UTF8.self).contains("<title>The Ferry<"))
    _ = try MetadataJSONExporter().data(for: input)
  }

  @Test func settingsReachWhatIsWritten() throws {
    var configuration = MetadataJSONConfiguration()
    (configuration.keywords, configuration.sentences, configuration.indented) = (1, 0, false)
    let data = try MetadataJSONExporter(configuration: configuration).data(for: talk)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((object["keywords"] as? [Any])?.count == 1 && (object["summary"] as? [Any])?.isEmpty == true)
    #expect(data.count { $0 == UInt8(ascii: "\n") } == 1)
  }

  @Test(arguments: [(-1, -1, 0.0, "/keywords"), (12, -2, 0, "/sentences"), (12, 3, 0.5, "/shortestChapter")])
  func badSettingsAreRefused(keywords: Int, sentences: Int, shortest: Double, pointer: String) {
    var configuration = MetadataJSONConfiguration()
    (configuration.keywords, configuration.sentences, configuration.shortestChapter) = (keywords, sentences, shortest)
    let error = #expect(throws: ConfigurationError.self) { try MetadataJSONExporter(configuration: configuration) }
    #expect(error?.pointer == pointer)
  }
}
