import Foundation
import MetadataIndex
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct SemanticSearchTests {
  private let folder: TemporaryFolder
  private let index: SearchIndex

  init() throws {
    folder = try TemporaryFolder()
    index = try SearchIndex(path: folder.path.appending("index.sqlite"))
  }

  private static func vectors(_ count: Int, seed: UInt64) -> [[Float]] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let vector = (0..<384).map { _ in Float.random(in: -1...1, using: &random) }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return vector.map { $0 / length }
    }
  }

  /// A file of one segment for each vector, called by its number.
  private func put(_ name: String, _ vectors: [[Float]], language: LanguageTag = "en") throws {
    let segments = vectors.indices.map { number in
      let range = TimeRange(
        start: MediaTime(milliseconds: Int64(number) * 1_000), end: MediaTime(milliseconds: Int64(number) * 1_000 + 900)
      )
      return IndexedFile.Segment(
        range: range, language: language, words: [Word("\(name)\(number)", range: range, confidence: 1)])
    }
    try index.put(
      IndexedFile(
        path: FilePath("/media").appending(name), fingerprint: "1-\(name)", key: name, title: name, language: language,
        duration: MediaTime(seconds: Double(vectors.count)), modified: 1, segments: segments,
        spans: vectors.enumerated().map { .init(segments: $0..<$0 + 1, vector: $1) }))
  }

  private func nearest(_ vector: [Float], _ query: String = "", limit: Int = 20) throws -> [String] {
    try index.nearest(to: vector, filters: QueryParser.parse(query).filters, limit: limit).hits.map(\.text)
  }

  /// More than two blocks of the file, from two transactions.
  @Test func `the nearest are those of a comparison with all`() throws {
    let all = Self.vectors(600, seed: 1)
    try put("a", Array(all[..<250]))
    try put("b", Array(all[250...]))
    for query in Self.vectors(10, seed: 2) {
      let products = all.enumerated().map { number, vector in
        (
          score: zip(vector, query).reduce(0) { $0 + $1.0 * $1.1 },
          name: number < 250 ? "a\(number)" : "b\(number - 250)"
        )
      }.sorted { $0.score > $1.score }
      let found = try index.nearest(to: query, limit: 20).hits
      #expect(found.count == 20)
      for (hit, wanted) in zip(found, products) { #expect(abs(hit.score - Double(wanted.score)) < 0.002) }
      #expect(Set(found.prefix(5).map(\.text)).intersection(products.prefix(8).map(\.name)).count >= 4)
    }
    #expect(try nearest(all[300], limit: 1) == ["b50"])
    #expect(try nearest(all[300], "path:media/a", limit: 1).allSatisfy { $0.hasPrefix("a") })
  }

  @Test func `what was removed is not found`() throws {
    let all = Self.vectors(300, seed: 3)
    try put("a", Array(all[..<150]))
    try put("b", Array(all[150...]), language: "de")
    try index.remove("/media/a")
    #expect(try nearest(all[7], limit: 300).allSatisfy { $0.hasPrefix("b") })
    #expect(try nearest(all[160], "lang:en").isEmpty)
    try put("c", Array(all[..<10]))
    #expect(try nearest(all[7], limit: 1) == ["c7"])
  }

  @Test func `a file that takes the place of another keeps its vectors`() throws {
    let all = Self.vectors(40, seed: 5)
    try put("a", Array(all[..<20]))
    try put("a", Array(all[20...]))
    #expect(try nearest(all[25], limit: 1) == ["a5"])
    #expect(try index.nearest(to: all[25], limit: 1).hits.first?.score ?? 0 > 0.99)
    #expect(try index.problems().isEmpty)
  }

  @Test func `questions in other words are not answered by common words`() throws {
    let all = Self.vectors(30, seed: 6)
    try put("a", all)
    // A word of the query that is in one segment says little beside many that are nowhere.
    let query = try QueryParser.parse("a31 OR nothing OR nowhere OR never OR a3")
    #expect(try index.search(query, near: all[12], limit: 1).hits.first?.text == "a12")
  }

  @Test func `words and meaning together`() throws {
    let all = Self.vectors(50, seed: 4)
    try put("a", all)
    let hits = try index.search(QueryParser.parse("a31"), near: all[12]).hits.map(\.text)
    #expect(Set(hits.prefix(2)) == ["a31", "a12"])
    #expect(try index.search(QueryParser.parse("a12"), near: all[12]).hits.first?.text == "a12")
    let like = try #require(try index.vector(at: MediaTime(milliseconds: 12_500), in: "/media/a"))
    #expect(try nearest(like, limit: 1) == ["a12"])
    #expect(try index.vector(at: .zero, in: "/media/none") == nil)
  }
}
