internal import Foundation
internal import GRDB
package import SystemPackage

/// Verdicts, by what is wanted: the same file may be done under one profile and not under another.
extension Catalogue {
  /// The verdicts on the files of `folder` under `target`, by name. Whether they still hold is not looked at.
  package func verdicts(in folder: FilePath, target: String) throws -> [[UInt8]: Verdict] {
    try database.read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT name, size, modified, inode, status, rule, reason, evidence, details FROM verdict
          WHERE folder = ? AND target = ?
          """, arguments: [folder.data, target])
      var verdicts: [[UInt8]: Verdict] = [:]
      while let row = try rows.next() {
        guard let status = Verdict.Status(rawValue: try row.read("status")),
          let evidence = EvidenceCoding.decode(try row.read("evidence"), in: folder)
        else { continue }
        verdicts[Array(try row.read("name", as: Data.self))] = Verdict(
          status, rule: try row.readIfPresent("rule"), reason: try row.readIfPresent("reason"),
          media: try FileIdentity(row), evidence: evidence, details: try row.readIfPresent("details"))
      }
      return verdicts
    }
  }

  package func record(_ verdict: Verdict, on path: FilePath, target: String) throws {
    let place = Place(path)
    let evidence = EvidenceCoding.encode(verdict.evidence, in: path.removingLastComponent())
    try database.write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO verdict
          (folder, name, target, size, modified, inode, status, rule, reason, evidence, details)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          place.folder, place.name, target, verdict.media.size, verdict.media.modified,
          Int64(bitPattern: verdict.media.inode), verdict.status.rawValue, verdict.rule, verdict.reason, evidence,
          verdict.details,
        ])
    }
  }

  /// Forgets the verdicts on all files with the contents of `media`, so that the next run looks at their results again.
  package func forgetVerdicts(on media: Fingerprint) throws {
    try database.write {
      try $0.execute(
        sql: """
          DELETE FROM verdict WHERE EXISTS (
            SELECT 1 FROM media
            WHERE media.folder = verdict.folder AND media.name = verdict.name AND media.fingerprint = ?)
          """, arguments: [media.description])
    }
  }

  /// Keeps that verdicts under `target` are of use; written once a day.
  ///
  /// - Parameter now: seconds since 1970.
  package func noteUse(of target: String, now: Double) throws {
    let day = 86_400.0
    let used = try database.read {
      try Double.fetchOne($0, sql: "SELECT used FROM target WHERE name = ?", arguments: [target])
    }
    if let used, abs(now - used) < day { return }
    try database.write {
      try $0.execute(sql: "INSERT OR REPLACE INTO target (name, used) VALUES (?, ?)", arguments: [target, now])
    }
  }

  /// Has the file looked into anew, whatever is wanted of it.
  package func removeVerdicts(on path: FilePath) throws {
    let place = Place(path)
    try database.write {
      try $0.execute(sql: "DELETE FROM verdict WHERE folder = ? AND name = ?", arguments: [place.folder, place.name])
    }
  }
}
