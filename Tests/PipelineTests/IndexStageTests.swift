import Foundation
import Library
import MetadataIndex
import Pipeline
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// What runs put into the index, and what takes it out.
@Suite struct IndexStageTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  private func setup(_ settings: String = "{}", forced: Set<String> = []) -> TestBench.Setup {
    var settings = settings
    settings.replace("{", with: #"{"index": "words", "#, maxReplacements: 1)
    settings.replace(", }", with: "}")
    return TestBench.Setup(settings: settings, options: RunOptions(forced: forced, jobs: 1))
  }

  private func workspace() throws -> Workspace { try bench.planners().workspace }

  private func hits(_ query: String) throws -> [SearchHit] {
    try workspace().index().search(QueryParser.parse(query), order: .path).hits
  }

  private func texts(_ query: String) throws -> [String] { try hits(query).map(\.text) }

  private func stale(_ setup: TestBench.Setup) async throws -> [String] {
    try await bench.plan(setup).flatMap(\.stages).filter(\.decision.isStale).map(\.stage.name)
  }

  @Test func `what is said is found after a run, and once`() async throws {
    let path = try bench.media.write("Hello there", to: "a.mp4")
    #expect(try await stale(setup()) == ["audio", "recognise", "srt", "notes", "index"])
    let events = TestBench.Events()
    try await bench.run(setup(), events: events)
    #expect(events.files(in: .index) == ["a.mp4"])
    let hit = try #require(hits("there").first)
    #expect(hit.path == path && hit.title == "a" && hit.time.milliseconds == 500 && hit.language == "en")
    #expect(try await stale(setup()).isEmpty)
    #expect(try await bench.run(setup()).count(.upToDate) == 1)
    // Other subtitles change nothing that is searched.
    let heading = setup(#"{"plugins": {"srt": {"heading": "x"}}}"#)
    #expect(try await stale(heading) == ["srt"])
    // Another text does.
    try bench.media.write("Hello again", to: "a.mp4")
    try await bench.run(setup())
    #expect(try texts("hello") == ["Hello again"])
  }

  @Test func `a profile that is switched on or off`() async throws {
    try bench.media.write("Hello there", to: "a.mp4")
    try await bench.run()
    #expect(try !workspace().index.exists)
    #expect(try await stale(setup()) == ["index"])
    let summary = try await bench.run(setup())
    #expect(summary.recognised == 0 && summary.count(.done) == 1)
    #expect(try texts("hello").count == 1)
    #expect(try await stale(setup(forced: ["index"])) == ["index"])
    try await bench.run()
    #expect(try texts("hello").isEmpty && IndexUpkeep(workspace()).verify(isThorough: true).isEmpty)
  }

  @Test func `rows go with their file, and follow it`() async throws {
    let first = try bench.media.write("Hello there", to: "a.mp4")
    try bench.media.write("Hello again", to: "b.mp4")
    try await bench.run(setup())
    let moved = bench.media.path.appending("New name.mp4")
    try FileManager.default.moveItem(atPath: first.string, toPath: moved.string)
    try await bench.run(setup())
    #expect(try hits("hello").map(\.path.lastComponent?.string) == ["New name.mp4", "b.mp4"])
    #expect(try hits("there").first?.title == "New name")
    try FileManager.default.removeItem(atPath: moved.string)
    try await bench.run(setup())
    #expect(try texts("hello") == ["Hello again"])
    // One that comes back is found again, though nothing is made anew.
    try bench.media.write("Hello there", to: "New name.mp4")
    #expect(try await bench.run(setup()).recognised == 0)
    #expect(try texts("there") == ["Hello there"])
  }

  @Test func `what filters take out cannot be found`() async throws {
    try bench.media.write("secret words", to: "a.mp4")
    let open = setup(#"{"annotators": ["spotter"]}"#)
    try await bench.run(open)
    #expect(try texts("secret category:word") == ["secret words"])
    try await bench.run(setup(#"{"annotators": ["spotter"], "filters": ["redactor"]}"#))
    #expect(try texts("secret").isEmpty && texts("*ecre*").isEmpty && texts("words") == ["[…] words"])
    #expect(try !workspace().index().hasRemains())
    // Nor is it in the files.
    let folder = try workspace().index().path.removingLastComponent()
    for name in try Directory.names(in: folder) {
      let data = try Data(readingFile: folder.appending(name: name))
      #expect(data.range(of: Data("secret".utf8)) == nil && data.range(of: Data("ecret".utf8)) == nil)
    }
  }

  @Test func `a file whose findings are missing waits`() async throws {
    try bench.media.write("no findings here", to: "a.mp4")
    let summary = try await bench.run(setup(#"{"annotators": ["spotter"]}"#))
    #expect(summary.count(.failed) == 1)
    #expect(try texts("findings").isEmpty)
  }

  @Test func `an index that is lost or damaged is made again`() async throws {
    try bench.media.write("Hello there", to: "a.mp4")
    try await bench.run(setup())
    let path = try workspace().index().path
    try Data(repeating: 7, count: 10_000).write(to: URL(filePath: path.string))
    #expect(try await stale(setup()) == ["index"])
    #expect(try await bench.run(setup()).recognised == 0)
    #expect(try texts("hello") == ["Hello there"])
    Directory.remove(try workspace().state.index)
    #expect(try await bench.run(setup()).recognised == 0)
    #expect(try texts("hello") == ["Hello there"])
  }

  @Test func `what is said around a short utterance lets it be found, once`() async throws {
    try bench.media.write("Hello there", to: "a.mp4")
    try bench.media.write("All is well on this fine day", to: "b.mp4")
    var meaning = setup()
    meaning.settings.replace("words", with: "meaning")
    meaning.embedder = Meanings()
    try await bench.run(meaning)
    let found = try workspace().index().nearest(to: [11, 1]).hits
    #expect(Set(found.map(\.text)) == ["Hello there", "All is well on this fine day"] && found.count == 2)
  }

  @Test func `a rebuild from layers gives the same rows`() async throws {
    try bench.media.write("Hello there", to: "a.mp4")
    try bench.media.write("de: Guten Tag", to: "b.mp4")
    try bench.media.write("silence", to: "c.mp4")
    var meaning = setup(#"{"annotators": ["spotter"]}"#)
    meaning.settings.replace("words", with: "meaning")
    meaning.embedder = Meanings()
    meaning.models = ["meanings": "aa"]
    try await bench.run(meaning)
    let upkeep = IndexUpkeep(try workspace())
    #expect(try upkeep.verify(isThorough: true).isEmpty)
    let before = try (hits("hello OR tag"), workspace().index().counts())
    #expect(before.1.files == 3 && before.1.segments == 2 && before.1.spans > 0)
    // Rows that are not as they should be are found, and put right.
    try workspace().index().remove(bench.media.path.appending("b.mp4"))
    #expect(try upkeep.verify(isThorough: false).missing.map(\.lastComponent?.string) == ["b.mp4"])
    let result = try upkeep.rebuild()
    #expect(result.files == 3 && result.missing.isEmpty)
    #expect(try upkeep.verify(isThorough: true).isEmpty)
    let after = try (hits("hello OR tag"), workspace().index().counts())
    #expect(after.0.map(\.text) == before.0.map(\.text) && after.0.map(\.time) == before.0.map(\.time))
    #expect(after.1 == before.1)
    #expect(try await stale(meaning).isEmpty)
    // Layers that are gone are told, and made by the run.
    bench.removeLayers()
    #expect(try upkeep.rebuild().missing.count == 3)
    try await bench.run(meaning)
    #expect(try hits("hello OR tag").count == 2)
  }

  private struct Meanings: TextEmbedder {
    let model = "meanings"
    let revision = "1"
    let dimension = 2

    func vectors(
      of texts: [String], modelDirectory: FilePath, progress: @escaping @Sendable (Double) -> Void
    ) async throws -> [[Float]] { texts.map { [Float($0.count), 1] } }
  }
}
