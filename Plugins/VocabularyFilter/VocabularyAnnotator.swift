public import Media
public import Moderation
public import PluginKit
import Timeline
public import Transcript
package import Vocabulary

/// Finds the words and phrases of lists, and says what is to become of them; `masking` does it.
///
/// What counts as such a word, and how lists are written, stands in the README beside this file.
public struct VocabularyAnnotator: Annotator {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.vocabulary", version: "1.0.0", kind: .annotator,
    summary: "Finds the words of lists, to be masked, removed, replaced or marked", licence: "Apache-2.0",
    consumes: [.transcript])

  private let rules: VocabularyRules
  private let lists: ChosenLists

  /// - Throws: `ConfigurationError`.
  public init(configuration: VocabularyAnnotatorConfiguration) throws {
    try self.init(configuration: configuration, store: VocabularyStore(directory: VocabularyStore.defaultDirectory()))
  }

  /// - Throws: `ConfigurationError`.
  package init(configuration: VocabularyAnnotatorConfiguration, store: VocabularyStore) throws {
    rules = try VocabularyRules(configuration)
    lists = ChosenLists(store: store, rules: rules)
  }

  /// What is in the lists: other words make results stale.
  public var resultSettings: [String: String] { lists.digests }

  public var isCurrent: Bool { lists.areCurrent }

  /// Lists that are not there or have errors, and names of categories and lists that nothing has.
  public var problems: [ConfigurationError] { lists.problems }

  /// - Throws: `EnvironmentError` where a list is not there or cannot be used, `ConfigurationError` where settings name what
  ///   is in none of the lists: no other file could fare better; `CancellationError` at the end of a segment.
  public func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let matcher = try lists.matcher()
    let matches = try matcher.matches(
      in: transcript, strictness: rules.strictness, checkpoint: Task.checkCancellation)
    let words = transcript.words
    let unknown = Dictionary(
      grouping: transcript.segments.lazy.map(\.language).filter { !matcher.knows($0) }, by: \.code)
    return Annotations(
      findings: matches.map { finding(for: $0, words) },
      unjudged: unknown.sorted { $0.key < $1.key }.map {
        Unjudged(source: Self.descriptor.id, language: $0.key, utterances: $0.value.count)
      })
  }

  private func finding(for match: VocabularyMatch, _ words: [Word]) -> Finding {
    Finding(
      category: match.entry.category ?? "vocabulary",
      range: TimeRange(start: words[match.words.lowerBound].start, end: words[match.words.upperBound - 1].end),
      score: match.reading.score, source: "\(Self.descriptor.id) \(Self.descriptor.version)", words: match.words,
      severity: match.entry.severity.map { Severity(share: $0) }, rule: "\(match.list):\(match.entry.line)",
      treatment: rules.treatment(of: match.entry, list: match.list))
  }
}

extension VocabularyMatch.Reading {
  /// How sure it is that the word is meant. Not measured: an order, so that a threshold can leave out the doubtful ones.
  fileprivate var score: Double {
    switch self {
    case .plain: 1
    case .joined: 0.9
    case .disguised: 0.8
    case .censored: 0.5
    }
  }
}

extension Severity {
  /// The steps that the lists of the program have: mild, strong, severe of three; 1 to 4 of four.
  fileprivate init(share: Double) {
    self = share < 0.4 ? .low : share < 0.65 ? .medium : share < 0.85 ? .high : .critical
  }
}
