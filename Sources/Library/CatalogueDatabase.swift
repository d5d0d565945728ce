internal import Foundation
internal import GRDB
internal import Glibc
internal import Synchronization
internal import SystemPackage

/// The database below the catalogue. Damage that comes to light while it is in use is marked beside it, so that whoever
/// opens it next looks closer: opening reads too little of it to notice.
final class CatalogueDatabase: Sendable {
  private let pool: DatabasePool
  let path: FilePath
  /// Of the file that is open.
  private let inode: UInt64?
  private let damage = Mutex<String?>(nil)

  init(_ pool: DatabasePool, path: FilePath) {
    self.pool = pool
    self.path = path
    inode = FileStatus.at(path)?.identity.inode
  }

  /// Why it is of no use any more: damage, or another file that has its place; nil where all is well.
  var fault: String? {
    if let damage = damage.withLock({ $0 }) { return "it is damaged: \(damage)" }
    return FileStatus.at(path)?.identity.inode == inode ? nil : "another file has its place, or none"
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try noticing { try pool.read(body) } }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value { try noticing { try pool.write(body) } }

  func writeWithoutTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try noticing { try pool.writeWithoutTransaction(body) }
  }

  func vacuum() throws { try noticing { try pool.vacuum() } }

  /// What SQLite finds wrong with the file; empty where nothing is.
  func integrityProblems() throws -> [String] {
    do {
      return try pool.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }.filter { $0 != "ok" }
    } catch let error as DatabaseError where error.isDamage {
      return [error.message ?? "\(error)"]
    }
  }

  private func noticing<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError where error.isDamage {
      markDamaged(error.message ?? "\(error)")
      throw error
    }
  }

  /// Where this cannot be written either, the next one to read what is damaged tries again.
  func markDamaged(_ reason: String) {
    damage.withLock { $0 = $0 ?? reason }
    guard let inode else { return }
    _ = try? AtomicFile.write(Data("\(inode)".utf8), to: Self.mark(path))
  }

  /// Whether somebody met damage in the file that is at `path` now; a mark on an earlier one says nothing.
  static func isMarkedDamaged(_ path: FilePath) -> Bool {
    guard let text = try? Data(readingFile: mark(path)), let inode = FileStatus.at(path)?.identity.inode else {
      return false
    }
    return String(decoding: text, as: UTF8.self) == "\(inode)"
  }

  /// - Throws: `Errno` where the mark stays.
  static func removeMark(_ path: FilePath) throws {
    guard mark(path).withPlatformString({ unlink($0) }) != 0, errno != ENOENT else { return }
    throw Errno(rawValue: errno)
  }

  private static func mark(_ path: FilePath) -> FilePath { FilePath(path.string + ".is-damaged") }
}

extension DatabaseError {
  /// Whether the file is not what SQLite wrote.
  var isDamage: Bool { [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(resultCode) }
}
