internal import Foundation
internal import GRDB
internal import Glibc
package import SystemPackage

/// What is known about media files and about the files that were made for them. SQLite, safe for several processes.
///
/// Paths are bytes, parted into folder and name, so that all rows of a folder lie side by side.
package final class Catalogue: Sendable {
  let database: CatalogueDatabase
  /// A damaged database that was put aside for a new one when this one was opened.
  package let replaced: FilePath?

  /// Opens or makes the database at `path`. One that SQLite cannot read is renamed, and a new one is begun: layers and
  /// results are found again by what they hold.
  ///
  /// - Throws: `LibraryError` with the code `state`.
  package init(path: FilePath) throws {
    // One at a time makes it, changes it into that of this version, or puts it aside.
    let lock = try Self.lock(path)
    defer { try? lock.close() }
    do {
      do {
        let opened = try Self.open(path)
        if CatalogueDatabase.isMarkedDamaged(path) {
          // A disk that was read wrongly once is no reason to begin anew.
          guard try opened.integrityProblems().isEmpty else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
          try CatalogueDatabase.removeMark(path)
        }
        database = opened
        replaced = nil
      } catch let error as DatabaseError where error.isDamage {
        replaced = try Self.putAside(path)
        database = try Self.open(path)
      }
    } catch let error as LibraryError {
      throw error
    } catch {
      throw Self.cannotOpen(path, error)
    }
  }

  private static func lock(_ path: FilePath) throws -> FileDescriptor {
    do {
      let file = try FileDescriptor.open(
        FilePath(path.string + ".lock"), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
      while flock(file.rawValue, LOCK_EX) != 0 {
        let code = Errno(rawValue: errno)
        guard code == .interrupted else {
          try file.close()
          throw code
        }
      }
      return file
    } catch let error as Errno {
      throw cannotOpen(path, error)
    }
  }

  private static func open(_ path: FilePath) throws -> CatalogueDatabase {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    let database = try DatabasePool(path: path.string, configuration: configuration)
    let migrator = CatalogueSchema.migrator
    guard try !database.read(migrator.hasBeenSuperseded) else {
      throw LibraryError(
        .state, path,
        "this catalogue was made by a newer surtitle; update this one, or name another state directory with "
          + "SURTITLE_STATE")
    }
    try migrator.migrate(database)
    return CatalogueDatabase(database, path: path)
  }

  /// Whether `error` says that the catalogue could not be read or written, such as for a full disk.
  package static func isFault(_ error: any Error) -> Bool { error is DatabaseError }

  private static func cannotOpen(_ path: FilePath, _ error: any Error) -> LibraryError {
    let isFull = (error as? DatabaseError)?.resultCode == .SQLITE_FULL || error as? Errno == .noSpace
    let cause = (error as? DatabaseError).map { $0.message ?? "\($0)" } ?? "\(error)"
    return LibraryError(
      .state, path,
      "cannot open the catalogue: \(cause); \(isFull ? "make room on this disk, or " : "")name another state directory "
        + "with SURTITLE_STATE")
  }

  private static func putAside(_ path: FilePath) throws -> FilePath {
    var number = 1
    func name(_ number: Int) -> FilePath { FilePath(path.string + ".damaged-\(number)") }
    while FileStatus.at(name(number)) != nil { number += 1 }
    do {
      // The database comes last: SQLite would take what is beside it for a part of a new one.
      for suffix in ["-wal", "-shm", ""] where FileStatus.at(FilePath(path.string + suffix)) != nil {
        let target = name(number).string + suffix
        if rename(path.string + suffix, target) != 0 { throw Errno(rawValue: errno) }
      }
      try CatalogueDatabase.removeMark(path)
    } catch {
      throw LibraryError(.state, path, "this catalogue is damaged and cannot be put aside: \(error)")
    }
    return name(number)
  }

  /// One transaction of `body`, which outlives a loss of power once this returns. Others of this program may be lost
  /// with the last moments before it, which costs work but no truth.
  func writeDurably(_ body: (Database) throws -> Void) throws {
    try database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      defer { try? database.execute(sql: "PRAGMA synchronous = NORMAL") }
      try database.inTransaction {
        try body(database)
        return .commit
      }
    }
  }

  /// What is wrong with the database itself; empty where nothing is. One with something wrong is put aside when it is
  /// opened next.
  package func problems() throws -> [String] {
    let problems = try database.integrityProblems()
    if let first = problems.first { database.markDamaged(first) }
    return problems
  }

  /// - Throws: `LibraryError` with the code `state` where the database is of no use any more to a program that has it
  ///   open: it was damaged, or another one has its place. Whoever opens it anew begins it anew.
  package func ensureIntact() throws {
    guard let fault = database.fault else { return }
    throw LibraryError(.state, database.path, "the catalogue cannot be used any more: \(fault); start surtitle again")
  }
}

/// A path as the catalogue keeps it.
struct Place: Hashable {
  var folder: Data
  var name: Data

  init(_ path: FilePath) {
    folder = path.removingLastComponent().data
    name = Data(path.nameBytes)
  }

  /// From the columns `folder` and `name`.
  ///
  /// - Throws: `DatabaseError` for a damaged row.
  init(_ row: Row) throws {
    folder = try row.read("folder")
    name = try row.read("name")
  }

  var path: FilePath { FilePath(bytes: folder).appending(name: name) }
}

extension FilePath {
  var data: Data { Data(bytes) }
}
