internal import Foundation
internal import Library
internal import SystemPackage

/// Keeps account of the work in the catalogue: for those who ask, and so that a file that fails again and again is set
/// aside.
struct JobJournal: Sendable {
  /// Tries after which a file is set aside.
  static let patience = 3
  /// Programs that may end without a word, one after the other, while they work on a file, until that is set aside. Each
  /// may have been killed by somebody, which is nobody's fault; fifty in a row hardly.
  static let lives = 50
  /// Of them, those until others no longer wait for the file.
  static let precedence = 3

  let catalogue: Catalogue
  /// The name of this run.
  let run: String

  private var now: Double { Date().timeIntervalSince1970 }

  /// What is known of failures before, if the file is still the same.
  private func account(of candidate: Candidate) throws -> (tries: Int, deaths: Int) {
    let job = try catalogue.job(of: candidate.item.path)
    guard let job, job.identity == candidate.identity else { return (0, 0) }
    return (job.tries, job.deaths)
  }

  /// Files that were in work when a program ended without a word, and when their turn comes.
  func suspects() throws -> [FilePath: JobQueue.Isolation] {
    let jobs = try catalogue.jobs(.failed).filter { $0.deaths > 0 }
    return Dictionary(uniqueKeysWithValues: jobs.map { ($0.path, $0.deaths < Self.precedence ? .first : .last) })
  }

  /// The job that keeps `candidate` from being tried: it was set aside.
  func obstacle(to candidate: Candidate) throws -> Job? {
    guard let job = try catalogue.job(of: candidate.item.path), job.state == .setAside,
      job.identity == candidate.identity
    else { return nil }
    return job
  }

  func wait(_ candidates: [Candidate]) throws {
    try catalogue.record(
      try candidates.compactMap { candidate in
        // What failed before keeps its account while it waits.
        if let old = try catalogue.job(of: candidate.item.path), old.tries > 0 || old.deaths > 0 { return nil }
        return Job(
          path: candidate.item.path, state: .waiting, run: run, identity: candidate.identity, updated: now)
      })
  }

  func begin(_ candidate: Candidate) throws {
    let (tries, deaths) = try account(of: candidate)
    try catalogue.record([
      Job(
        path: candidate.item.path, state: .running, tries: tries, run: run, identity: candidate.identity, updated: now,
        deaths: deaths)
    ])
  }

  func progress(_ item: MediaItem, _ stage: Stage, _ fraction: Double) throws {
    guard var job = try catalogue.job(of: item.path), job.run == run, job.state == .running else { return }
    (job.stage, job.fraction, job.updated) = (stage.name, fraction, now)
    try catalogue.record([job])
  }

  /// Gives `candidate` back untouched: the work was stopped.
  func release(_ candidate: Candidate) throws {
    guard var job = try catalogue.job(of: candidate.item.path), job.run == run else { return }
    guard job.tries > 0 || job.deaths > 0 else { return try catalogue.removeJob(of: job.path) }
    job.state = .failed
    try catalogue.record([job])
  }

  /// There is nothing left to keep account of.
  func forget(_ candidate: Candidate) throws { try catalogue.removeJob(of: candidate.item.path) }

  /// The file needs nothing more but that `notices` are delivered.
  func finish(_ item: MediaItem, leaving notices: [Notice]) throws {
    try catalogue.removeJob(of: item.path, leaving: notices)
  }

  /// Keeps that `candidate` failed.
  ///
  /// - Parameter due: seconds from now until it is tried again; nil for never by itself.
  func fail(_ candidate: Candidate, stage: Stage?, error: String, counts: Bool, due: Double?) throws {
    let tries = try account(of: candidate).tries + (counts ? 1 : 0)
    let isSetAside = tries >= Self.patience
    try catalogue.record([
      Job(
        path: candidate.item.path, state: isSetAside ? .setAside : .failed, stage: stage?.name, tries: tries,
        error: error, run: run, identity: candidate.identity, updated: now,
        due: isSetAside ? nil : due.map { now + $0 })
    ])
  }

  /// Settles the account of a run that ended without a word. A crash, or the end that the system makes of a program for
  /// lack of memory, counts as a try of what it had in work; being killed does not, unless it happens again and again.
  /// What was in work is looked into again even if it was just done, as nobody was told of it.
  static func bury(_ run: String, _ end: WorkDirectory.End, in catalogue: Catalogue) throws {
    for var job in try catalogue.jobs(.running) where job.run == run {
      try catalogue.removeVerdicts(on: job.path)
      let cause: String
      switch end {
      case .crash(let signal):
        cause = "surtitle crashed (signal \(signal)) while it worked on this file"
        job.tries += 1
      case .outOfMemory:
        cause =
          "the system ended surtitle for lack of memory while it worked on this file; --memory limits what it takes"
        job.tries += 1
      case .killed:
        let times = job.deaths > 0 ? ", \(job.deaths + 1) times in a row," : ""
        cause = "surtitle was killed\(times) while it worked on this file"
      case .unknown:
        if job.tries > 0 || job.deaths > 0 {
          job.state = .failed
          try catalogue.record([job])
        } else {
          try catalogue.removeJob(of: job.path)
        }
        continue
      }
      job.deaths += 1
      job.state = job.tries >= patience || job.deaths >= lives ? .setAside : .failed
      job.error = cause + (job.stage.map { ", at \($0)" } ?? "")
      try catalogue.record([job])
    }
    try catalogue.removeWaitingJobs(of: run)
  }
}
