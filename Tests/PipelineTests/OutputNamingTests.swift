import Foundation
import Library
import Pipeline
import SystemPackage
import TestSupport
import Testing

@Suite struct OutputNamingTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  @Test func tellsMediaOfOneNameApart() async throws {
    try bench.media.write("Hello from mkv", to: "Film.mkv")
    try bench.media.write("Hello from mp4", to: "Film.mp4")
    try await bench.run()
    #expect(
      try bench.results() == ["Film.en.notes.json", "Film.en.srt", "Film.mp4.en.notes.json", "Film.mp4.en.srt"])
    #expect(try bench.text(of: "Film.en.srt").contains("mkv"))
    #expect(try await bench.run().count(.upToDate) == 2)
  }

  @Test func namesTheSameWhicheverFileIsAskedFor() async throws {
    try bench.media.write("Hello from mkv", to: "Film.mkv")
    try bench.media.write("Hello from mp4", to: "Film.mp4")
    try await bench.run(.init(paths: ["Film.mp4"]))
    #expect(try bench.results() == ["Film.mp4.en.notes.json", "Film.mp4.en.srt"])
  }

  @Test func lateComersDoNotTakeANameAway() async throws {
    try bench.media.write("Hello from mp4", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("Hello from avi", to: "Film.avi")
    try await bench.run()
    #expect(try bench.text(of: "Film.en.srt").contains("mp4"))
    #expect(try bench.text(of: "Film.avi.en.srt").contains("avi"))
    #expect(try await bench.run().count(.upToDate) == 2)
  }

  @Test func aNameIsFreeWhenItsMediaIsGone() async throws {
    try bench.media.write("Hello from mp4", to: "Film.mp4")
    try await bench.run()
    Directory.remove(bench.media.path.appending("Film.mp4"))
    try bench.media.write("Hello from mkv", to: "Film.mkv")
    try await bench.run()
    #expect(try bench.text(of: "Film.en.srt").contains("mkv"))
  }

  /// Of one who was killed while another program made the same results, so that nothing is left to do.
  @Test func whatAKilledWriterLeftElsewhereIsRemoved() async throws {
    try bench.media.write("hello", to: "Shows/a.mp4")
    let output = try TemporaryFolder()
    let setup = TestBench.Setup(options: RunOptions(outputDirectory: output.path))
    #expect(try await bench.run(setup).count(.done) == 1)
    let left = try output.write("half", to: "Shows/.a.en.srt.surtitle-0123456789abcdef.tmp")
    #expect(try await bench.run(setup).count(.upToDate) == 1)
    #expect(FileStatus.at(left) == nil)
  }

  @Test func doesNotOverwriteAcrossFolders() async throws {
    try bench.media.write("Hello from a", to: "a/Film.mp4")
    try bench.media.write("Hello from b", to: "b/Film.mp4")
    let output = try TemporaryFolder()
    let setup = TestBench.Setup(options: RunOptions(outputDirectory: output.path), paths: ["a", "b"])
    let summary = try await bench.run(setup)
    #expect(summary.count(.done) == 2)
    let names = try Directory.names(in: output.path).map { String(decoding: $0, as: UTF8.self) }
    #expect(names == ["Film.en.notes.json", "Film.en.srt", "Film.mp4.en.notes.json", "Film.mp4.en.srt"])
    #expect(try await bench.run(setup).count(.upToDate) == 2)
  }

  @Test func refusesToOverwriteWhatBelongsToOtherMedia() async throws {
    for folder in ["a", "b", "c"] { try bench.media.write("Hello from \(folder)", to: "\(folder)/Film.mp4") }
    let output = try TemporaryFolder()
    let summary = try await bench.run(
      TestBench.Setup(options: RunOptions(outputDirectory: output.path, jobs: 1), paths: ["a", "b", "c"]))
    #expect(summary.skippedOutputs == 2)
    #expect(summary.reports[2].outputs[0].reason?.hasPrefix("was written for ") == true)
  }
}
