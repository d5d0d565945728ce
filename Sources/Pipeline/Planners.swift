internal import Foundation
internal import Library
internal import Synchronization
package import SystemPackage

/// Which profile holds where.
package protocol ProfileSource: Sendable {
  /// The profile for the files in `folder`, which was found below `root`, and the files in folders that changed it: what
  /// has the same files has the same profile.
  ///
  /// - Throws: `ConfigurationDiagnostics` with the file that is wrong.
  func profile(in folder: FilePath, below root: FilePath) throws -> (profile: Profile, overrides: [FilePath])

  /// The same with what folders say, and what is in files that settings name, read again.
  func anew() -> Self
}

extension Profile: ProfileSource {
  /// The same everywhere.
  package func profile(in folder: FilePath, below root: FilePath) -> (profile: Profile, overrides: [FilePath]) {
    (self, [])
  }

  package func anew() -> Profile { self }
}

/// The planners of a run: one for each profile that holds somewhere.
package final class Planners: Sendable {
  package let workspace: Workspace
  let options: RunOptions
  let source: any AudioSource
  private let embedder: (any TextEmbedder)?
  private let profiles: any ProfileSource
  private let models: @Sendable (String) -> String?
  private let made = Mutex<[[FilePath]: Planner]>([:])
  /// When the use of what verdicts are valid for was last noted, seconds since 1970.
  private let noted = Mutex<[String: Double]>([:])

  /// - Parameter models: see `Planner.init`.
  package init(
    workspace: Workspace, profiles: any ProfileSource, options: RunOptions = RunOptions(), source: any AudioSource,
    embedder: (any TextEmbedder)? = nil, models: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.workspace = workspace
    self.profiles = profiles
    self.options = options
    self.source = source
    self.embedder = embedder
    self.models = models
  }

  /// Whether files that settings name, such as lists of words, hold what they held when they were first read.
  var areCurrent: Bool {
    made.withLock { Array($0.values) }.allSatisfy { $0.profile.annotators.allSatisfy(\.isCurrent) }
  }

  /// The same with what folders say, and what is in files that settings name, read again.
  func anew() -> Planners {
    Planners(
      workspace: workspace, profiles: profiles.anew(), options: options, source: source, embedder: embedder,
      models: models)
  }

  /// - Throws: `ConfigurationDiagnostics`, `LibraryError`.
  package func planner(in folder: FilePath, below root: FilePath) throws -> Planner {
    let (profile, overrides) = try profiles.profile(in: folder, below: root)
    if let planner = made.withLock({ $0[overrides] }) {
      noteUse(of: planner)
      return planner
    }
    let planner = try Planner(
      workspace: workspace, profile: profile, options: options, source: source, embedder: embedder, models: models)
    made.withLock { $0[overrides] = planner }
    noteUse(of: planner)
    return planner
  }

  /// Twice a day, or verdicts under settings that a watch uses for months would be taken for useless. Where it cannot be
  /// kept, such as on a full disk, that is no reason not to plan.
  private func noteUse(of planner: Planner) {
    let now = Date().timeIntervalSince1970
    let isDue = noted.withLock { noted in
      guard abs(now - (noted[planner.target] ?? 0)) >= 43_200 else { return false }
      noted[planner.target] = now
      return true
    }
    if isDue { try? workspace.catalogue.noteUse(of: planner.target, now: now) }
  }
}
