package import SystemPackage

/// What is known of the work on one media file: for those who ask how far it is, and for the next run.
package struct Job: Hashable, Sendable {
  package enum State: String, Sendable, CaseIterable {
    case waiting, running
    /// The last try failed; it is tried again at `due`, or when the file changes.
    case failed
    /// Not tried again until the file changes or somebody asks for it.
    case setAside = "set-aside"
  }

  package var path: FilePath
  package var state: State
  /// Under way, or where it failed.
  package var stage: String?
  /// Of the stage, 0…1.
  package var fraction: Double?
  /// Tries that failed and count: in a row, without a change of the file.
  package var tries: Int
  package var error: String?
  /// The working folder of the program that has it in work: locked while that lives.
  package var run: String?
  /// The file when it was tried.
  package var identity: FileIdentity?
  /// Seconds since 1970.
  package var updated: Double
  /// When it is tried again, seconds since 1970.
  package var due: Double?

  /// Programs in a row that ended without a word while they worked on it.
  package var deaths: Int
  /// The file system that the file was on when it was begun; nil where that is not known.
  package var volume: Int64?
  /// How often it was begun in a row and did not come to an end, for people.
  package var attempts: Int { max(tries, deaths) }

  package init(
    path: FilePath, state: State, stage: String? = nil, fraction: Double? = nil, tries: Int = 0,
    error: String? = nil, run: String? = nil, identity: FileIdentity? = nil, updated: Double, due: Double? = nil,
    deaths: Int = 0, volume: Int64? = nil
  ) {
    self.path = path
    self.state = state
    self.stage = stage
    self.fraction = fraction
    self.tries = tries
    self.error = error
    self.run = run
    self.identity = identity
    self.updated = updated
    self.due = due
    self.deaths = deaths
    self.volume = volume
  }
}
