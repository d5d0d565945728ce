import Foundation
import FoundationXML
import Media
import MediaMetadata
import Moderation
import Subprocess
import Subtitles
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript
import WebVTT

@Suite struct FormatTests {
  private static let hostile = #"A = b; c # d \ e <x> & "q" --> ]]> é 夜 [CHAPTER]"#

  private func hostile(name: String = "Film.mkv") -> MediaMetadata {
    var metadata = Sample.metadata(Sample.transcript(Sample.threeTopics), name: name)
    metadata.title.text = Self.hostile
    for index in metadata.chapters.indices { metadata.chapters[index].title = "\(index)\n\(Self.hostile)\u{0}" }
    metadata.keywords[0].text = Self.hostile
    metadata.summary[0].text = "\(Self.hostile)\n[CHAPTER]\nSTART=7"
    return metadata
  }

  @Test func jsonKeepsToItsSchemaAndComesBack() throws {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    let file = root.appending("Documentation").appending("media-metadata.schema.json")
    let schema = try SchemaCheck(Data(contentsOf: URL(fileURLWithPath: file.string)))
    var english = (0..<30).map { "The quick brown fox jumps over the lazy dog number \($0) today." }
    english.append("End.")
    let segments = english.enumerated().map { Sample.segment($1, at: Double($0) * 9, speaker: "Ada") }
    for metadata in [
      hostile(), hostile(name: "Show.2005.S01E01E02.Rose.720p.mkv"), Sample.metadata(Sample.transcript(segments)),
      Sample.metadata(Sample.transcript([Segment](), duration: 0)),
      Sample.metadata(
        Sample.transcript(segments), Sample.embeddings(Sample.transcript(segments)) { _ in 0 }),
    ] {
      for indented in [true, false] {
        let data = try MetadataJSON.data(of: metadata, indented: indented)
        #expect(try schema.problems(of: data) == [])
        let decoded = try JSONDecoder().decode(MediaMetadata.self, from: data)
        #expect(try MetadataJSON.data(of: decoded, indented: indented) == data)
      }
    }
  }

  @Test func webVTTIsReadByTheProjectsReader() throws {
    let metadata = hostile()
    let document = try WebVTTFormat().read(ChapterFiles.webVTT(metadata.chapters))
    #expect(document.remarks.isEmpty)
    try #require(document.cues.count == metadata.chapters.count)
    for (index, (cue, chapter)) in zip(document.cues, metadata.chapters).enumerated() {
      #expect(cue.range.start == MediaTime(milliseconds: chapter.start.milliseconds))
      #expect(cue.range.end == MediaTime(milliseconds: chapter.end.milliseconds))
      #expect(cue.lines.joined(separator: "\n") == "\(index) \(Self.hostile)")
    }
  }

  /// The children of the root with their text, as a parser sees them.
  private final class Reader: NSObject, XMLParserDelegate {
    var path: [String] = []
    var texts: [(path: String, text: String)] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      path.append(name)
      texts.append((path.joined(separator: "/"), ""))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      path.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      let place = path.joined(separator: "/")
      if let index = texts.lastIndex(where: { $0.path == place }) { texts[index].text += string }
    }
  }

  private func elements(_ data: Data) throws -> [(path: String, text: String)] {
    let parser = XMLParser(data: data)
    let reader = Reader()
    parser.delegate = reader
    try #require(parser.parse())
    return reader.texts
  }

  @Test func nfoOfAFilm() throws {
    let metadata = hostile()
    let texts = try elements(MetadataNFO.data(of: metadata))
    func text(_ path: String) -> String? { texts.first { $0.path == "movie/\(path)" }?.text }
    #expect(text("title") == Self.hostile && text("plot")?.hasPrefix(Self.hostile) == true)
    #expect(text("tag") == Self.hostile && text("runtime") == "20")
    #expect(texts.count { $0.path == "movie/tag" } == metadata.keywords.count)
    #expect(text("fileinfo/streamdetails/video/codec") == "h264")
    #expect(text("fileinfo/streamdetails/audio/language") == "eng")
    #expect(text("fileinfo/streamdetails/subtitle/language") == "deu")
  }

  @Test func nfoOfAnEpisode() throws {
    let metadata = Sample.metadata(
      Sample.transcript(["Hello there."]), name: "The.Show.S02E05.The.Big.Day.1080p.mkv")
    let texts = try elements(MetadataNFO.data(of: metadata))
    let expected = ["title": "The Big Day", "showtitle": "The Show", "season": "2", "episode": "5", "runtime": "1"]
    for (name, text) in expected { #expect(texts.first { $0.path == "episodedetails/\(name)" }?.text == text) }
  }

  private func run(_ program: String, _ arguments: [String]) async throws -> (status: Bool, output: String)? {
    let result = try? await Subprocess.run(
      .name(program), arguments: Arguments(arguments), output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    return result.map { ($0.terminationStatus.isSuccess, $0.standardOutput + $0.standardError) }
  }

  @Test(.timeLimit(.minutes(1))) func nfoIsReadByElementTree() async throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("Film.nfo")
    try MetadataNFO.data(of: hostile()).write(to: URL(fileURLWithPath: file.string))
    let script = "import sys, xml.etree.ElementTree as t; print(t.parse(sys.argv[1]).getroot().find('title').text)"
    guard let result = try await run("python3", ["-c", script, file.string]) else { return }
    #expect(result.status && result.output == "\(Self.hostile)\n")
  }

  @Test(.timeLimit(.minutes(1))) func ffmetadataIsReadByFFprobe() async throws {
    let folder = try TemporaryFolder()
    let metadata = hostile()
    let file = folder.path.appending("Film.ffmetadata")
    try ChapterFiles.ffmetadata(metadata).write(to: URL(fileURLWithPath: file.string))
    let arguments = ["-v", "error", "-f", "ffmetadata", "-show_chapters", "-show_format", "-of", "json", file.string]
    guard let result = try await run("ffprobe", arguments) else { return }
    try #require(result.status, "\(result.output)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let chapters = try #require(object["chapters"] as? [[String: Any]])
    try #require(chapters.count == metadata.chapters.count)
    for (index, (read, chapter)) in zip(chapters, metadata.chapters).enumerated() {
      #expect(read["time_base"] as? String == "1/1000" && read["start"] as? Int64 == chapter.start.milliseconds)
      #expect(read["end"] as? Int64 == chapter.end.milliseconds)
      #expect((read["tags"] as? [String: String])?["title"] == "\(index) \(Self.hostile)")
    }
    let tags = try #require((object["format"] as? [String: Any])?["tags"] as? [String: String])
    #expect(tags["title"] == Self.hostile)
    #expect(tags["description"]?.hasPrefix("\(Self.hostile)\n[CHAPTER]\nSTART=7") == true)
  }

  @Test func bulkDocumentsAreALineEach() throws {
    let segments = [
      Sample.segment("One two three.", at: 0, speaker: "Ada"), Segment(words: [], language: "en"),
      Sample.segment("Four\nfive six.", at: 10, trust: Trust(score: 0.5, reasons: [.repetition])),
      Sample.segment("夜の列車", at: 20, language: "ja"),
    ]
    func finding(_ category: String, _ words: Range<Int>?, _ start: Double, _ end: Double) -> Finding {
      Finding(
        category: category, range: TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end)), score: 1,
        source: "test", words: words)
    }
    let annotations = Annotations(findings: [
      finding("b", 2..<4, 0, 20), finding("a", 3..<4, 0, 1), finding("loud", nil, 20.1, 20.2),
      finding("odd", 90..<99, 0, 1),
    ])
    let data = try BulkDocuments.data(
      index: "speech", file: "Film.mkv", identity: "id", transcript: Sample.transcript(segments),
      annotations: annotations)
    let lines = data.split(separator: UInt8(ascii: "\n"))
    try #require(lines.count == 6 && data.last == UInt8(ascii: "\n"))
    let objects = try lines.map { try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any]) }
    #expect(objects[0]["index"] as? [String: String] == ["_index": "speech", "_id": "id-0"])
    #expect(objects[2]["index"] as? [String: String] == ["_index": "speech", "_id": "id-2"])
    #expect(objects[1]["categories"] as? [String] == ["b"] && objects[3]["categories"] as? [String] == ["a", "b"])
    #expect(objects[5]["categories"] as? [String] == ["loud"] && objects[5]["text"] as? String == "夜の列車")
    #expect(objects[3]["trust"] as? Double == 0.5 && objects[3]["startMs"] as? Int == 10_000)
    #expect(objects[1]["speaker"] as? String == "Ada" && objects[1]["endMs"] as? Int == 750)
  }

  @Test(arguments: [
    ("speech", true), ("surtitle-2026", true), ("", false), ("Speech", false), ("-a", false), ("_a", false),
    (".", false),
    ("a b", false), ("a/b", false), ("a,b", false), ("é", true), (String(repeating: "a", count: 256), false),
  ])
  func namesOfIndices(name: String, isOne: Bool) {
    #expect(BulkDocuments.isIndexName(name) == isOne)
  }
}
