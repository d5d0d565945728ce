import Foundation
import Library
import Media
import Pipeline
import PluginKit
import SystemPackage
import TestSupport
import Testing

@Suite struct RunnerTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  @Test func writesResultsBesideTheMedia() async throws {
    try bench.media.write("Hello there", to: "Film.mp4")
    let summary = try await bench.run()
    #expect(summary.count(.done) == 1)
    #expect(summary.recognised == 1)
    #expect(try bench.results() == ["Film.en.notes.json", "Film.en.srt"])
    #expect(try bench.text(of: "Film.en.srt").contains("Hello there"))
    #expect(try bench.text(of: "Film.en.notes.json") == "Film.mp4 0 onlyTrack Hello there")
    #expect(try bench.text(of: "Film.mp4") == "Hello there")
  }

  @Test func doesNothingTheSecondTime() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    let events = TestBench.Events()
    let summary = try await bench.run(events: events)
    #expect(summary.count(.upToDate) == 1)
    #expect(summary.recognised == 0)
    #expect(events.files(in: .audio).isEmpty)
  }

  @Test func bringsBackADeletedResultWithoutRecognising() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    Directory.remove(bench.media.path.appending("Film.en.srt"))
    let events = TestBench.Events()
    let summary = try await bench.run(events: events)
    #expect(summary.count(.done) == 1)
    #expect(events.files(in: .audio).isEmpty)
    #expect(try bench.results() == ["Film.en.notes.json", "Film.en.srt"])
  }

  @Test(arguments: [
    #"{"plugins": {"srt": {"heading": "v2\n"}}}"#, #"{"cueing": {"maximumLineLength": 20}}"#,
  ])
  func rendersAgainWhenStyleChanges(settings: String) async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    let events = TestBench.Events()
    let summary = try await bench.run(.init(settings: settings), events: events)
    #expect(events.files(in: .recognise).isEmpty)
    #expect(summary.reports[0].outputs.map(\.status) == [.written, .fresh])
  }

  @Test func recognisesAgainWhenTheModelChanges() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    #expect(try await bench.run(.init(settings: #"{"plugins": {"whisper": {"workers": 8}}}"#)).recognised == 0)
    #expect(try await bench.run(.init(settings: #"{"plugins": {"whisper": {"model": "big"}}}"#)).recognised == 1)
  }

  @Test func recognisesAgainWhenTheMediaChange() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("Goodbye", to: "Film.mp4")
    #expect(try await bench.run().recognised == 1)
    #expect(try bench.text(of: "Film.en.srt").contains("Goodbye"))
  }

  @Test func sharesResultsBetweenCopies() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("Hello", to: "Copy.mp4")
    #expect(try await bench.run().recognised == 0)
    #expect(try bench.results().contains("Copy.en.srt"))
  }

  @Test func recognisesAgainWhenTheStoreIsLost() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    bench.removeLayers()
    #expect(try await bench.run().count(.upToDate) == 1, "the results are there, and nothing else needs the store")
    let summary = try await bench.run(.init(settings: #"{"plugins": {"srt": {"heading": "v2\n"}}}"#))
    #expect(summary.recognised == 1)
    #expect(summary.reports[0].outputs.map(\.status) == [.written, .fresh])
  }

  @Test func keepsAFileThatItDidNotWrite() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try bench.media.write("mine", to: "Film.en.srt")
    let summary = try await bench.run()
    #expect(summary.count(.done) == 1)
    #expect(summary.skippedOutputs == 1)
    #expect(summary.reports[0].outputs[0].reason == "exists and was not written by surtitle; --overwrite replaces it")
    #expect(try bench.text(of: "Film.en.srt") == "mine")

    try await bench.run(.init(options: RunOptions(overwrites: true)))
    #expect(try bench.text(of: "Film.en.srt").contains("Hello"))
    #expect(try await bench.run().count(.upToDate) == 1)
  }

  @Test func keepsAFileThatWasEdited() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("edited", to: "Film.en.srt")
    let summary = try await bench.run(.init(settings: #"{"plugins": {"srt": {"heading": "v2\n"}}}"#))
    #expect(summary.skippedOutputs == 1)
    #expect(try bench.text(of: "Film.en.srt") == "edited")
  }

  /// Its results would need more than the 255 bytes that file systems have for a name.
  @Test func saysBeforeItListensThatANameIsTooLong() async throws {
    try bench.media.write("Hello", to: String(repeating: "x", count: 250) + ".mp4")
    try bench.media.write("Hello you", to: String(repeating: "y", count: 239) + ".mp4")
    let events = TestBench.Events()
    let summary = try await bench.run(events: events)
    #expect(summary.reports.map(\.status) == [.failed, .done])
    #expect(summary.reports[0].error?.contains("give the media a shorter one") == true)
    #expect(events.files(in: .recognise).count == 1)
  }

  @Test func letsAFileFailAlone() async throws {
    try bench.media.write("broken", to: "a.mp4")
    try bench.media.write("Hello", to: "b.mp4")
    try bench.media.write("", to: "c.mp4")
    try bench.media.write("fails", to: "d.mp4")
    try bench.media.write("mute", to: "e.mp4")
    try bench.media.write("changing", to: "f.mp4")
    let summary = try await bench.run()
    #expect(summary.reports.map(\.status) == [.failed, .done, .failed, .failed, .skipped, .failed])
    #expect(
      summary.reports.map(\.error) == [
        "this is not media", nil, "the file is empty", "this is not media", nil,
        "the file changed while it was being read; run again when it is complete",
      ])
    #expect(summary.reports[4].reason == "there is no audio track in this file")
    #expect(try bench.results() == ["b.en.notes.json", "b.en.srt"])
  }

  @Test(arguments: [("no notes", ["Film.en.srt"]), ("no findings", ["Film.en.notes.json", "Film.en.srt"])])
  func letsAStageFailAlone(text: String, results: [String]) async throws {
    try bench.media.write("Hello, \(text)", to: "Film.mp4")
    let setup = TestBench.Setup(settings: #"{"annotators": ["spotter"]}"#)
    let summary = try await bench.run(setup)
    #expect(summary.count(.failed) == 1)
    #expect(summary.reports[0].error?.hasPrefix(text == "no notes" ? "notes: " : "spotter: ") == true)
    #expect(try bench.results() == results)
    // The next run does what is missing, and nothing else.
    let again = try await bench.run(setup)
    #expect(again.count(.failed) == 1 && again.recognised == 0)
  }

  @Test func givesResultsAndAWarningForADamagedFile() async throws {
    try bench.media.write("damaged but audible", to: "Film.mp4")
    let report = try #require(try await bench.run().reports.first)
    #expect(report.status == .done)
    #expect(report.isDamaged)
    #expect(report.warnings == ["sound is missing or damaged from 0:00:30.000 on: cut off"])
    let again = try #require(try await bench.run().reports.first)
    #expect(again.isDamaged)
    #expect(again.warnings == ["sound is missing or damaged from 0:00:30.000 on: cut off (seen in an earlier run)"])
    #expect(try bench.text(of: "Film.en.notes.json").hasPrefix("Film.mp4 1 "))
  }

  @Test(arguments: [("{}", "Film.und.srt"), (#"{"language": "fr"}"#, "Film.fr.srt")])
  func writesEmptyResultsWhereNothingIsSaid(settings: String, name: String) async throws {
    try bench.media.write("silence", to: "Film.mp4")
    let report = try #require(try await bench.run(.init(settings: settings)).reports.first)
    #expect(report.status == .done)
    #expect(report.details.hasSpeech == false)
    #expect(try bench.text(of: name) == "")
  }

  @Test func namesResultsAfterTheLanguage() async throws {
    try bench.media.write("de: Hallo", to: "Film.mp4")
    try await bench.run()
    #expect(try bench.results().contains("Film.de.srt"))
    try await bench.run(.init(settings: #"{"translate": true}"#))
    #expect(try bench.results().contains("Film.en.srt"))
  }

  @Test func stopsWhenAModelIsMissing() async throws {
    try bench.media.write("no model", to: "a.mp4")
    try bench.media.write("Hello", to: "b.mp4")
    await #expect(throws: MissingModelError.self) { try await bench.run() }
  }

  /// The recogniser would take an hour: that it is not waited for is what the limit sees. How long a stop takes
  /// is measured with the whole program (`InterruptionTests`).
  @Test(.timeLimit(.minutes(2))) func leavesNothingHalfMadeWhenInterrupted() async throws {
    try bench.media.write("Hello", to: "a.mp4")
    try bench.media.write("slow", to: "b.mp4")
    try bench.media.write("Hello too", to: "c.mp4")
    let events = TestBench.Events()
    let runner = try bench.runner(events: events)
    let walk = try bench.walk()
    let task = Task { try await runner.run(walk) }
    while !events.files(in: .recognise).contains("b.mp4") { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let summary = try await task.value
    #expect(summary.isInterrupted)
    #expect(summary.reports.map(\.status) == [.done])
    #expect(try bench.results() == ["a.en.notes.json", "a.en.srt"])

    try bench.media.write("quick", to: "b.mp4")
    let next = try await bench.run()
    #expect(next.reports.map(\.status) == [.upToDate, .done, .done])
  }

  @Test func saysWhichTrackItHeard() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    #expect(try await bench.run().reports[0].details.track?.reason == .onlyTrack)
    #expect(try await bench.run().reports[0].details.track?.reason == .onlyTrack)
  }

  @Test func removesWhatAKilledRunLeftBesideTheMedia() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try bench.media.write("half", to: ".Film.en.srt.surtitle-0123456789abcdef.tmp")
    try bench.media.write("theirs", to: ".Film.en.srt.tmp")
    try await bench.run()
    #expect(try bench.results() == [".Film.en.srt.tmp", "Film.en.notes.json", "Film.en.srt"])
  }

  @Test func removesItsTemporaryFiles() async throws {
    try bench.media.write("Hello", to: "a.mp4")
    try bench.media.write("fails", to: "b.mp4")
    try await bench.run()
    #expect(try bench.leftovers() == 0)
  }

  @Test(arguments: [
    Array("line\nbreak".utf8), Array("🎬 film".utf8), [0xFF, 0xFE], Array("-dash".utf8), Array("pipe:0".utf8),
    Array("a.b.c".utf8), Array("e\u{301}".utf8), Array("100%".utf8),
  ])
  func keepsEveryByteOfAName(base: [UInt8]) async throws {
    try bench.media.write("Hello", toBytes: base + Array(".mp4".utf8))
    #expect(try await bench.run().count(.done) == 1)
    let names = try Directory.names(in: bench.media.path)
    #expect(names.contains(base + Array(".en.srt".utf8)))
    #expect(try await bench.run().count(.upToDate) == 1)
  }

  @Test func worksOnSeveralFilesAtOnce() async throws {
    for number in 1...20 { try bench.media.write("Hello \(number)", to: "\(number).mp4") }
    let summary = try await bench.run(.init(options: RunOptions(jobs: 8)))
    #expect(summary.count(.done) == 20)
    #expect(try bench.results().count == 40)
  }

  @Test func mirrorsTheTreeElsewhere() async throws {
    try bench.media.write("Hello", to: "Shows/One/1.mp4")
    try bench.media.write("Hello", to: "Shows/2.mp4")
    let output = try TemporaryFolder()
    let setup = TestBench.Setup(
      options: RunOptions(outputDirectory: output.path.appending("new")), paths: ["Shows", "Shows/One/1.mp4"])
    #expect(try await bench.run(setup).count(.done) == 2)
    #expect(FileStatus.at(output.path.appending("new/One/1.en.srt")) != nil)
    #expect(FileStatus.at(output.path.appending("new/2.en.srt")) != nil)
    #expect(try bench.results(in: "Shows").isEmpty)
  }

  @Test func forcesAStageAndWhatFollows() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    let again = try await bench.run(.init(options: RunOptions(forced: ["recognise"])))
    #expect(again.recognised == 1)
    #expect(again.reports[0].outputs.map(\.status) == [.written, .written])
    let rendered = try await bench.run(.init(options: RunOptions(forced: ["srt"])))
    #expect(rendered.recognised == 0)
    #expect(rendered.reports[0].outputs.map(\.status) == [.written, .fresh])
  }

  @Test func appliesFiltersAndAnnotators() async throws {
    try bench.media.write("Damn it", to: "Film.mp4")
    try await bench.run()
    let settings = #"{"filters": ["mask"], "annotators": ["spotter"]}"#
    let events = TestBench.Events()
    try await bench.run(.init(settings: settings), events: events)
    #expect(events.files(in: .recognise).isEmpty)
    #expect(events.files(in: .annotate("spotter")) == ["Film.mp4"])
    #expect(try bench.text(of: "Film.en.srt").contains("***"))
    #expect(try await bench.run(.init(settings: settings)).count(.upToDate) == 1)

    let other = #"{"filters": ["mask"], "plugins": {"mask": {"mask": "beep"}}}"#
    let rerun = TestBench.Events()
    try await bench.run(.init(settings: other), events: rerun)
    #expect(rerun.files(in: .audio).isEmpty)
    #expect(try bench.text(of: "Film.en.srt").contains("beep"))
  }

  @Test func `filters and outputs work on what annotators find`() async throws {
    try bench.media.write("Damn it", to: "Film.mp4")
    let lists = #""annotators": ["spotter"], "filters": ["redactor"], "outputs": ["srt", "tally"]"#
    let setup = TestBench.Setup(settings: "{\(lists)}")
    #expect(try await bench.run(setup).count(.failed) == 0)
    #expect(try bench.text(of: "Film.en.srt").contains("[…] it"))
    #expect(try bench.text(of: "Film.en.tally.json") == "1 in […] it")
    #expect(try await bench.run(setup).count(.upToDate) == 1)
    let unmasked = try await bench.run(.init(settings: #"{"annotators": ["spotter"], "outputs": ["tally"]}"#))
    #expect(unmasked.recognised == 0)
    #expect(try bench.text(of: "Film.en.tally.json") == "1 in Damn it")
  }

  @Test(arguments: [
    (#""filters": ["redactor"], "outputs": ["srt", "tally"]"#, [String]()),
    (#""outputs": ["srt", "tally"]"#, ["Film.en.srt"]),
  ])
  func `what needs findings is not made without`(settings: String, results: [String]) async throws {
    try bench.media.write("Hello, no findings", to: "Film.mp4")
    let setup = TestBench.Setup(settings: #"{"annotators": ["spotter"], \#(settings)}"#)
    let summary = try await bench.run(setup)
    #expect(summary.count(.failed) == 1)
    #expect(summary.reports[0].error?.contains("works on what the annotators find") == true)
    #expect(try bench.results() == results)
    #expect(try await bench.run(setup).recognised == 0)
  }

  @Test func `copies of media are results like others`() async throws {
    try bench.media.write("Damn it", to: "Film.mp4")
    try bench.media.write("All is harmless", to: "Other.mkv")
    let setup = TestBench.Setup(settings: #"{"annotators": ["spotter"], "outputs": ["srt", "copy"]}"#)
    #expect(try await bench.run(setup).count(.failed) == 0)
    #expect(try bench.results() == ["Film.en.srt", "Other.en.srt"])
    #expect(FileStatus.at(bench.media.path.appending("Other.en.copy.mkv")) == nil)
    #expect(try bench.text(of: "Film.en.copy.mp4").hasSuffix("Damn it 1"))
    // It is no media of its own, and a second run makes it no second time.
    let again = try await bench.run(setup)
    #expect(again.count(.done) == 0 && again.count(.failed) == 0 && again.recognised == 0)
    #expect(try bench.results() == ["Film.en.srt", "Other.en.srt"])
    // What somebody else put there stays.
    try bench.media.write("mine", to: "Third.en.copy.mp4")
    try bench.media.write("Damn it, too", to: "Third.mp4")
    _ = try await bench.run(setup)
    #expect(try bench.text(of: "Third.en.copy.mp4") == "mine")
  }

  @Test func saysWhatToDoAboutAReadOnlyFolder() async throws {
    // Root may write anywhere.
    guard geteuid() != 0 else { return }
    try bench.media.write("Hello", to: "Film.mp4")
    _ = bench.media.path.withPlatformString { chmod($0, 0o555) }
    defer { _ = bench.media.path.withPlatformString { chmod($0, 0o755) } }
    let report = try #require(try await bench.run().reports.first)
    #expect(report.error?.contains("--output DIR") == true)
  }

  /// Results are kept under what was in the list when the run read it, and so the next run finds them stale.
  @Test func aListThatChangesDuringARun() async throws {
    try bench.media.write("heck and darn", to: "a.mp4")
    let list = try bench.media.write("heck", to: "list.txt")
    var setup = TestBench.Setup()
    setup.settings = """
      {"outputs": ["tally"], "annotators": ["lister"], "plugins": {"lister": {"list": "\(list.string)"}}}
      """
    let events = TestBench.Events { [bench] event in
      guard case .stageStarted(_, .annotate("lister"), _) = event else { return }
      do { try bench.media.write("heck darn", to: "list.txt") } catch { Issue.record(error) }
    }
    try await bench.run(setup, events: events)
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix("1 in"))
    #expect(try await bench.plan(setup).first?.stages.filter(\.decision.isStale).first?.stage == .annotate("lister"))
    #expect(try await bench.run(setup).recognised == 0)
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix("2 in"))
  }
}
