import Foundation
import Markdown
import Media
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct DumpTests {
  @Test func dump() throws {
    var generator = SeededGenerator(seed: 99)
    let extra = [
      "https://", "www.", "example", ".", "com", "@", "mailto:", "xmpp:", "ftp://", "x", "1", ")", "(", "!", "#", "+",
      " ", "- ", "+ ", "1. ", "| - |", "\n", "[a]: b", "===", "---", "$$", "^[x]", "~~~", "```", ":::", "😀", "_", "*",
      "**", "\\", "/", "?", ":", "&#35;", "<!--", "<a href=x>", "//", "javascript:", "[[", "]]", "{{", "%%", ">",
      "    ", "\t", "–",
    ]
    var outputs: [[String: String]] = []
    for index in 0..<6000 {
      let count = Int.random(in: 1...14, using: &generator)
      let said =
        index % 3 == 0
        ? RandomText.make(count: 10, using: &generator)
        : (0..<count).map { _ in extra.randomElement(using: &generator)! }.joined()
      let speaker: String? =
        index % 4 == 0 ? (0..<4).map { _ in extra.randomElement(using: &generator)! }.joined() : nil
      var configuration = MarkdownConfiguration()
      configuration.timestamps = index % 2 == 0
      let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
      let data = try MarkdownExporter(configuration: configuration).data(
        for: ExportInput(
          mediaName: said, media: MediaInfo(container: "mp4", duration: nil, startTime: .zero, streams: [stream]),
          track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
          transcript: Transcript(
            language: "en",
            segments: [
              Segment(
                words: [Word(said, range: TimeRange(start: .zero, end: .zero), confidence: 1)], language: "en",
                speaker: speaker)
            ], duration: .zero, provenance: Provenance(recognizer: said, model: "m"))))
      outputs.append([
        "said": said.onOneLine, "speaker": (speaker ?? "").onOneLine, "md": String(decoding: data, as: UTF8.self),
        "time": index % 2 == 0 ? "1" : "",
      ])
    }
    try JSONEncoder().encode(outputs).write(to: URL(fileURLWithPath: "/tmp/textcheck/dump.json"))
  }
}
