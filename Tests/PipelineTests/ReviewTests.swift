import Foundation
import Library
import Moderation
import Pipeline
import PluginHost
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// Decisions of people in runs, and in what is stored.
@Suite struct ReviewTests {
  private let bench: TestBench
  private static let settings = #"{"outputs": ["verdicts"], "annotators": ["spotter"]}"#

  init() throws { bench = try TestBench() }

  private var setup: TestBench.Setup {
    var setup = TestBench.Setup()
    setup.settings = Self.settings
    return setup
  }

  private func stored(
    _ settings: String = settings, isComplete: Bool = false
  ) throws -> (files: [StoredFile], missing: [StoredFile.Missing]) {
    var setup = setup
    setup.settings = settings
    let planners = try bench.planners(setup)
    var names = BaseNames(OutputNaming(), keeping: planners.workspace.catalogue)
    var (files, missing): ([StoredFile], [StoredFile.Missing]) = ([], [])
    for case .folder(let folder) in try bench.walk(setup) {
      for source in try planners.stored(in: folder, names: &names, isComplete: isComplete) {
        do { files.append(try source.read()) } catch let file as StoredFile.Missing { missing.append(file) }
      }
    }
    return (files, missing)
  }

  private func decide(_ file: StoredFile, _ state: ReviewState, reason: String = "") throws {
    let workspace = try bench.planners(setup).workspace
    try workspace.decide([
      ReviewStore.Draft(
        media: file.media, mediaName: file.input.mediaName, subject: try #require(file.subjects.first),
        decision: ReviewDecision(state: state, by: "ada", time: 1, reason: reason))
    ])
  }

  @Test func aDecisionMakesReportsStaleAndNothingElse() async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    #expect(try await bench.run(setup).count(.done) == 1)
    #expect(try bench.text(of: "a.en.verdicts.json") == "new a.mp4")
    #expect(try await bench.run(setup).count(.upToDate) == 1)
    let file = try #require(try stored().files.first)
    #expect(file.input.reviews.map(\.state) == [.new] && file.subjects.count == 1)
    try decide(file, .dismissed, reason: "breakfast")
    let again = try await bench.run(setup)
    #expect(again.count(.done) == 1 && again.recognised == 0)
    #expect(try bench.text(of: "a.en.verdicts.json") == "dismissed: breakfast a.mp4")
    #expect(try await bench.run(setup).count(.upToDate) == 1)
    // The plan tells why.
    try decide(file, .confirmed)
    let plan = try #require(try await bench.plan(setup).first)
    #expect(plan.stages.filter(\.decision.isStale).map(\.stage.name) == ["verdicts"])
    #expect(plan.stages.last?.decision.reason == "settings changed")
  }

  /// Until results are made it is in them; what comes later the next run shows.
  @Test(arguments: [
    (Stage.annotate("spotter"), "dismissed: breakfast a.mp4", FileReport.Status.upToDate),
    (.output("copy"), "new a.mp4", .done),
  ])
  func aDecisionDuringARunIsNotLost(stage: Stage, text: String, next: FileReport.Status) async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    var setup = setup
    setup.settings = #"{"outputs": ["verdicts", "copy"], "annotators": ["spotter"]}"#
    try await bench.run(setup)
    let file = try #require(try stored().files.first)
    let events = TestBench.Events { [self] event in
      guard case .stageStarted(_, stage, _) = event else { return }
      do { try decide(file, .dismissed, reason: "breakfast") } catch { Issue.record(error) }
    }
    var forced = setup
    forced.options.forced = ["all"]
    #expect(try await bench.run(forced, events: events).count(.done) == 1)
    #expect(try bench.text(of: "a.en.verdicts.json") == text)
    #expect(try await bench.run(setup).count(next) == 1)
    #expect(try bench.text(of: "a.en.verdicts.json") == "dismissed: breakfast a.mp4")
    #expect(try await bench.run(setup).count(.upToDate) == 1)
  }

  @Test func decisionsHoldForCopiesAndRenamedFiles() async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    try await bench.run(setup)
    try decide(try #require(try stored().files.first), .dismissed, reason: "breakfast")
    try bench.media.write("egg on toast", to: "Copies/b.mp4")
    try await bench.run(setup)
    #expect(try bench.text(of: "Copies/b.en.verdicts.json") == "dismissed: breakfast b.mp4")
    try FileManager.default.moveItem(
      atPath: bench.media.path.appending("a.mp4").string, toPath: bench.media.path.appending("c d.mp4").string)
    try await bench.run(setup)
    #expect(try bench.text(of: "c d.en.verdicts.json") == "dismissed: breakfast c%20d.mp4")
    // Other contents are another matter.
    try bench.media.write("egg on toast, twice", to: "e.mp4")
    try await bench.run(setup)
    #expect(try bench.text(of: "e.en.verdicts.json") == "new e.mp4")
  }

  @Test func maskingWordsMakesThemNoOthers() async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    try await bench.run(setup)
    let plain = try #require(try stored().files.first)
    let masked = #"{"outputs": ["verdicts"], "annotators": ["spotter"], "filters": ["mask"]}"#
    var other = setup
    other.settings = masked
    try await bench.run(other)
    let file = try #require(try stored(masked).files.first)
    #expect(file.input.transcript.text == "*** *** ***")
    #expect(file.subjects == plain.subjects)
  }

  @Test func theCatalogueMayBeBegunAnew() async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    try await bench.run(setup)
    try decide(try #require(try stored().files.first), .dismissed, reason: "breakfast")
    try bench.removeCatalogue()
    try await bench.run(setup)
    #expect(try stored().files.first?.input.reviews.map(\.state) == [.dismissed])
  }

  @Test func whatIsNotStoredIsNamed() async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    let nothing = try stored()
    #expect(nothing.files.isEmpty && nothing.missing.first?.description.contains("nothing is stored") == true)
    #expect(nothing.missing.first?.description.contains("surtitle run --profile") == true)
    var plain = setup
    plain.settings = #"{"outputs": ["srt"]}"#
    try await bench.run(plain)
    #expect(try stored().missing.first?.description.contains("nothing is stored of it") == true)
    #expect(try stored(#"{"outputs": ["tally"], "annotators": ["spotter"], "language": "de"}"#).missing.count == 1)
  }

  // MARK: - Rules

  @Test(arguments: [
    (#"{}"#, true), (#"{"thresholds": {"word": 1}}"#, true), (#"{"hidden": ["word"]}"#, false),
    (#"{"hidden": ["wo*"]}"#, false), (#"{"hidden": ["words"]}"#, true), (#"{"hidden": ["*"]}"#, false),
    (#"{"severities": {"*": "critical"}}"#, true),
  ])
  func rulesSayWhatIsReported(reports: String, isReported: Bool) async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    let settings = #"{"outputs": ["verdicts", "tally"], "annotators": ["spotter"], "reports": \#(reports)}"#
    var setup = setup
    setup.settings = settings
    try await bench.run(setup)
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix(isReported ? "1 in" : "0 in"))
    #expect(try stored(settings).files.first?.subjects.count == (isReported ? 1 : 0))
    #expect(try stored(settings, isComplete: true).files.first?.subjects.count == 1)
  }

  @Test func theNearestRuleCounts() throws {
    func rules(_ json: String) throws -> ReportRules {
      try bench.profile(#"{"annotators": ["spotter"], "outputs": ["tally"], "reports": \#(json)}"#).reports
    }
    func finding(_ category: String, _ score: Double, _ severity: Severity? = nil) -> Finding {
      Finding(
        category: category, range: TimeRange(start: .zero, end: .zero), score: score, source: "s", severity: severity)
    }
    let scores = try rules(
      #"{"thresholds": {"*": 0.5, "vocabulary.*": 0.7, "vocabulary.mild": 0.9, "vocabulary.mild.*": 0}}"#)
    #expect(scores.reports(finding("insult", 0.5)) && !scores.reports(finding("insult", 0.49)))
    #expect(!scores.reports(finding("vocabulary.strong", 0.69)) && scores.reports(finding("vocabulary.strong", 0.7)))
    #expect(!scores.reports(finding("vocabulary.mild", 0.89)) && scores.reports(finding("vocabulary.mild.x", 0.1)))
    #expect(!scores.reports(finding("insult", .nan)))
    let severities = try rules(#"{"severities": {"insult": "medium"}}"#)
    #expect(severities.reports(finding("insult", 0, .medium)) && !severities.reports(finding("insult", 1, .low)))
    #expect(severities.reports(finding("insult", 0)) && severities.reports(finding("other", 0, .low)))
  }

  @Test(arguments: [
    (#"{"thresholds": {"word": 1.5}}"#, "/reports/thresholds/word"),
    (#"{"severities": {"word": "hihg"}}"#, "/reports/severities/word"), (#"{"hidden": ["a*b"]}"#, "/reports/hidden/0"),
    (#"{"hiden": []}"#, "/reports/hiden"), (#"{"thresholds": {"": 0.5}}"#, "/reports/thresholds"),
    (#"{"thresholds": {"word": "high"}}"#, "/reports/thresholds/word"),
  ])
  func refusesRules(reports: String, pointer: String) throws {
    #expect {
      try bench.profile(#"{"annotators": ["spotter"], "outputs": ["tally"], "reports": \#(reports)}"#)
    } throws: { error in
      (error as? ConfigurationDiagnostics)?.diagnostics.contains { $0.pointer.hasPrefix(pointer) } == true
    }
  }

  @Test func foldersHaveRulesOfTheirOwn() async throws {
    try bench.media.write("egg on toast", to: "a.mp4")
    try bench.media.write("egg on rye", to: "Kitchen/b.mp4")
    try bench.media.write("reports: {hidden: [word]}", to: "Kitchen/.surtitle.yaml")
    let flags = try JSONValue(
      parsing: Data(
        #"{"outputs": ["tally"], "annotators": ["spotter"], "skip": {"sidecars": false, "embedded": false}}"#.utf8))
    let profiles = FolderProfiles(try Configuration(registry: .fakes())) { _ in flags }
    _ = try await bench.runner(profiles: profiles).run(bench.walk())
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix("1 in"))
    #expect(try bench.text(of: "Kitchen/b.en.tally.json").hasPrefix("0 in"))
  }

  @Test(arguments: [
    ("/a/b", "/a/b/c.mp4", "c.mp4"), ("/a/b", "/a/c d/é.mp4", "../c%20d/%C3%A9.mp4"), ("/", "/x", "x"),
    ("/a/b", "/a/b/x:y#z?&.mp4", "x%3Ay%23z%3F%26.mp4"), ("/r/s", "/m/<b>\".mp4", "../../m/%3Cb%3E%22.mp4"),
  ])
  func linksAreRelative(folder: FilePath, file: FilePath, link: String) {
    #expect(file.link(from: folder) == link)
  }
}
