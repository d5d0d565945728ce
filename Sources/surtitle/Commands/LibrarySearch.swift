internal import ArgumentParser
internal import Foundation
internal import Library
internal import MediaIO
internal import MetadataIndex
internal import Models
internal import SystemPackage
internal import Timeline

/// One search as the command line has it.
struct LibrarySearch {
  var text: String
  /// Whether what means the same is found as well.
  var isSemantic: Bool
  /// `FILE@TIME`: what is said there is looked for by its meaning.
  var like: String?
  var limit: Int
  var offset: Int
  var order: SearchOrder
  var facets: Set<SearchFacet>

  /// - Throws: `QueryError`, `LibraryError`, and where meanings are compared `MissingModelError`.
  func results(in index: SearchIndex) async throws -> SearchResults {
    let query = try QueryParser.parse(text)
    if let like { return try results(like: like, query, in: index) }
    guard isSemantic, !query.plainText.isEmpty else {
      return try index.search(query, limit: limit, offset: offset, order: order, facets: facets)
    }
    try ensureMeaning(of: index)
    let directory = ModelStore.defaultDirectory(environment: ProcessInfo.processInfo.environment)
      .absolute(in: FilePath(FileManager.default.currentDirectoryPath))
    let vectors = try await SentenceEmbedder().vectors(of: [query.plainText], modelDirectory: directory) { _ in }
    return try index.search(query, near: Array((vectors.first ?? []).prefix(Self.width)), limit: limit)
  }

  /// The half of an encoder's vector by which texts are compared.
  private static let width = 384

  private func results(like place: String, _ query: SearchQuery, in index: SearchIndex) throws -> SearchResults {
    let (path, time) = try Self.place(place)
    try ensureMeaning(of: index)
    guard let vector = try index.vector(at: time, in: path) else {
      throw ValidationError(
        try index.key(of: path) == nil
          ? "\(path.display) is not in the index; “surtitle run” puts it in"
          : "nothing is known of what is meant there in \(path.display); work on it with “index: meaning” in the profile"
      )
    }
    // The place itself is the best of all, and no news.
    var results = try index.nearest(to: vector, filters: query.filters, limit: limit + 1)
    results.hits.removeAll { $0.path == path && $0.range.start <= time && time <= $0.range.end }
    results.hits = Array(results.hits.prefix(limit))
    results.total = results.hits.count
    return results
  }

  private func ensureMeaning(of index: SearchIndex) throws {
    guard try !index.hasMeaning() else { return }
    throw ValidationError(
      "the index knows nothing of meanings; set “index: meaning” in a profile, and run it over the media")
  }

  /// `Film.mkv@1:02:05`. Names may have an @ themselves: the last one counts.
  static func place(_ text: String) throws -> (FilePath, MediaTime) {
    guard let at = text.lastIndex(of: "@"), let time = EditDecisionList.time(text[text.index(after: at)...]) else {
      throw ValidationError("--like takes a file and a time, such as Film.mkv@1:02:05 or Film.mkv@62.5")
    }
    let whole = RawArguments.path(for: text).bytes
    let name = whole.lastIndex(of: UInt8(ascii: "@")).map { Array(whole[..<$0]) } ?? []
    guard !name.isEmpty else { throw ValidationError("--like takes a file before the @") }
    return (FilePath(bytes: name).absolute(in: FilePath(FileManager.default.currentDirectoryPath)), time)
  }
}
