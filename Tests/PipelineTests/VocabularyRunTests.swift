import AmazonTranscribeJSON
import Foundation
import Library
import Markdown
import Masking
import Pipeline
import PlainText
import PluginHost
import PluginKit
import SubRip
import SubStationAlpha
import SystemPackage
import TTML
import TestSupport
import Testing
import TranscriptCSV
import TranscriptJSON
import VocabularyFilter
import WebVTT

/// Words of lists, from what was heard to every file.
@Suite struct VocabularyRunTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  private static let outputs = [
    "subrip", "webvtt", "ttml", "substationalpha", "transcript-json", "amazon-transcribe-json", "plaintext", "markdown",
    "csv",
  ]

  private func profile(_ vocabulary: String, masking: String = "{}", filters: String = #"["masking"]"#) throws
    -> Profile
  {
    var registry = PluginRegistry()
    try registry.register(FakeRecognizer.self)
    try registry.register(VocabularyAnnotator.self)
    try registry.register(Masking.self)
    try registry.register(SubRipFormat.self)
    try registry.register(WebVTTFormat.self)
    try registry.register(TTMLFormat.self)
    try registry.register(SubStationAlphaFormat.self)
    try registry.register(TranscriptJSONExporter.self)
    try registry.register(AmazonTranscribeExporter.self)
    try registry.register(PlainTextExporter.self)
    try registry.register(MarkdownExporter.self)
    try registry.register(TranscriptCSVExporter.self)
    let outputs = Self.outputs.map { "\"\($0)\"" }.joined(separator: ",")
    let settings = """
      {"outputs": [\(outputs)], "skip": {"sidecars": false, "embedded": false}, "annotators": ["vocabulary"],
       "filters": \(filters), "plugins": {"vocabulary": \(vocabulary), "masking": \(masking)}}
      """
    return try Configuration(registry: registry).profile(flags: JSONValue(parsing: Data(settings.utf8)))
  }

  /// The text of every file that was written, by what it ends in.
  private func run(_ profile: Profile) async throws -> [String: String] {
    let summary = try await bench.runner(profiles: profile).run(bench.walk())
    #expect(summary.reports.map(\.status) == [.done], "\(summary.reports.compactMap(\.error))")
    let names = try Directory.names(in: bench.media.path).map { String(decoding: $0, as: UTF8.self) }
      .filter { !$0.hasSuffix(".mp4") }
    #expect(names.count == Self.outputs.count)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name.split(separator: ".").suffix(2).joined(separator: "."), try bench.text(of: name))
      })
  }

  /// Names that no list has show when the lists are read.
  @Test func settingsThatFitNoListEndTheRun() async throws {
    try bench.media.write("Oh Heck.", to: "Film.mp4")
    let profile = try profile(#"{"lists": [], "words": ["heck"], "categoryMethods": {"insult": "mask"}}"#)
    let error = await #expect(throws: ConfigurationDiagnostics.self) {
      try await bench.runner(profiles: profile).run(bench.walk())
    }
    #expect(error?.diagnostics.map(\.pointer) == ["/plugins/vocabulary/categoryMethods"])
    #expect(error?.description.contains("none of the lists has the category “insult”") == true)
  }

  /// What the filter does with words is what other files tell of them.
  @Test func treatmentsAreThoseOfTheFilter() async throws {
    try bench.media.write("Oh heck and darn it.", to: "Film.mp4")
    let words = #"{"lists": [], "words": ["heck [category=a method=tag]", "darn [category=b method=tag]"]}"#
    let texts = try await run(profile(words, masking: #"{"categories": {"a": "mask"}}"#))
    #expect(texts["en.txt"] == "Oh *** and darn it.\n")
    let document = try JSONSerialization.jsonObject(with: Data((texts["transcribe.json"] ?? "").utf8)) as? [String: Any]
    let items = try #require((document?["results"] as? [String: Any])?["items"] as? [[String: Any]])
    let marks = items.filter { $0["vocabularyFilterMatch"] as? Bool == true }
    #expect(marks.count == 1 && "\(marks)".contains("darn"), "\(items)")
  }

  @Test func noFileHasAMaskedWord() async throws {
    try bench.media.write("Oh Heck, what the goddamn d4rn noise. Hecks! Go.", to: "Film.mp4")
    let vocabulary = #"{"lists": [], "words": ["heck*", "goddamn [method=remove]", "darn => awful"]}"#
    let texts = try await run(profile(vocabulary))
    for (name, text) in texts {
      for word in ["heck", "goddamn", "d4rn", "darn"] {
        #expect(!text.lowercased().contains(word), "\(name) has a word")
      }
      #expect(text.contains("awful"), "\(name)")
      #expect(text.contains("***") || text.contains(#"\*\*\*"#), "\(name)")
    }
    #expect(texts["en.txt"] == "Oh ***, what the awful noise. ***! Go.\n")
    #expect(texts["en.srt"]?.contains("Oh ***, what the awful noise.") == true)
  }

  @Test func markedWordsAreMarkedWhereAFormatCan() async throws {
    try bench.media.write("Oh heck, no.", to: "Film.mp4")
    let vocabulary = #"{"lists": [], "words": ["heck"], "method": "tag"}"#
    let texts = try await run(profile(vocabulary))
    #expect(texts["en.txt"] == "Oh heck, no.\n")
    let document = try JSONSerialization.jsonObject(with: Data((texts["transcribe.json"] ?? "").utf8)) as? [String: Any]
    let items = try #require((document?["results"] as? [String: Any])?["items"] as? [[String: Any]])
    #expect(items.map { $0["vocabularyFilterMatch"] as? Bool } == [false, true, false, false, false])
  }

  @Test func otherWordsMakeResultsAnewWithoutListening() async throws {
    try bench.media.write("Oh heck, no.", to: "Film.mp4")
    _ = try await run(profile(#"{"lists": [], "words": ["heck"]}"#))
    let events = TestBench.Events()
    let other = try profile(#"{"lists": [], "words": ["no"]}"#)
    _ = try await bench.runner(profiles: other, events: events).run(bench.walk())
    #expect(events.files(in: .recognise).isEmpty)
    #expect(events.files(in: .annotate("vocabulary")) == ["Film.mp4"])
    #expect(try bench.text(of: "Film.en.txt") == "Oh heck, ***.\n")
    let again = try await bench.runner(profiles: other).run(bench.walk())
    #expect(again.reports.map(\.status) == [.upToDate])
  }

  @Test func aListThatIsNotThereEndsTheRun() async throws {
    try bench.media.write("Oh heck, no.", to: "Film.mp4")
    let summary = try? await bench.runner(profiles: profile(#"{"lists": ["no-such-list"]}"#)).run(bench.walk())
    #expect(summary?.reports.map(\.status) != [.done])
    #expect(throws: (any Error).self) { try bench.text(of: "Film.en.srt") }
  }
}
