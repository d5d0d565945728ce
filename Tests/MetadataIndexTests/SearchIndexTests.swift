import Foundation
import MetadataIndex
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct SearchIndexTests {
  private let folder: TemporaryFolder
  private let index: SearchIndex

  init() throws {
    folder = try TemporaryFolder()
    index = try SearchIndex(path: folder.path.appending("index.sqlite"))
  }

  /// Segments of words of half a second, one behind the other from 1 s on.
  private func file(
    _ name: String, _ texts: [String], language: String = "en", speaker: String? = nil, categories: [String] = [],
    trust: Double = 1, modified: Int64 = 1_000, vectors: [[Float]] = []
  ) -> IndexedFile {
    var time: Int64 = 1_000
    let segments = texts.map { text in
      let words = text.split(separator: " ").map { word in
        defer { time += 500 }
        return Word(
          String(word),
          range: TimeRange(start: MediaTime(milliseconds: time), end: MediaTime(milliseconds: time + 400)),
          confidence: 1)
      }
      return IndexedFile.Segment(
        range: TimeRange(start: words[0].start, end: words[words.count - 1].end), language: LanguageTag(language),
        trust: trust, speaker: speaker, categories: categories, words: words)
    }
    return IndexedFile(
      path: FilePath("/media").appending(name), fingerprint: "1-\(name)", key: "k-\(name)", title: name,
      language: LanguageTag(language), duration: MediaTime(milliseconds: time), modified: modified, segments: segments,
      spans: vectors.enumerated().map { .init(segments: $0..<$0 + 1, vector: $1) })
  }

  private func texts(_ query: String, order: SearchOrder = .relevance) throws -> [String] {
    try index.search(QueryParser.parse(query), order: order).hits.map(\.text)
  }

  @Test func `words are found, and when they are said`() throws {
    try index.put(file("a.mkv", ["It was the best of times", "it was the worst of times"], speaker: "Ada"))
    let results = try index.search(QueryParser.parse("\"worst of\""))
    #expect(results.total == 1 && !results.isPartial)
    let hit = try #require(results.hits.first)
    #expect(hit.path == "/media/a.mkv" && hit.text == "it was the worst of times" && hit.speaker == "Ada")
    #expect(hit.range.start.milliseconds == 4_000 && hit.time.milliseconds == 5_500)
    #expect(hit.marks.map { String(decoding: Array(hit.text.utf8)[$0], as: UTF8.self) } == ["worst of"])
  }

  @Test func `operators`() throws {
    try index.put(
      file("a.mkv", ["the ferry left the harbour", "the café was communal", "nobody left", "Straße und Über"]))
    #expect(try texts("ferry left") == ["the ferry left the harbour"])
    #expect(try texts("left -ferry") == ["nobody left"])
    #expect(try Set(texts("cafe OR nobody")) == ["the café was communal", "nobody left"])
    #expect(try texts("comm*") == ["the café was communal"])
    #expect(try texts("*ommun*") == ["the café was communal"] && texts("*AL*") == ["the café was communal"])
    #expect(
      try texts("NEAR(ferry harbour, 2)") == ["the ferry left the harbour"] && texts("NEAR(ferry harbour, 1)").isEmpty)
    #expect(try texts("*eft* -ferry") == ["nobody left"] && Set(texts("*rry* OR nobody")).count == 2)
    #expect(try texts("uber") == ["Straße und Über"] && texts("\"\" ferry") == ["the ferry left the harbour"])
  }

  @Test func `languages without spaces`() throws {
    try index.put(file("a.mkv", ["東京都に住んでいます"], language: "ja"))
    for query in ["東京", "京都", "京", "住んで", "ます", "す"] {
      let hit = try #require(index.search(QueryParser.parse(query)).hits.first, "\(query)")
      #expect(hit.marks.allSatisfy { String(decoding: Array(hit.text.utf8)[$0], as: UTF8.self) == query })
    }
    #expect(try texts("大阪").isEmpty && texts("京東").isEmpty)
  }

  @Test func `filters`() throws {
    try index.put(
      file("a.mkv", ["left one"], speaker: "Ada", categories: ["insult", "threat"], modified: 1_767_300_000))
    try index.put(file("b.mkv", ["left two"], language: "de-AT", trust: 0.4, modified: 1_800_000_000))
    #expect(try texts("left speaker:ada") == ["left one"] && texts("left -speaker:ada") == ["left two"])
    #expect(try texts("left lang:de") == ["left two"] && texts("left -lang:de") == ["left one"])
    #expect(try texts("left category:threat") == ["left one"] && texts("-category:insult") == ["left two"])
    #expect(try texts("left trust:>0.5") == ["left one"] && texts("left path:B.MK") == ["left two"])
    #expect(try texts("date:2026-01..2026-12") == ["left one"])
    #expect(try texts("*ef* lang:en") == ["left one"])
    let counts = try index.search(QueryParser.parse("left"), facets: [.language, .category, .speaker, .file]).facets
    #expect(counts[.category]?.map(\.value) == ["insult", "threat"] && counts[.language]?.count == 2)
    #expect(counts[.file]?.map(\.value) == ["/media/a.mkv", "/media/b.mkv"])
  }

  @Test func `order and pages`() throws {
    for number in 0..<5 { try index.put(file("\(number).mkv", ["left \(number)"], modified: Int64(10 - number))) }
    #expect(try texts("left", order: .path) == (0..<5).map { "left \($0)" })
    #expect(try texts("left", order: .newest) == (0..<5).map { "left \($0)" })
    let page = try index.search(QueryParser.parse("left"), limit: 2, offset: 3, order: .path)
    #expect(page.hits.map(\.text) == ["left 3", "left 4"] && page.total == 5)
  }

  @Test func `rows go with their file`() throws {
    try index.put(file("a.mkv", ["first words"]))
    try index.put(file("b.mkv", ["other words"]))
    try index.put(file("a.mkv", ["second words", "third words"]))
    #expect(try Set(texts("words")) == ["second words", "third words", "other words"])
    #expect(try texts("*irst*").isEmpty && texts("first").isEmpty)
    try index.move("/media/a.mkv", to: "/media/c.mkv", title: "c")
    #expect(try index.search(QueryParser.parse("second")).hits.first?.path == "/media/c.mkv")
    try index.remove("/media/c.mkv")
    #expect(try texts("words") == ["other words"])
    #expect(try index.keys() == ["/media/b.mkv": "k-b.mkv"])
    // Numbers that come again.
    try index.put(file("d.mkv", ["new words"]))
    #expect(try Set(texts("words")) == ["new words", "other words"])
  }

  @Test func `odd names and texts`() throws {
    let path = FilePath("/media").appending("\u{1B}[2J\"'\n.mkv")
    var odd = file("x", ["Robert'); DROP TABLE segment;--", "\u{E000}x\u{E001} y"])
    odd.path = path
    try index.put(odd)
    #expect(try index.search(QueryParser.parse("drop")).hits.first?.path == path)
    #expect(try texts("\"Robert'); DROP\"").count == 1 && texts("y").count == 1)
  }

  @Test func `fields of files choose before words are ranked`() throws {
    for number in 0..<40 {
      try index.put(file("film \(number).mkv", ["common words", "common \(number)"], modified: Int64(number) * 1_000))
    }
    #expect(try Set(texts("common path:\"film 7.\"")) == ["common words", "common 7"])
    #expect(try texts("path:\"film 7.\" 7") == ["common 7"] && texts("common path:nowhere").isEmpty)
    #expect(try index.search(QueryParser.parse("common -path:film")).total == 0)
    #expect(try index.search(QueryParser.parse("common duration:<1h"), limit: 5).total == 80)
    #expect(try index.search(QueryParser.parse("comm* path:\"film 3\" trust:>0.5")).total == 22)
  }

  @Test func `rare words come before common ones of the same alternative`() throws {
    let many = (0..<6_000).map { "common \($0)" }
    try index.put(file("first.mkv", ["a harbour"]))
    try index.put(file("a.mkv", many))
    let results = try index.search(QueryParser.parse("common OR harbour"), limit: 3)
    #expect(results.isPartial && results.hits.first?.text == "a harbour")
    let prefix = try index.search(QueryParser.parse("com*"), limit: 3)
    #expect(prefix.isPartial && prefix.hits.count == 3 && prefix.hits[0].marks.count == 1)
  }

  @Test func `what was taken out is overwritten`() throws {
    try index.put(file("a.mkv", ["something secretive"]))
    try index.put(file("b.mkv", ["other words"]))
    #expect(try !index.hasRemains())
    try index.remove("/media/a.mkv")
    #expect(try index.hasRemains())
    try index.compact()
    #expect(try !index.hasRemains() && index.problems().isEmpty)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path.string) {
      let data = try Data(contentsOf: URL(filePath: folder.path.appending(name).string))
      #expect(data.range(of: Data("secretive".utf8)) == nil)
    }
  }

  @Test func `an index is opened again, and one that is no index is told`() throws {
    let path = folder.path.appending("other.sqlite")
    do {
      let first = try SearchIndex(path: path)
      try first.put(file("a.mkv", ["Hello there"]))
    }
    let again = try SearchIndex(path: path)
    #expect(try again.search(QueryParser.parse("there")).total == 1)
    #expect(try again.counts().files == 1 && again.holds(file("a.mkv", ["Hello there"])))
    #expect(try !again.holds(file("a.mkv", ["Hello where"])))
    try Data(repeating: 1, count: 5_000).write(to: URL(filePath: path.string))
    #expect { try SearchIndex(path: path) } throws: { SearchIndex.isDamage($0) }
  }
}
