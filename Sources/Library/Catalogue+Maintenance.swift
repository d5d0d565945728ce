internal import Foundation
internal import GRDB
package import SystemPackage

/// What the catalogue holds, and leaving out what is of no use.
extension Catalogue {
  package struct Counts: Hashable, Sendable {
    package var media = 0
    package var results = 0
    package var verdicts = 0
  }

  package func counts() throws -> Counts {
    try database.read { database in
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
      }
      return Counts(media: try count("media"), results: try count("deliverable"), verdicts: try count("verdict"))
    }
  }

  /// The keys of the results that the last recipe of some file asks for, and of those that it is made from: these may
  /// have been stored for another file, or before the catalogue was begun anew.
  package func keysInUse() throws -> Set<LayerKey> {
    let decoder = JSONDecoder()
    return try database.read { database in
      var keys: Set<LayerKey> = []
      let rows = try Row.fetchCursor(database, sql: "SELECT key, recipe FROM stage")
      while let row = try rows.next() {
        keys.insert(LayerKey(hexadecimal: row["key"]))
        let text: String = row["recipe"]
        keys.formUnion(try decoder.decode(Recipe.self, from: Data(text.utf8)).inputs)
      }
      return keys
    }
  }

  /// Media files that are certainly gone: their file systems are there, and they are not.
  package func goneMedia() throws -> [FilePath] {
    let rows = try database.read {
      try Row.fetchAll($0, sql: "SELECT folder, name, volume FROM media WHERE volume IS NOT NULL")
    }
    return rows.map { (Place($0).path, $0["volume"] as Int64) }.filter { FileSystem.isGone($0.0, from: $0.1) }.map(\.0)
  }

  /// Forgets all about `media`; files that were written for them are left where they are, and are then somebody else's.
  package func forget(_ media: [FilePath]) throws {
    try database.write { database in
      for path in media {
        let place = Place(path)
        for table in ["media", "probe", "stage", "verdict", "job"] {
          try database.execute(
            sql: "DELETE FROM \(table) WHERE folder = ? AND name = ?", arguments: [place.folder, place.name])
        }
        try database.execute(sql: "DELETE FROM deliverable WHERE media = ?", arguments: [path.data])
      }
    }
  }

  /// Gives unused space in the file back.
  package func compact() throws { try database.vacuum() }
}
