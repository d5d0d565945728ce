internal import Foundation

/// What a film, an episode or a recording is called.
package struct MediaTitle: Hashable, Sendable, Codable {
  /// Where a title was found.
  package enum Source: String, Hashable, Sendable, Codable {
    /// A tag of the container.
    case container
    case fileName
  }

  /// Of an episode the title of the series.
  package var text: String
  package var source: Source
  package var year: Int?
  /// Of an episode; 0 for specials.
  package var season: Int?
  package var episode: Int?
  /// The last one where a file has several, as `S01E01E02`.
  package var lastEpisode: Int?
  package var episodeTitle: String?

  package var isEpisode: Bool { episode != nil }

  /// - Parameters:
  ///   - tag: the container's title, which goes first unless it is a file name itself.
  ///   - fileName: without its folder.
  package init(tag: String?, fileName: String) {
    self = ReleaseName(fileName).title
    let name = String((tag ?? "").prefix(1000)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !name.isEmpty, name.contains(where: \.isLetter) || name.contains(where: \.isNumber) else { return }
    let parsed = ReleaseName(name, hasExtension: false)
    source = .container
    // A tag like that names what the file name names.
    guard !parsed.isRelease else {
      self = parsed.title
      source = .container
      return
    }
    if isEpisode {
      // Series write the title of the episode there.
      if name.lowercased() != text.lowercased() { episodeTitle = name }
    } else {
      text = name
    }
  }

  init(text: String, source: Source) { (self.text, self.source) = (text, source) }
}
