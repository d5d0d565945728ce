package import Foundation
internal import GRDB
package import SystemPackage

/// Media files, how their results were made, and where they went.
extension Catalogue {
  /// The fingerprint of the file at `path`, read from the file only when it was not seen before or has changed. A file
  /// that was renamed or moved on its file system is known by its number there.
  package func fingerprint(of path: FilePath, identity: FileIdentity) throws -> Fingerprint {
    let place = Place(path)
    let known = try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT size, modified, inode, fingerprint, volume FROM media WHERE folder = ? AND name = ?",
        arguments: [place.folder, place.name])
    }
    if let known, try FileIdentity(known) == identity {
      // The first schema had no volumes.
      if try known.readIfPresent("volume", as: Int64.self) == nil, let volume = try? FileSystem(of: path).id {
        try database.write { database in
          try database.execute(
            sql: "UPDATE media SET volume = ? WHERE folder = ? AND name = ?",
            arguments: [volume, place.folder, place.name])
        }
      }
      return Fingerprint(stored: try known.read("fingerprint"))
    }
    let volume = try FileSystem(of: path).id
    let moved = known == nil ? try renamed(identity, on: volume) : nil
    let fingerprint = try moved ?? Fingerprint(of: path, identity: identity)
    try database.write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO media (folder, name, volume, size, modified, inode, fingerprint)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          place.folder, place.name, volume, identity.size, identity.modified, Int64(bitPattern: identity.inode),
          fingerprint.description,
        ])
    }
    return fingerprint
  }

  /// The size and time of the file at `path` when it was last seen; nil for one that never was.
  package func identity(of path: FilePath) throws -> FileIdentity? {
    let place = Place(path)
    return try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT size, modified, inode FROM media WHERE folder = ? AND name = ?",
        arguments: [place.folder, place.name])
    }.map { try FileIdentity($0) }
  }

  /// Whether the file at `path` was there once and is not now, and that is not because its disk is not mounted.
  package func isGone(_ path: FilePath) throws -> Bool {
    guard FileStatus.at(path) == nil else { return false }
    let place = Place(path)
    let volume = try database.read { database in
      try Int64.fetchOne(
        database, sql: "SELECT volume FROM media WHERE folder = ? AND name = ? AND volume IS NOT NULL",
        arguments: [place.folder, place.name])
    }
    return volume.map { FileSystem.isGone(path, from: $0) } ?? false
  }

  /// The paths of all media that are known, in the order of their bytes. They need not be there.
  package func mediaPaths() throws -> [FilePath] {
    try database.read { try Row.fetchAll($0, sql: "SELECT folder, name FROM media ORDER BY folder, name") }
      .map { try Place($0).path }
  }

  /// Whether a file of `size` bytes was ever seen. Where none was there can be no results of its contents either, and it
  /// need not be read to know.
  package func knowsContents(ofSize size: Int64) throws -> Bool {
    try database.read {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM media WHERE fingerprint >= ? AND fingerprint < ?)",
        arguments: ["\(size)-", "\(size)."]) ?? false
    }
  }

  /// The fingerprint of a file with the same number, size and time that is gone from its place.
  private func renamed(_ identity: FileIdentity, on volume: Int64) throws -> Fingerprint? {
    let rows = try database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT folder, name, fingerprint FROM media
          WHERE inode = ? AND size = ? AND modified = ? AND volume = ?
          """,
        arguments: [Int64(bitPattern: identity.inode), identity.size, identity.modified, volume])
    }
    return try rows.first { FileSystem.isGone(try Place($0).path, from: volume) }
      .map { Fingerprint(stored: try $0.read("fingerprint")) }
  }

  /// Where a file with the contents of `path` was, for which there are results, and where there is nothing now: the file
  /// at `path` is that one, renamed or moved.
  package func formerPath(of path: FilePath, fingerprint: Fingerprint) throws -> FilePath? {
    let rows = try database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT folder, name, volume FROM media WHERE fingerprint = ? AND volume IS NOT NULL",
        arguments: [fingerprint.description])
    }
    for row in rows {
      let former = try Place(row).path
      if try former != path && FileSystem.isGone(former, from: row.read("volume"))
        && !deliverables(of: former).isEmpty
      {
        return former
      }
    }
    return nil
  }

  /// Makes what is known of the media at `old` known of `new`; `deliverables` say where each of its results is now.
  package func move(_ old: FilePath, to new: FilePath, deliverables: [(from: FilePath, to: FilePath)]) throws {
    let (from, to) = (Place(old), Place(new))
    try writeDurably { database in
      try database.execute(
        sql: "UPDATE OR REPLACE stage SET folder = ?, name = ? WHERE folder = ? AND name = ?",
        arguments: [to.folder, to.name, from.folder, from.name])
      for table in ["media", "probe", "verdict", "job", "gone"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE folder = ? AND name = ?", arguments: [from.folder, from.name])
      }
      for (source, target) in deliverables {
        let (source, target) = (Place(source), Place(target))
        try database.execute(
          sql: "UPDATE OR REPLACE deliverable SET folder = ?, name = ?, media = ? WHERE folder = ? AND name = ?",
          arguments: [target.folder, target.name, new.data, source.folder, source.name])
      }
    }
  }

  /// What the container of the file at `path` said about itself when it was last opened, as JSON; nil where the file is
  /// another by now.
  package func info(of path: FilePath, identity: FileIdentity) throws -> Data? {
    let place = Place(path)
    let row = try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT size, modified, inode, info FROM probe WHERE folder = ? AND name = ?",
        arguments: [place.folder, place.name])
    }
    guard let row, try FileIdentity(row) == identity else { return nil }
    return Data(try row.read("info", as: String.self).utf8)
  }

  package func record(info: Data, of path: FilePath, identity: FileIdentity) throws {
    let place = Place(path)
    try database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO probe (folder, name, size, modified, inode, info) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          place.folder, place.name, identity.size, identity.modified, Int64(bitPattern: identity.inode),
          String(decoding: info, as: UTF8.self),
        ])
    }
  }

  /// How `stage` was last made for the file at `path`: what a stale result is compared with.
  package func recipe(of stage: String, for path: FilePath) throws -> Recipe? {
    let place = Place(path)
    let text = try database.read { database in
      try String.fetchOne(
        database, sql: "SELECT recipe FROM stage WHERE folder = ? AND name = ? AND stage = ?",
        arguments: [place.folder, place.name, stage])
    }
    return text.flatMap { try? JSONDecoder().decode(Recipe.self, from: Data($0.utf8)) }
  }

  /// How `stage` was last made for every file, in the order of the bytes of their paths. Those that this version cannot read
  /// are left out.
  package func recipes(of stage: String) throws -> [(path: FilePath, recipe: Recipe)] {
    try database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT folder, name, recipe FROM stage WHERE stage = ? ORDER BY folder, name",
        arguments: [stage])
    }.compactMap { row in
      let text = try row.read("recipe", as: String.self)
      return try (try? JSONDecoder().decode(Recipe.self, from: Data(text.utf8))).map { (try Place(row).path, $0) }
    }
  }

  /// Forgets how `stage` was made for the file at `path`.
  package func removeRecipe(of stage: String, for path: FilePath) throws {
    let place = Place(path)
    try database.write { database in
      try database.execute(
        sql: "DELETE FROM stage WHERE folder = ? AND name = ? AND stage = ?",
        arguments: [place.folder, place.name, stage])
    }
  }

  package func record(_ recipe: Recipe, for path: FilePath) throws { try record([recipe], for: path) }

  /// The same, written only where something else is known.
  package func recordNew(_ recipes: [Recipe], for path: FilePath) throws {
    let place = Place(path)
    let known = try database.read {
      try Set(
        String.fetchAll(
          $0, sql: "SELECT key FROM stage WHERE folder = ? AND name = ?", arguments: [place.folder, place.name]))
    }
    let new = recipes.filter { !known.contains($0.key.hexadecimal) }
    if !new.isEmpty { try record(new, for: path) }
  }

  package func record(_ recipes: [Recipe], for path: FilePath) throws {
    let place = Place(path)
    let rows = try recipes.map { ($0, String(decoding: try JSONEncoder().encode($0), as: UTF8.self)) }
    try database.write { database in
      for (recipe, text) in rows {
        try database.execute(
          sql: "INSERT OR REPLACE INTO stage (folder, name, stage, recipe, key) VALUES (?, ?, ?, ?, ?)",
          arguments: [place.folder, place.name, recipe.stage, text, recipe.key.hexadecimal])
      }
    }
  }

  /// The digest of what stages are made with besides media and settings, such as a model, when it was last seen. A result
  /// stays current while the model is away.
  package func material(_ name: String) throws -> String? {
    try database.read { try String.fetchOne($0, sql: "SELECT digest FROM material WHERE name = ?", arguments: [name]) }
  }

  package func record(material name: String, digest: String) throws {
    guard try material(name) != digest else { return }
    try database.write {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO material (name, digest) VALUES (?, ?)", arguments: [name, digest])
    }
  }
}

extension FileIdentity {
  /// From the columns `size`, `modified` and `inode`.
  ///
  /// - Throws: `DatabaseError` for a damaged row.
  init(_ row: Row) throws {
    self.init(
      size: try row.read("size"), modified: try row.read("modified"),
      inode: UInt64(bitPattern: try row.read("inode", as: Int64.self)))
  }

  /// The same where there may be none.
  init?(ifPresentIn row: Row) throws {
    guard try row.readIfPresent("size", as: Int64.self) != nil else { return nil }
    try self.init(row)
  }
}
