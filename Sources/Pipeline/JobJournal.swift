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
  /// The working folder of this run.
  private let work: WorkDirectory
  /// The name of this run.
  var run: String { work.name }

  init(_ workspace: Workspace) {
    catalogue = workspace.catalogue
    work = workspace.work
  }

  private var now: Double { Date().timeIntervalSince1970 }

  /// What is known of the file, if it is still the same.
  private func account(of candidate: Candidate) throws -> Job? {
    let job = try catalogue.job(of: candidate.item.path)
    return job?.identity == candidate.identity ? job : nil
  }

  /// Whether another program has the file in work, whose account that is.
  private func isOthers(_ job: Job?) -> Bool {
    guard let job, job.state == .running, let other = job.run, other != run else { return false }
    return WorkDirectory.isAlive(other, in: work.path.removingLastComponent())
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
        let old = try catalogue.job(of: candidate.item.path)
        if let old, old.tries > 0 || old.deaths > 0 || isOthers(old) { return nil }
        return Job(
          path: candidate.item.path, state: .waiting, run: run, identity: candidate.identity, updated: now)
      })
  }

  func begin(_ candidate: Candidate) throws {
    guard try !isOthers(catalogue.job(of: candidate.item.path)) else { return }
    work.noteMachine()
    let old = try account(of: candidate)
    try catalogue.record([
      Job(
        path: candidate.item.path, state: .running, tries: old?.tries ?? 0, error: old?.error, run: run,
        identity: candidate.identity, updated: now, deaths: old?.deaths ?? 0,
        volume: (try? FileSystem(of: candidate.item.path))?.id)
    ])
  }

  func progress(_ item: MediaItem, _ stage: Stage, _ fraction: Double) throws {
    guard var job = try catalogue.job(of: item.path), job.run == run, job.state == .running else { return }
    (job.stage, job.fraction, job.updated) = (stage.name, fraction, now)
    try catalogue.record([job])
  }

  /// Gives `candidate` back untouched: the work was stopped, or waits for that of others.
  func release(_ candidate: Candidate) throws {
    guard var job = try catalogue.job(of: candidate.item.path), job.run == run else { return }
    guard job.tries > 0 || job.deaths > 0 else { return try catalogue.removeJob(of: job.path) }
    job.state = .failed
    try catalogue.record([job])
  }

  /// There is nothing left to keep account of, but that `notices` are to be delivered.
  func finish(_ candidate: Candidate, leaving notices: [Notice] = []) throws {
    let path = candidate.item.path
    if try isOthers(catalogue.job(of: path)) { return try catalogue.record(notices) }
    try catalogue.removeJob(of: path, leaving: notices)
  }

  /// Keeps that `candidate` failed.
  ///
  /// - Parameter due: seconds from now until it is tried again; nil for never by itself.
  func fail(_ candidate: Candidate, stage: Stage?, error: String, counts: Bool, due: Double?) throws {
    guard try !isOthers(catalogue.job(of: candidate.item.path)) else { return }
    let old = try account(of: candidate)
    let tries = (old?.tries ?? 0) + (counts ? 1 : 0)
    let isSetAside = tries >= Self.patience
    try catalogue.record([
      Job(
        path: candidate.item.path, state: isSetAside ? .setAside : .failed, stage: stage?.name, tries: tries,
        error: error, run: run, identity: candidate.identity, updated: now,
        due: isSetAside ? nil : due.map { now + $0 }, volume: old?.volume)
    ])
  }

  /// Settles the account of a run that ended without a word. A crash, or the end that the system makes of a program for
  /// lack of memory, counts as a try of what it had in work, where that was one file alone: of several, all but one are
  /// innocent, and each is tried alone next. Being killed does not count, unless it happens again and again.
  /// What was in work is looked into again even if it was just done, as nobody was told of it.
  static func bury(_ run: String, _ end: WorkDirectory.End, in catalogue: Catalogue) throws {
    let jobs = try catalogue.jobs(.running).filter { $0.run == run }
    let files = jobs.count == 1 ? "this file" : "this file and others"
    for var job in jobs {
      try catalogue.removeVerdicts(on: job.path)
      let cause: String
      switch end {
      case .crash(let signal):
        cause = "surtitle crashed (signal \(signal)) while it worked on \(files)"
        if jobs.count == 1 { job.tries += 1 }
      case .outOfMemory:
        cause =
          "the system ended surtitle for lack of memory while it worked on \(files); --memory limits what it takes"
        if jobs.count == 1 { job.tries += 1 }
      case .killed:
        let times = job.deaths > 0 ? ", \(job.deaths + 1) times in a row," : ""
        cause = "surtitle was killed\(times) while it worked on \(files)"
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
