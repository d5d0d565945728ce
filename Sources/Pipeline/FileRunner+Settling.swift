internal import Foundation
internal import Library
internal import Logging
internal import MetadataIndex
internal import SystemPackage

/// What ends the work on a file, and what comes before it when the file was moved.
extension FileRunner {
  /// Keeps that nothing more is to be done, and what that rests on.
  func settle(_ result: FileReport, _ recipes: FileRecipes) throws {
    let evidence = result.outputs.compactMap { Evidence(at: $0.path) }
    // One that is gone already is made again the next time.
    guard evidence.count == result.outputs.count else { return }
    var details = result.details
    details.outputs = result.outputs.map { .init(stage: $0.stage.name, reason: $0.reason) }
    let verdict = Verdict(
      .upToDate, media: candidate.identity, evidence: evidence, details: try JSONEncoder().encode(details))
    try planner.remember(verdict, on: candidate)
    // Whoever decides adds to the trail and then forgets verdicts. What was added before this was written shows here.
    if try planner.decisions(on: recipes.media)?.digest != recipes.decisions?.digest {
      logger.info("Somebody decided about findings meanwhile; the next run writes what shows it")
      try workspace.catalogue.removeVerdicts(on: item.path)
    }
  }

  func settle(as skip: SkipDecision, _ result: inout FileReport) throws {
    result.status = .skipped
    (result.rule, result.reason) = (skip.rule, skip.reason)
    try planner.remember(
      Verdict(
        .skipped, rule: skip.rule, reason: skip.reason, media: candidate.identity, evidence: skip.evidence),
      on: candidate)
  }

  /// Where the media was renamed or moved, takes its results along: the files are renamed, what is known of them follows.
  /// Never over a file that is there; what cannot be taken along stays where it is.
  func followMedia(_ media: Fingerprint, _ result: inout FileReport) throws {
    guard let old = try workspace.catalogue.formerPath(of: item.path, fingerprint: media) else { return }
    var moves: [(from: FilePath, to: FilePath)] = []
    for deliverable in try workspace.catalogue.deliverables(of: old) {
      let target = newPlace(of: deliverable.path, formerMedia: old) ?? deliverable.path
      moves.append((deliverable.path, try moveFile(deliverable, to: target) ? target : deliverable.path))
    }
    try workspace.catalogue.move(old, to: item.path, deliverables: moves)
    if profile.index != .off { try workspace.index().move(old, to: item.path, title: IndexRows.title(of: item.path)) }
    result.formerPath = old
    result.status = .done
    logger.info("Results followed their media", metadata: ["from": "\(old.display)", "files": "\(moves.count)"])
  }

  private func newPlace(of path: FilePath, formerMedia old: FilePath) -> FilePath? {
    let name = path.nameBytes
    let dot = UInt8(ascii: ".")
    let bases = [old.nameBytes, MediaName.base(of: old.nameBytes)]
    guard let base = bases.first(where: { name.starts(with: $0 + [dot]) }) else { return nil }
    let folder =
      if path.removingLastComponent() == old.removingLastComponent() {
        item.folder
      } else if let output = planner.options.outputDirectory, path.starts(with: output) {
        planner.naming.folder(for: item)
      } else {
        path.removingLastComponent()
      }
    return folder.appending(name: candidate.base + name.dropFirst(base.count))
  }

  /// Whether the file is at `target` now, or nowhere.
  private func moveFile(_ deliverable: Deliverable, to target: FilePath) throws -> Bool {
    if target == deliverable.path { return true }
    guard FileStatus.at(target) == nil else {
      // Somebody took it along by hand.
      return (try? ContentDigest(ofFile: target)) == deliverable.digest
    }
    guard FileStatus.at(deliverable.path) != nil else { return true }
    do {
      try Directory.create(target.removingLastComponent())
      try AtomicFile.move(deliverable.path, to: target)
      return true
    } catch {
      logger.warning(
        "A result could not follow its media",
        metadata: ["file": "\(deliverable.path.display)", "error": "\(error)"])
      return false
    }
  }
}
