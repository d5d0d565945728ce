internal import ArgumentParser
internal import Foundation
internal import Library
internal import Logging
internal import Masking
internal import Moderation
internal import PluginKit
internal import SystemPackage
internal import Timeline
internal import Transcript
internal import Vocabulary
internal import VocabularyFilter

struct VocabularyTryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Show what a list finds in a text, and what becomes of it.",
    discussion: """
      Nothing is recognised or stored: the text is taken as if it had been heard, and goes through the plug-ins \
      “vocabulary” and “masking” with their defaults. How sure they are counts from 1, for the word itself, down to 0.5, \
      for one that signs hide.
      """)

  @Argument(
    help: "A name from “surtitle vocabulary list”, or a text file NAME.txt.", completion: .vocabularies)
  var list: String

  @Argument(help: "What is said.")
  var text: String

  @Option(
    help: ArgumentHelp("The language that it is said in; otherwise that of the list.", valueName: "code"))
  var language: String?

  @Option(help: ArgumentHelp("What becomes of the words where the list does not say.", valueName: "method"))
  var method = VocabularyAnnotatorConfiguration().method

  func validate() throws {
    try LanguageTag.check(language)
    let methods = VocabularyAnnotatorConfiguration.choices["method"] ?? []
    guard methods.contains(method) else {
      throw ValidationError("there is no method “\(method)”; there are \(methods.joined(separator: ", "))")
    }
  }

  func run() async throws {
    let (store, name) = try place()
    var configuration = VocabularyAnnotatorConfiguration()
    (configuration.lists, configuration.method) = ([name], method)
    // What a family of lists is for is said by each of them.
    let names = store.names(of: [name])
    let languages = try names.map { try store.list(named: $0).language }
    let spoken = language.map { LanguageTag($0) } ?? languages.first { !$0.isUndetermined } ?? "en"
    let annotator = try VocabularyAnnotator(configuration: configuration, store: store)
    if let problem = annotator.problems.first { throw problem }
    let transcript = Self.transcript(text, spoken)
    let context = PluginContext(
      logger: Logger(label: "surtitle") { StreamLogHandler.standardError(label: $0) },
      temporaryDirectory: FilePath(NSTemporaryDirectory()), modelDirectory: FilePath(NSTemporaryDirectory()))
    let findings = try await annotator.annotate(transcript, audio: nil, in: context).findings
    guard !findings.isEmpty else {
      return try StandardOutput.write("nothing of \(name) is in it, as \(spoken)\n")
    }
    let words = transcript.words
    let rows = findings.map { finding in
      let said = words[(finding.words ?? 0..<0).clamped(to: words.indices)].map(\.text).joined(separator: " ")
      return [
        "“\(said)”", finding.rule ?? "", finding.category, finding.severity?.rawValue ?? "–",
        String(format: "%.1f", finding.score), Self.name(of: finding.treatment),
      ]
    }
    let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      try StandardOutput.write(line.trimmingTrailingSpaces + "\n")
    }
    let masked = try Masking(configuration: MaskingConfiguration()).masked(transcript, findings)
    try StandardOutput.write("→ \(masked.text)\n")
  }

  /// The store with the list, and the name that it has there.
  private func place() throws -> (VocabularyStore, String) {
    guard list.contains("/") || list.hasSuffix(".txt") else {
      let store = VocabularyShelf().store
      // Says which there are, where it is none.
      if store.names(of: [list]) == [list] { _ = try store.text(named: list) }
      return (store, list)
    }
    let working = FilePath(FileManager.default.currentDirectoryPath)
    let path = RawArguments.path(for: list).absolute(in: working)
    guard let name = path.stem, path.extension == "txt", (try? VocabularyName.check(name)) != nil else {
      throw ValidationError("“\(list)” is no list: name one from “surtitle vocabulary list”, or a text file NAME.txt")
    }
    return (VocabularyStore(directory: path.removingLastComponent()), name)
  }

  private static func transcript(_ text: String, _ language: LanguageTag) -> Transcript {
    let words = text.split(whereSeparator: \.isWhitespace).enumerated().map { index, word in
      let start = MediaTime(milliseconds: Int64(400 * index))
      return Word(
        String(word), hasSpaceBefore: index > 0,
        range: TimeRange(start: start, end: start + MediaTime(milliseconds: 350)), confidence: 1)
    }
    return Transcript(
      language: language, segments: words.isEmpty ? [] : [Segment(words: words, language: language)],
      duration: words.last?.end ?? .zero, provenance: Provenance(recognizer: "try", model: "none"))
  }

  private static func name(of treatment: Treatment?) -> String {
    switch treatment {
    case .mask: "mask"
    case .remove: "remove"
    case .replace: "replace"
    case .tag: "tag"
    case nil: "report"
    }
  }
}
