internal import CSearchRank
internal import Foundation
internal import GRDB
internal import Library
internal import Synchronization
package import SystemPackage
internal import Timeline
internal import Transcript

/// Everything that is said in a library, to be searched: a database, and beside it the vectors of what is meant.
///
/// Both can be made anew from what is stored of the media at any time. Readers see the last state that was written whole,
/// and never wait for writers.
package final class SearchIndex: Sendable {
  package let path: FilePath
  let pool: DatabasePool
  let vectors: VectorFile
  private let terms = TermWriter()
  /// The state of the database that this program wrote last; another one was written by somebody else.
  private let version = Mutex<Int?>(nil)

  /// Opens or makes the index at `path`.
  ///
  /// - Throws: `LibraryError` with the code `state`.
  package init(path: FilePath) throws {
    self.path = path
    vectors = VectorFile(path: FilePath(path.string + "-vectors"))
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      configuration.prepareDatabase { database in
        database.add(function: FragmentSearch.function)
        guard csr_register(UnsafeMutableRawPointer(database.sqliteConnection)) == 0 else {
          throw DatabaseError(message: "this SQLite has no full-text search (FTS5)")
        }
        try database.execute(sql: "PRAGMA cache_size = -16000; PRAGMA secure_delete = ON")
      }
      pool = try DatabasePool(path: path.string, configuration: configuration)
      let migrator = IndexSchema.migrator
      guard try !pool.read(migrator.hasBeenSuperseded) else {
        throw LibraryError(
          .state, path, "this index was made by a newer surtitle; update this one, or rebuild the index")
      }
      try migrator.migrate(pool)
    } catch let error as DatabaseError {
      throw Self.failure(error, path)
    }
  }

  /// Of this index: one that was begun anew has another. What was found out about the rows of the former does not hold.
  package func identity() throws -> String {
    try reporting {
      try pool.read { try String.fetchOne($0, sql: "SELECT value FROM about WHERE name = 'identity'") ?? "" }
    }
  }

  /// The key of what the rows of the file at `path` are made of; nil where there are none.
  package func key(of path: FilePath) throws -> String? {
    try reporting {
      try pool.read { database in
        try String.fetchOne(
          database, sql: "SELECT key FROM file WHERE folder = ? AND name = ?",
          arguments: [Data(path.removingLastComponent().bytes), Data(path.nameBytes)])
      }
    }
  }

  /// The key of what the rows of each file are made of.
  package func keys() throws -> [FilePath: String] {
    try reporting {
      try pool.read { database in
        let rows = try Row.fetchAll(database, sql: "SELECT folder, name, key FROM file")
        return Dictionary(
          rows.map { (FilePath(folder: $0[0], name: $0[1]), $0[2] as String) }, uniquingKeysWith: { first, _ in first })
      }
    }
  }

  /// Puts files into the index, in the place of what was there of them. All of it is seen, or nothing.
  ///
  /// - Throws: `LibraryError` with the code `state`.
  package func put(_ files: [IndexedFile]) throws {
    try reporting {
      clear(
        try write { database in
          let cleared = try files.map { try remove($0.path, from: database) }
          let firstSpan = try Self.numbers("span", files.reduce(0) { $0 + $1.spans.count }, database)
          // They are on the disk before anybody knows of them.
          try vectors.write(files.flatMap { $0.spans.map { StoredVector($0.vector) } }, from: firstSpan)
          var span = firstSpan
          for file in files {
            try insert(file, firstSpan: span, into: database)
            span += file.spans.count
          }
          return cleared
        })
    }
  }

  /// Puts one file into the index.
  package func put(_ file: IndexedFile) throws { try put([file]) }

  /// The files that are in it.
  package func paths() throws -> [FilePath] {
    try reporting {
      try pool.read { try Row.fetchAll($0, sql: "SELECT folder, name FROM file") }
        .map { FilePath(folder: $0[0], name: $0[1]) }
    }
  }

  /// Removes what is known of the file at `path`.
  package func remove(_ path: FilePath) throws {
    try reporting { clear([try write { try remove(path, from: $0) }]) }
  }

  /// Lets the file that was at `old` be at `new`, with another title; nothing else is read for it.
  package func move(_ old: FilePath, to new: FilePath, title: String) throws {
    try reporting {
      let cleared = try write { database in
        let cleared = try remove(new, from: database)
        try database.execute(
          sql: "UPDATE file SET folder = ?, name = ?, shown = ?, title = ? WHERE folder = ? AND name = ?",
          arguments: [
            Data(new.removingLastComponent().bytes), Data(new.nameBytes), new.display, title,
            Data(old.removingLastComponent().bytes), Data(old.nameBytes),
          ])
        return [cleared]
      }
      clear(cleared)
    }
  }

  /// Writes all of it into the file of the database.
  package func checkpoint() throws {
    try reporting { try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
  }

  /// Bytes of the database and of the vectors.
  package var sizes: (database: Int64, vectors: Int64) {
    func size(_ path: FilePath) -> Int64 { FileStatus.at(path)?.identity.size ?? 0 }
    return (size(path), size(vectors.path))
  }

  /// Vectors that nobody refers to any more are only in the way; where they cannot be cleared, searches pass them by.
  private func clear(_ ranges: [Range<Int>]) { for range in ranges { try? vectors.clear(range) } }

  private func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try pool.write { database in
        let now = try Int.fetchOne(database, sql: "PRAGMA data_version")
        // Somebody else may have taken words out of the list.
        if version.withLock({ old in
          defer { old = now }
          return old != now
        }) {
          terms.forget()
        }
        return try body(database)
      }
    } catch {
      // What a lost transaction added is not there.
      terms.forget()
      throw error
    }
  }

  func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw Self.failure(error, path)
    } catch let error as Errno {
      throw LibraryError(.state, vectors.path, "the vectors of the index cannot be read or written: \(error)")
    }
  }

  /// Whether the index cannot be read for what is in its file, which nothing but a new one helps against.
  package static func isDamage(_ error: any Error) -> Bool { (error as? LibraryError)?.code == .damaged }

  private static func failure(_ error: DatabaseError, _ path: FilePath) -> LibraryError {
    let isDamaged = [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    let advice =
      isDamaged
      ? "; “surtitle index rebuild” makes it anew" : error.resultCode == .SQLITE_FULL ? "; make room on this disk" : ""
    return LibraryError(
      isDamaged ? .damaged : .state, path,
      "the index cannot be read or written: \(error.message ?? "\(error.resultCode)")\(advice)")
  }
}

// MARK: - Rows

extension SearchIndex {
  /// The first of `count` numbers that no row of `table` ever had.
  private static func numbers(_ table: String, _ count: Int, _ database: Database) throws -> Int {
    try Int.fetchOne(
      database, sql: "UPDATE counter SET next = next + ? WHERE name = ? RETURNING next - ?",
      arguments: [count, table, count]) ?? 0
  }

  private func insert(_ file: IndexedFile, firstSpan: Int, into database: Database) throws {
    let firstSegment = try Self.numbers("segment", file.segments.count, database)
    let place: [(any DatabaseValueConvertible)?] = [
      Data(file.path.removingLastComponent().bytes), Data(file.path.nameBytes), file.path.display, firstSegment,
      file.segments.count, firstSpan, file.spans.count,
    ]
    try database.execute(
      sql: """
        INSERT INTO file (folder, name, shown, firstSegment, segmentCount, firstSpan, spanCount, \(FileRow.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, arguments: StatementArguments(place + FileRow(file).arguments))
    let number = database.lastInsertedRowID
    let insert = try database.cachedStatement(
      sql: "INSERT INTO segment (id, file, \(SegmentRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    let words = try database.cachedStatement(sql: "INSERT INTO words (rowid, text) VALUES (?, ?)")
    let pieces = try database.cachedStatement(sql: "INSERT INTO pieces (rowid, text) VALUES (?, ?)")
    for (index, segment) in file.segments.enumerated() {
      let id = firstSegment + index
      let row = SegmentRow(segment)
      let text = row.text
      try insert.execute(arguments: StatementArguments([id, number] + row.arguments))
      try words.execute(arguments: [id, text])
      if Script.hasNoSpaces(text) { try pieces.execute(arguments: [id, FragmentSearch.indexed(text)]) }
    }
    try RowLengths(database).write(file.segments.map(\.words.count), from: firstSegment)
    try terms.add(file.segments.lazy.map(\.words).joined().lazy.map(\.text), to: database)
    let span = try database.cachedStatement(
      sql: "INSERT INTO span (id, file, firstSegment, segmentCount) VALUES (?, ?, ?, ?)")
    for (index, entry) in file.spans.enumerated() {
      try span.execute(
        arguments: [firstSpan + index, number, firstSegment + entry.segments.lowerBound, entry.segments.count])
    }
  }

  /// - Returns: the numbers of its vectors.
  private func remove(_ path: FilePath, from database: Database) throws -> Range<Int> {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT id, firstSegment, segmentCount, firstSpan, spanCount FROM file WHERE folder = ? AND name = ?
        """, arguments: [Data(path.removingLastComponent().bytes), Data(path.nameBytes)])
    guard let row else { return 0..<0 }
    let (first, count): (Int, Int) = (row[1], row[2])
    try database.execute(sql: "UPDATE about SET value = '1' WHERE name = 'remains'")
    let segments: [Any] = [first, first + count]
    let range = StatementArguments(segments) ?? []
    // What is searched is removed by what it was made of.
    let word = try database.cachedStatement(sql: "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)")
    let piece = try database.cachedStatement(sql: "INSERT INTO pieces (pieces, rowid, text) VALUES ('delete', ?, ?)")
    var written: Set<String> = []
    for segment in try Row.fetchAll(
      database, sql: "SELECT id, text FROM segment WHERE id >= ? AND id < ?", arguments: range)
    {
      let (id, text): (Int64, String) = (segment[0], segment[1])
      try word.execute(arguments: [id, text])
      if Script.hasNoSpaces(text) { try piece.execute(arguments: [id, FragmentSearch.indexed(text)]) }
      written.formUnion(text.split(separator: " ").map(String.init))
    }
    try terms.remove(written, from: database)
    try database.execute(sql: "DELETE FROM segment WHERE id >= ? AND id < ?", arguments: range)
    let spans = (row[3] as Int)..<(row[3] as Int) + (row[4] as Int)
    try database.execute(
      sql: "DELETE FROM span WHERE id >= ? AND id < ?", arguments: [spans.lowerBound, spans.upperBound])
    try database.execute(sql: "DELETE FROM file WHERE id = ?", arguments: [row[0] as Int64])
    return spans
  }
}

extension FilePath {
  init(folder: Data, name: Data) { self = FilePath(bytes: folder).appending(name: Array(name)) }
}
