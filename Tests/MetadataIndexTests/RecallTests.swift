import Foundation
import Inference
import MetadataIndex
import SentenceEncoder
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// Whether what is said is found by questions in other words: 40 of them, over the texts of all speech clips.
@Suite(.enabled(if: TestData.isAvailable)) struct RecallTests {
  private struct Question: Decodable {
    var question, file: String
  }

  private struct Clip: Decodable {
    var kind, file: String
    var language: String
    var reference: String?
  }

  private static let questions = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/Search/questions.json")

  @Test func `at least 0.8 of 40 questions find their place among the first five`() throws {
    let questions = try JSONDecoder().decode(
      [Question].self, from: Data(contentsOf: Self.questions))
    try #require(questions.count == 40)
    let clips = try String(contentsOfFile: #require(TestData.root).appending("MANIFEST.jsonl").string, encoding: .utf8)
      .split(separator: "\n").compactMap { try? JSONDecoder().decode(Clip.self, from: Data($0.utf8)) }
      // The long recording is made of the others.
      .filter { $0.kind == "speech" && $0.reference != nil && !$0.file.contains("composite") }
    let encoder = try SentenceEncoder(folder: SentenceModel.folder, runtime: Runtime(), threads: 1)
    let folder = try TemporaryFolder()
    let index = try SearchIndex(path: folder.path.appending("index.sqlite"))
    for clip in clips { try index.put(try file(clip, encoder)) }
    var found = (words: 0, meaning: 0, both: 0)
    for question in questions {
      let wanted = FilePath("/").pushing(FilePath(question.file))
      let vector = try vectors(of: [question.question], encoder)[0]
      let query = try QueryParser.parse(question.question.filter { $0.isLetter || $0.isWhitespace })
      func isFirst(_ results: SearchResults) -> Bool { results.hits.contains { $0.path == wanted } }
      if isFirst(try index.search(query, limit: 5)) { found.words += 1 }
      if isFirst(try index.nearest(to: vector, limit: 5)) { found.meaning += 1 }
      if isFirst(try index.search(query, near: vector, limit: 5)) {
        found.both += 1
      } else {
        print("not among the first five: \(question.question)")
      }
    }
    print("recall@5 of \(questions.count) questions over \(clips.count) clips: \(found)")
    #expect(Double(found.both) >= 0.8 * Double(questions.count))
    // Questions in the same words would prove nothing.
    #expect(found.words < questions.count / 4)
  }

  private func vectors(of texts: [String], _ encoder: SentenceEncoder) throws -> [[Float]] {
    try encoder.vectors(of: texts).map { Array($0.prefix(SentenceEncoder.width)) }
  }

  /// A segment for each sentence.
  private func file(_ clip: Clip, _ encoder: SentenceEncoder) throws -> IndexedFile {
    let sentences = (clip.reference ?? "").split(whereSeparator: { ".?!".contains($0) }).map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty }
    var time: Int64 = 0
    let segments = sentences.map { sentence in
      let words = sentence.split(separator: " ").map { word in
        defer { time += 300 }
        return Word(
          String(word),
          range: TimeRange(start: MediaTime(milliseconds: time), end: MediaTime(milliseconds: time + 300)),
          confidence: 1)
      }
      return IndexedFile.Segment(
        range: TimeRange(start: words[0].start, end: words[words.count - 1].end), language: LanguageTag(clip.language),
        words: words)
    }
    let vectors = try vectors(of: sentences, encoder)
    return IndexedFile(
      path: FilePath("/").pushing(FilePath(clip.file)), fingerprint: clip.file, key: "1", title: clip.file,
      language: LanguageTag(clip.language), duration: MediaTime(milliseconds: time), modified: 0, segments: segments,
      spans: vectors.enumerated().map { .init(segments: $0..<$0 + 1, vector: $1) })
  }
}
