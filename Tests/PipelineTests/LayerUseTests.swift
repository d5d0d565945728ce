import Library
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// Plug-ins that take what others make where it is there, and do without elsewhere.
@Suite struct LayerUseTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  private struct FakeEmbedder: TextEmbedder {
    let model = "meanings"
    var revision = "1"
    let dimension = 2

    func vectors(
      of texts: [String], modelDirectory: FilePath, progress: @escaping @Sendable (Double) -> Void
    ) async throws -> [[Float]] { texts.map { _ in [1, 0] } }
  }

  @Test func anExporterThatUsesFindings() async throws {
    try bench.media.write("heck and darn", to: "a.mp4")
    let list = try bench.media.write("heck", to: "list.txt")
    func setup(_ annotators: String) -> TestBench.Setup {
      TestBench.Setup(
        settings: """
          {"outputs": ["register"], "annotators": [\(annotators)], "plugins": {"lister": {"list": "\(list.string)"}}}
          """)
    }
    try await bench.run(setup(""))
    #expect(try bench.text(of: "a.en.register.json").hasPrefix("0 in"))
    let with = try await bench.run(setup(#""lister""#))
    #expect(with.recognised == 0 && with.count(.done) == 1)
    #expect(try bench.text(of: "a.en.register.json").hasPrefix("1 in"))
    // What it uses changes with the settings of who makes it, and so does what it writes.
    try bench.media.write("heck darn", to: "list.txt")
    let plan = try #require(try await bench.plan(setup(#""lister""#)).first)
    #expect(plan.stages.filter(\.decision.isStale).map(\.stage.name) == ["annotate.lister", "register"])
    #expect(try await bench.run(setup(#""lister""#)).recognised == 0)
    #expect(try bench.text(of: "a.en.register.json").hasPrefix("2 in"))
    #expect(try await bench.run(setup(#""lister""#)).count(.upToDate) == 1)
    try await bench.run(setup(""))
    #expect(try bench.text(of: "a.en.register.json").hasPrefix("0 in"))
  }

  @Test func anAnnotatorThatUsesMeanings() async throws {
    try bench.media.write("Hello there. All is well.", to: "a.mp4")
    var setup = TestBench.Setup(settings: #"{"outputs": ["tally"], "annotators": ["meanings", "spotter"]}"#)
    try await bench.run(setup)
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix("1 in"))
    setup.embedder = FakeEmbedder()
    setup.models = ["meanings": "aa"]
    var events = TestBench.Events()
    #expect(try await bench.run(setup, events: events).recognised == 0)
    let found = try bench.text(of: "a.en.tally.json")
    #expect(!found.hasPrefix("1 in"))
    #expect(events.files(in: .annotate("spotter")).isEmpty)
    #expect(try await bench.run(setup).count(.upToDate) == 1)
    // Other weights, and another way to use them.
    setup.models = ["meanings": "bb"]
    for _ in 1...2 {
      let plan = try #require(try await bench.plan(setup).first)
      #expect(plan.stages.filter(\.decision.isStale).map(\.stage.name) == ["embed", "annotate.meanings", "tally"])
      events = TestBench.Events()
      #expect(try await bench.run(setup, events: events).recognised == 0)
      #expect(events.files(in: .embed) == ["a.mp4"] && events.files(in: .annotate("meanings")) == ["a.mp4"])
      #expect(events.files(in: .annotate("spotter")).isEmpty)
      setup.embedder = FakeEmbedder(revision: "2")
    }
    #expect(try bench.text(of: "a.en.tally.json") == found)
    // Where nobody makes them any more it does without.
    setup.embedder = nil
    try await bench.run(setup)
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix("1 in"))
  }
}
