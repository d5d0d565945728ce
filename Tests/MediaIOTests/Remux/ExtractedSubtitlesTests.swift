import Foundation
import Media
import MediaIO
import Subtitles
import SystemPackage
import Testing
import Timeline
import Transcript

@Suite struct ExtractedSubtitlesTests {
  /// A copy of a film with `track`, and the number of the track in it.
  private func film(_ track: SubtitleTrack, in scratch: Scratch, as name: String) throws -> (
    path: FilePath, stream: Int
  ) {
    let output = scratch.path.appending(name)
    let sources = ["webm": "small.webm", "mp4": "turned.mp4", "mkv": "whole.mkv"]
    let source = Fixtures.named(try #require(sources[output.extension ?? ""]))
    _ = try SubtitleEmbedder.embed([track], from: source, to: output, cancellation: Cancellation(), progress: nil)
    let stream = try #require(ExtractedSubtitles.textStreams(of: MediaProbe.probe(output)).last)
    return (output, stream.index)
  }

  private func extracted(_ content: SubtitleTrack.Content, as name: String) throws -> ExtractedSubtitles {
    let scratch = try Scratch()
    let film = try film(SubtitleTrack(content, language: "en"), in: scratch, as: name)
    return try ExtractedSubtitles(stream: film.stream, of: film.path)
  }

  private func text(_ subtitles: ExtractedSubtitles) -> String { String(decoding: subtitles.bytes, as: UTF8.self) }

  @Test func subRipComesBack() throws {
    let file = "1\n00:00:00,100 --> 00:00:00,400\n<i>Hello</i>\n\n2\n00:00:00,500 --> 00:00:00,900\nTwo\nlines\n\n"
    let subtitles = try extracted(.file(Array(file.utf8), .subRip), as: "film.mkv")
    #expect(text(subtitles) == file && subtitles.codec == .subRip && subtitles.times.count == 2 && !subtitles.isDecoded)
  }

  @Test func webVTTComesBack() throws {
    let file =
      "WEBVTT\n\none\n00:00:00.100 --> 00:00:00.400 line:10%\n<b>Hello</b>\n\n00:00:00.500 --> 00:00:00.900\nYes &amp; no\n\n"
    #expect(try text(extracted(.file(Array(file.utf8), .webVTT), as: "film.webm")) == file)
    #expect(try text(extracted(.file(Array(file.utf8), .webVTT), as: "film.mkv")) == file)
  }

  @Test func scriptsKeepTheirLooks() throws {
    let file = """
      [Script Info]
      ScriptType: v4.00+

      [V4+ Styles]
      Format: Name, Fontname, Fontsize
      Style: Default,Arial,20

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      Dialogue: 3,0:00:00.10,0:00:00.40,Default,Anna,0,0,0,,{\\pos(1,2)}Hello, you\\Nthere

      """
    let found = try text(extracted(.file(Array(file.utf8), .subStationAlpha), as: "film.mkv"))
    #expect(found.contains("Style: Default,Arial,20"))
    let event = "Dialogue: 3,00:00:00.10,00:00:00.40,Default,Anna,0,0,0,,{\\pos(1,2)}Hello, you\\Nthere\n"
    #expect(found.hasSuffix(event), "\(found)")
  }

  @Test func timedTextIsDecoded() throws {
    let times = TimeRange(start: MediaTime(milliseconds: 100), end: MediaTime(milliseconds: 400))
    let document = SubtitleDocument(cues: [
      Cue(range: times, text: [CueLine(spans: [CueSpan("Hello", style: .italic)])])
    ])
    let subtitles = try extracted(.document(document), as: "film.mp4")
    #expect(subtitles.isDecoded && subtitles.codec == .subStationAlpha && subtitles.times.count == 1)
    #expect(text(subtitles).hasSuffix("0:00:00.10,00:00:00.40,Default,,0,0,0,,{\\i1}Hello\n"), "\(text(subtitles))")
    #expect(
      subtitles.times.map { abs($0.start.milliseconds - 100) <= 1 && abs($0.end.milliseconds - 400) <= 1 } == [true])
  }

  @Test func whatWasCutOffIsSaid() throws {
    let file = "1\n00:00:00,100 --> 00:00:00,400\nHello\n\n"
    let scratch = try Scratch()
    let track = SubtitleTrack(.file(Array(file.utf8), .subRip), language: "en")
    let film = try film(track, in: scratch, as: "film.mkv")
    #expect(try ExtractedSubtitles(stream: film.stream, of: film.path).damage == nil)
    let data = try Data(contentsOf: URL(filePath: film.path.string))
    let half = try scratch.file("half.mkv", data.prefix(data.count * 3 / 4))
    #expect(try ExtractedSubtitles(stream: film.stream, of: half).damage != nil)
  }

  @Test func onlyTextCanBeExtracted() throws {
    let film = Fixtures.named("whole.mkv")
    #expect { try ExtractedSubtitles(stream: 0, of: film) } throws: { ($0 as? MediaError)?.code == .noSubtitles }
    #expect { try ExtractedSubtitles(stream: 99, of: film) } throws: { ($0 as? MediaError)?.code == .noSubtitles }
  }
}

extension TextStyle {
  fileprivate static var italic: TextStyle {
    var style = TextStyle()
    style.isItalic = true
    return style
  }
}
