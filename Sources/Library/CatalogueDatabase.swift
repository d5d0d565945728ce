internal import GRDB
internal import SystemPackage

/// The database below the catalogue. Damage that comes to light while it is in use is marked beside it, so that whoever
/// opens it next begins it anew: opening reads too little of it to notice.
struct CatalogueDatabase: Sendable {
  private let pool: DatabasePool
  private let path: FilePath

  init(_ pool: DatabasePool, path: FilePath) {
    self.pool = pool
    self.path = path
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try noticing { try pool.read(body) } }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value { try noticing { try pool.write(body) } }

  func writeWithoutTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try noticing { try pool.writeWithoutTransaction(body) }
  }

  func vacuum() throws { try noticing { try pool.vacuum() } }

  private func noticing<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError where error.isDamage {
      markDamaged()
      throw error
    }
  }

  /// Where this cannot be written either, the next one to read what is damaged tries again.
  func markDamaged() {
    try? FileDescriptor.open(
      Self.mark(path), .writeOnly, options: [.create, .closeOnExec], permissions: .ownerReadWrite
    ).close()
  }

  static func isMarkedDamaged(_ path: FilePath) -> Bool { FileStatus.at(mark(path)) != nil }

  static func removeMark(_ path: FilePath) throws { Directory.remove(mark(path)) }

  private static func mark(_ path: FilePath) -> FilePath { FilePath(path.string + ".is-damaged") }
}

extension DatabaseError {
  /// Whether the file is not what SQLite wrote.
  var isDamage: Bool { [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(resultCode) }
}
