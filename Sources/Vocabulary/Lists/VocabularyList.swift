package import Transcript

/// Words and phrases of one language that somebody does not want to read, or wants to be told of.
package struct VocabularyList: Hashable, Sendable {
  /// What settings call it.
  package var name: String
  /// The speech it counts for; `und` for any.
  package var language: LanguageTag
  /// One line for people.
  package var title: String?
  /// Where it comes from: `owner/name@commit`.
  package var sources: [String]
  /// SPDX identifiers, of all its sources.
  package var licences: [String]
  package var entries: [VocabularyEntry]

  package init(
    name: String, language: LanguageTag, title: String? = nil, sources: [String] = [], licences: [String] = [],
    entries: [VocabularyEntry]
  ) {
    self.name = name
    self.language = language
    self.title = title
    self.sources = sources
    self.licences = licences
    self.entries = entries
  }

  /// A list as it stands in a file.
  ///
  /// - Parameter language: what counts where the file names none.
  /// - Throws: `VocabularyError` with all that is wrong, line by line.
  package init(text: [UInt8], name: String, language: LanguageTag = .undetermined) throws {
    let reader = VocabularyListReader(text, name: name, language: language)
    let errors = reader.problems.filter(\.isError)
    guard errors.isEmpty else { throw VocabularyError(.unusableText, list: name, problems: errors) }
    self = reader.list
  }

  /// Those entries alone that are of these categories and at least that severe, with all exceptions. Entries without a
  /// severity count as the most severe.
  package func filtered(categories: Set<String>? = nil, minimumSeverity: Double = 0) -> VocabularyList {
    var list = self
    list.entries = entries.filter { entry in
      if entry.isException { return true }
      if let categories, !categories.contains(entry.category ?? "") { return false }
      return (entry.severity ?? 1) >= minimumSeverity
    }
    return list
  }

  /// The categories that its entries name.
  package var categories: [String] { Set(entries.compactMap(\.category)).sorted() }
}

extension VocabularyList: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "vocabulary \(name), \(language), \(entries.count) entries" }
  package var debugDescription: String { description }
}
