internal import Foundation
internal import Library
internal import MetadataIndex
package import SystemPackage

/// Keeps the index in step with the library: what is not there any more, what is missing, all of it anew.
package struct IndexUpkeep: Sendable {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// Removes the rows of files that are gone, and what traces are left of texts that were taken out.
  ///
  /// - Parameter roots: only files there, where any are named.
  /// - Throws: `LibraryError`.
  func tidy(below roots: [FilePath] = []) throws {
    guard workspace.index.exists else { return }
    try removeGone(below: roots)
    let index = try workspace.index()
    if try index.hasRemains() { try index.compact() }
  }

  /// Removes the rows of files that are gone from their place; those on a disk that is not mounted stay.
  ///
  /// - Parameter roots: only files there, where any are named.
  /// - Returns: the files whose rows were removed.
  /// - Throws: `LibraryError` with the code `state`.
  @discardableResult package func removeGone(below roots: [FilePath] = []) throws -> [FilePath] {
    guard workspace.index.exists else { return [] }
    let gone = try workspace.index().paths().filter { path in
      guard roots.isEmpty || roots.contains(where: path.starts) else { return false }
      return try workspace.catalogue.isGone(path)
    }
    for path in gone {
      // One that comes back is looked into again.
      try workspace.catalogue.removeVerdicts(on: path)
      try workspace.index().remove(path)
    }
    return gone
  }

  /// Removes the rows of `media`, and all traces of them.
  ///
  /// - Throws: `LibraryError`.
  package func forget(_ media: [FilePath]) throws {
    guard workspace.index.exists, !media.isEmpty else { return }
    let index = try workspace.index()
    for path in media { try index.remove(path) }
    try index.compact()
  }

  /// What is wrong with the index.
  package struct Findings: Sendable {
    /// Of the database itself, and of its vectors.
    package var damage: [String] = []
    /// Files whose rows are missing or made of something else than what is stored.
    package var missing: [FilePath] = []
    /// Files in the index of which nothing is stored.
    package var unknown: [FilePath] = []
    package var files = 0

    package var isEmpty: Bool { damage.isEmpty && missing.isEmpty && unknown.isEmpty }
  }

  /// Compares the index with what is stored.
  ///
  /// - Parameter isThorough: whether rows are made anew and compared, not their keys only.
  /// - Throws: `LibraryError`, `CancellationError`.
  package func verify(isThorough: Bool, progress: (Int, Int) -> Void = { _, _ in }) throws -> Findings {
    var findings = Findings()
    let index = try workspace.index()
    findings.damage = try index.problems()
    var keys = try index.keys()
    findings.files = keys.count
    let sources = IndexedSources(workspace: workspace)
    let recipes = try workspace.catalogue.recipes(of: Stage.index.name)
    for (count, entry) in recipes.enumerated() {
      try Task.checkCancellation()
      progress(count, recipes.count)
      let key = keys.removeValue(forKey: entry.path)
      guard key == entry.recipe.key.hexadecimal else {
        if try !workspace.catalogue.isGone(entry.path) { findings.missing.append(entry.path) }
        continue
      }
      if isThorough, let source = try sources.source(of: entry.path, entry.recipe),
        try !index.holds(IndexRows(source: source).file())
      {
        findings.missing.append(entry.path)
      }
    }
    findings.unknown = keys.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    return findings
  }

  /// Gives what is stored of the files in the index to `body`, one after the other in the order of their paths.
  ///
  /// - Parameter places: files and folders; everything where none are named.
  /// - Returns: files of which something that is stored is missing.
  /// - Throws: `LibraryError`, `CancellationError`, and what `body` throws.
  package func export(below places: [FilePath], _ body: (IndexedSource) throws -> Void) throws -> [FilePath] {
    let sources = IndexedSources(workspace: workspace)
    let indexed = Set(try workspace.index().paths())
    var missing: [FilePath] = []
    for entry in try workspace.catalogue.recipes(of: Stage.index.name) {
      try Task.checkCancellation()
      guard indexed.contains(entry.path), places.isEmpty || places.contains(where: entry.path.starts) else { continue }
      if let source = try sources.source(of: entry.path, entry.recipe) {
        try body(source)
      } else {
        missing.append(entry.path)
      }
    }
    return missing
  }

  /// Makes the index anew from what is stored, beside the one that is there, which is searched until the new one takes its
  /// place.
  ///
  /// - Returns: how many files are in it, and those of which something that is stored is missing.
  /// - Throws: `LibraryError`, `CancellationError`.
  package func rebuild(progress: (Int, Int) -> Void = { _, _ in }) throws -> (files: Int, missing: [FilePath]) {
    let recipes = try workspace.catalogue.recipes(of: Stage.index.name)
    let sources = IndexedSources(workspace: workspace)
    var (count, missing) = (0, [FilePath]())
    try workspace.index.replace { index in
      var batch: [IndexedFile] = []
      var segments = 0
      for (number, entry) in recipes.enumerated() {
        try Task.checkCancellation()
        progress(number, recipes.count)
        guard try !workspace.catalogue.isGone(entry.path) else { continue }
        guard let source = try sources.source(of: entry.path, entry.recipe) else {
          missing.append(entry.path)
          continue
        }
        let file = try IndexRows(source: source).file()
        batch.append(file)
        segments += file.segments.count
        count += 1
        if segments >= Self.batchSize {
          try index.put(batch)
          (batch, segments) = ([], 0)
        }
      }
      try index.put(batch)
    }
    // What is missing is made by the run that looks into it.
    for path in missing { try workspace.catalogue.removeVerdicts(on: path) }
    return (count, missing)
  }

  /// Segments that are written at once.
  private static let batchSize = 4_000
}
