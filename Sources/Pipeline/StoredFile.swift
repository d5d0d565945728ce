package import Library
package import PluginKit
internal import SystemPackage
package import Transcript

/// A media file and what is stored of its results, found without hearing it.
package struct StoredFile: Sendable {
  package var item: MediaItem
  /// What the file holds.
  package var media: Fingerprint
  /// What an exporter gets.
  package var input: ExportInput
  package var subjects: [ReviewSubject]
  /// In the names of results.
  package var language: LanguageTag
  /// What names of its results begin with.
  package var base: [UInt8]
  /// The profile of its folder.
  package var profile: Profile

  /// Why nothing is known of a file, and what to do about it.
  package struct Missing: Error, Hashable, Sendable, CustomStringConvertible {
    package var item: MediaItem
    package var description: String
    /// Whether there was something, under settings, lists or models that are others by now.
    package var isOutdated = false
  }

  /// A media file of which something may be stored. It is read when it is needed: the transcripts of a whole library have
  /// no room in memory.
  package struct Source: Sendable {
    package var item: MediaItem { file.item }
    /// The profile of its folder.
    package var profile: Profile { planner.profile }
    fileprivate let file: ScannedFile
    fileprivate let base: [UInt8]
    fileprivate let planner: Planner
    fileprivate let isComplete: Bool

    /// - Parameter isUnmasked: whether the words are those that were recognised, before the filters.
    /// - Throws: `StoredFile.Missing`, and `LibraryError` where the catalogue or the reviews cannot be read.
    package func read(isUnmasked: Bool = false) throws -> StoredFile {
      do {
        return try planner.stored(
          file, base: base, rules: isComplete ? .everything : profile.reports, isUnmasked: isUnmasked)
      } catch let error as LibraryError where error.path == item.path {
        throw Missing(item: item, description: error.message)
      }
    }
  }
}

extension Planners {
  /// The files in `folder` of which something may be stored, in the order of their names.
  ///
  /// - Parameters:
  ///   - names: gives the names of results; the same for all folders of a walk.
  ///   - isComplete: whether findings are in it that the profile's rules leave out.
  /// - Throws: `ConfigurationDiagnostics` where the folder's own settings are wrong, `LibraryError` where the catalogue
  ///   cannot be read.
  package func stored(
    in folder: ScannedFolder, names: inout BaseNames, isComplete: Bool = false
  ) throws -> [StoredFile.Source] {
    guard !folder.files.isEmpty else { return [] }
    let planner = try planner(in: folder.path, below: folder.root)
    return try folder.files.compactMap { file in
      // What surtitle wrote, such as a copy with bleeps, is no media of its own.
      guard try workspace.catalogue.deliverable(at: file.item.path) == nil else { return nil }
      return StoredFile.Source(
        file: file, base: names.base(of: file.item, in: folder), planner: planner, isComplete: isComplete)
    }
  }
}

extension Planner {
  fileprivate func stored(
    _ file: ScannedFile, base: [UInt8], rules: ReportRules, isUnmasked: Bool
  ) throws -> StoredFile {
    let advice = "“surtitle run --profile \(profile.name)”"
    func missing(_ step: FileRecipes.Step?) throws -> StoredFile.Missing {
      guard let step, let old = try workspace.catalogue.recipe(of: step.recipe.stage, for: file.item.path) else {
        return StoredFile.Missing(
          item: file.item,
          description: "nothing is stored of it under the profile “\(profile.name)”; \(advice) makes it")
      }
      let reason = step.recipe.reasonForChange(since: old) ?? "the stored result is missing or damaged"
      return StoredFile.Missing(
        item: file.item,
        description:
          "what was found in it is out of date: \(step.stage.name): \(reason); \(advice) brings it up to date, without "
          + "listening again where nothing but lists and settings of what is found changed",
        isOutdated: true)
    }
    guard try workspace.catalogue.knowsContents(ofSize: file.identity.size) else { throw try missing(nil) }
    let recipes = try FileRecipes(
      media: workspace.catalogue.fingerprint(of: file.item.path, identity: file.identity), profile: profile,
      models: models, embedder: embedder)
    let stored = storedResults(for: recipes)
    // In the order in which they are made: what is behind the first that is missing waits for it.
    let gap = recipes.steps.first { ![.shots, .embed].contains($0.stage) && !stored.stages.contains($0.stage) }
    guard let audio = stored.audio, let heard = stored.heard, let filtered = stored.transcript,
      let found = try reported(recipes, stored, rules: rules, isUnmasked: isUnmasked)
    else { throw try missing(gap) }
    var input = ExportInput(
      mediaName: FilePath(bytes: file.item.name).string, media: audio.media, track: audio.track,
      transcript: isUnmasked ? heard : filtered, annotations: found.annotations, reviews: found.reviews,
      damage: audio.damage)
    input.origin = found.origin
    return StoredFile(
      item: file.item, media: recipes.media, input: input, subjects: found.subjects,
      language: profile.language(of: filtered), base: base, profile: profile)
  }
}
