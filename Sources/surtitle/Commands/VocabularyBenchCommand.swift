internal import ArgumentParser
internal import Foundation
internal import PluginHost
internal import SystemPackage
internal import Timeline
internal import Transcript
internal import Vocabulary

/// `surtitle bench vocabulary`: what finding the words of a list takes.
struct VocabularyBenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary", abstract: "Look for the words of a list in a text; print medians.")

  @Argument(help: "A list.")
  var list: String

  @Argument(help: "A text, taken as the words of a transcript.")
  var text: String

  @Option(help: "Searches.")
  var rounds = 51

  @Flag(help: "Whole words alone: no endings, no disguises.")
  var literal = false

  func run() async throws {
    guard rounds > 0 else { throw ValidationError("--rounds must be at least 1") }
    let paths = RawArguments.paths(for: [list, text])
    let list = try VocabularyList(
      text: VocabularyStore.read(paths[0], list: list), name: "bench", language: "en")
    let transcript = Self.transcript(String(decoding: try VocabularyStore.read(paths[1], list: text), as: UTF8.self))
    let clock = ContinuousClock()
    let start = clock.now
    let matcher = VocabularyMatcher([list], options: literal ? .literal : .init())
    let build = start.duration(to: clock.now)
    var times: [Duration] = []
    var matches = matcher.matches(in: transcript)
    for _ in 0..<rounds {
      let start = clock.now
      matches = matcher.matches(in: transcript)
      times.append(start.duration(to: clock.now))
    }
    times.sort()
    let numbers: [String: JSONValue] = [
      "entries": .number(Double(list.entries.count)), "forms": .number(Double(matcher.formCount)),
      "words": .number(Double(transcript.words.count)), "matches": .number(Double(matches.count)),
      "buildMilliseconds": .number(build.seconds * 1e3),
      "medianMilliseconds": .number(times[rounds / 2].seconds * 1e3),
      "slowestMilliseconds": .number((times.last ?? .zero).seconds * 1e3),
    ]
    try StandardOutput.write(JSONValue.object(numbers).pretty + "\n")
  }

  /// Segments of ten words; nobody stops between them.
  private static func transcript(_ text: String) -> Transcript {
    let words = text.split(whereSeparator: \.isWhitespace).enumerated().map { index, word in
      let start = MediaTime(milliseconds: Int64(360 * index))
      return Word(
        String(word), hasSpaceBefore: !index.isMultiple(of: 10),
        range: TimeRange(start: start, end: start + MediaTime(milliseconds: 350)), confidence: 0.9)
    }
    let segments = stride(from: 0, to: words.count, by: 10).map {
      Segment(words: Array(words[$0..<min($0 + 10, words.count)]), language: "en")
    }
    return Transcript(
      language: "en", segments: segments, duration: words.last?.end ?? .zero,
      provenance: Provenance(recognizer: "bench", model: "none"))
  }
}
