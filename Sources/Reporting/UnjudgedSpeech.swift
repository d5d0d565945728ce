package import Moderation

/// Speech that annotators could not judge, of one file or several.
package struct UnjudgedSpeech: Hashable, Sendable {
  /// One for each annotator and language: by the names of the annotators, and the most speech first.
  package private(set) var parts: [Unjudged]

  package init(_ parts: some Sequence<Unjudged>) {
    self.parts = Dictionary(grouping: parts) { [$0.source, $0.language] }.values.compactMap { same in
      guard var sum = same.first else { return nil }
      sum.utterances = same.reduce(0) { $0.addingReportingOverflow(max(0, $1.utterances)).partialValue }
      return sum
    }.sorted { ($0.source, $1.utterances, $0.language) < ($1.source, $0.utterances, $1.language) }
  }

  package var isEmpty: Bool { parts.isEmpty }

  /// Stretches of speech that some annotator could not judge. Annotators do not say which: of each language the most count
  /// that one of them names.
  package var utterances: Int {
    Dictionary(grouping: parts, by: \.language).values.reduce(0) { sum, parts in
      sum.addingReportingOverflow(parts.map(\.utterances).max() ?? 0).partialValue
    }
  }

  /// For people: a line for each annotator.
  package var lines: [String] {
    Dictionary(grouping: parts, by: \.source).sorted { $0.key < $1.key }.map { source, parts in
      let languages = parts.map { "\($0.language) (\(ReportText.grouped($0.utterances)))" }.joined(separator: ", ")
      return "not judged by \(ReportText.plain(source, limit: 100)), which does not know the language: "
        + ReportText.plain(languages, limit: 200)
    }
  }
}
