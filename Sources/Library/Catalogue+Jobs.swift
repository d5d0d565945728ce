internal import Foundation
internal import GRDB
package import SystemPackage

/// The work under way and the work that failed. Files that are done have no row.
extension Catalogue {
  package func job(of path: FilePath) throws -> Job? {
    let place = Place(path)
    return try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM job WHERE folder = ? AND name = ?", arguments: [place.folder, place.name]
      ).map(Job.init)
    }
  }

  /// All of them, or those of a state, in the order of their paths.
  package func jobs(_ state: Job.State? = nil) throws -> [Job] {
    try database.read { database in
      let order = "ORDER BY folder, name"
      guard let state else { return try Row.fetchAll(database, sql: "SELECT * FROM job \(order)").map(Job.init) }
      return try Row.fetchAll(
        database, sql: "SELECT * FROM job WHERE state = ? \(order)", arguments: [state.rawValue]
      ).map(Job.init)
    }
  }

  package func record(_ jobs: [Job]) throws {
    try database.write { database in
      for job in jobs {
        let place = Place(job.path)
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO job
            (folder, name, state, stage, fraction, tries, error, run, size, modified, inode, updated, due, deaths, volume)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            place.folder, place.name, job.state.rawValue, job.stage, job.fraction, job.tries, job.error, job.run,
            job.identity?.size, job.identity?.modified, job.identity.map { Int64(bitPattern: $0.inode) },
            job.updated, job.due, job.deaths, job.volume,
          ])
      }
    }
  }

  /// Forgets the job of a file that is done, or gone, and leaves what is to be told of that.
  package func removeJob(of path: FilePath, leaving notices: [Notice] = []) throws {
    let place = Place(path)
    try database.write { database in
      try database.execute(sql: "DELETE FROM job WHERE folder = ? AND name = ?", arguments: [place.folder, place.name])
      try Self.insert(notices, database)
    }
  }

  /// The runs that have something in work or waiting, as far as is known.
  package func runsWithWork() throws -> [String] {
    try database.read {
      try String.fetchAll(
        $0, sql: "SELECT DISTINCT run FROM job WHERE run IS NOT NULL AND state IN (?, ?) ORDER BY run",
        arguments: [Job.State.running.rawValue, Job.State.waiting.rawValue])
    }
  }

  /// Forgets those that wait in a program that is gone.
  package func removeWaitingJobs(of run: String) throws {
    try database.write {
      try $0.execute(
        sql: "DELETE FROM job WHERE run = ? AND state = ?", arguments: [run, Job.State.waiting.rawValue])
    }
  }

  /// Makes jobs that failed due at once, those below `paths` or all; returns how many they were.
  package func retryJobs(below paths: [FilePath]) throws -> [FilePath] {
    let chosen = try (jobs(.failed) + jobs(.setAside)).filter { job in
      paths.isEmpty || paths.contains { job.path == $0 || job.path.starts(with: $0) }
    }
    for job in chosen { try removeJob(of: job.path) }
    return chosen.map(\.path)
  }
}

extension Job {
  fileprivate init(_ row: Row) throws {
    self.init(
      path: try Place(row).path, state: State(rawValue: try row.read("state")) ?? .failed,
      stage: try row.readIfPresent("stage"), fraction: try row.readIfPresent("fraction"),
      tries: try row.readCount("tries"), error: try row.readIfPresent("error"), run: try row.readIfPresent("run"),
      identity: try FileIdentity(ifPresentIn: row), updated: try row.readTime("updated"),
      due: try row.readTimeIfPresent("due"), deaths: try row.readCount("deaths"),
      volume: try row.readIfPresent("volume"))
  }
}
