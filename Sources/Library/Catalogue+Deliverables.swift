internal import Foundation
internal import GRDB
package import SystemPackage

/// Files that were written for media.
extension Catalogue {
  /// What was written to `path`, or nil when nothing was.
  package func deliverable(at path: FilePath) throws -> Deliverable? {
    let place = Place(path)
    return try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM deliverable WHERE folder = ? AND name = ?",
        arguments: [place.folder, place.name]
      ).map(Deliverable.init)
    }
  }

  /// Whether the file at `path` is one that was written, there or elsewhere: files that are moved or copied with their
  /// media are known by what they hold.
  package func isOwn(_ path: FilePath) throws -> Bool {
    if try deliverable(at: path) != nil { return true }
    guard let size = FileStatus.at(path)?.identity.size, size <= Self.largestKnownByContents,
      let digest = try? ContentDigest(ofFile: path)
    else { return false }
    return try database.read {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM deliverable WHERE digest = ?)", arguments: [digest.description]) ?? false
    }
  }

  /// Bytes; subtitles are smaller.
  private static let largestKnownByContents: Int64 = 64 << 20

  /// All that was written for the file at `media`.
  package func deliverables(of media: FilePath) throws -> [Deliverable] {
    try database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM deliverable WHERE media = ? ORDER BY folder, name", arguments: [media.data]
      ).map(Deliverable.init)
    }
  }

  package func record(_ deliverable: Deliverable) throws { try record([deliverable]) }

  /// Keeps what was written. What is about to be written is kept first, and durably, with the digest that it will have:
  /// a file of ours is known as ours even when the power fails between its appearing and the next line.
  package func record(_ deliverables: [Deliverable], isAnnouncement: Bool = false) throws {
    func insert(_ database: Database) throws {
      for deliverable in deliverables {
        let place = Place(deliverable.path)
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO deliverable
            (folder, name, media, digest, key, previous, size, modified, inode) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            place.folder, place.name, deliverable.media.data, deliverable.digest.description,
            deliverable.key.hexadecimal, deliverable.previous?.description, deliverable.identity?.size,
            deliverable.identity?.modified, deliverable.identity.map { Int64(bitPattern: $0.inode) },
          ])
      }
    }
    if isAnnouncement { try writeDurably(insert) } else { try database.write(insert) }
  }

  package func removeDeliverable(at path: FilePath) throws {
    let place = Place(path)
    try database.write {
      try $0.execute(
        sql: "DELETE FROM deliverable WHERE folder = ? AND name = ?", arguments: [place.folder, place.name])
    }
  }

  /// The media for which files named `<stem>.…` were written, in the order of those names. Files that carry the whole
  /// name of their media (`Film.mp4.en.srt`) do not count as named after the stem.
  package func owners(ofNamesLike stem: FilePath) -> [FilePath] {
    let place = Place(stem)
    let rows = try? database.read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT name, media FROM deliverable WHERE folder = ? AND name >= ? AND name < ? ORDER BY name",
        arguments: [place.folder, place.name + [UInt8(ascii: ".")], place.name + [UInt8(ascii: "/")]])
    }
    return (rows ?? []).compactMap { row -> FilePath? in
      guard let media = (try? row.read("media", as: Data.self)).map({ FilePath(bytes: $0) }),
        let name = try? row.read("name", as: Data.self)
      else { return nil }
      return name.starts(with: media.nameBytes + [UInt8(ascii: ".")]) ? nil : media
    }
  }
}

extension Deliverable {
  fileprivate init(_ row: Row) throws {
    self.init(
      path: try Place(row).path, media: FilePath(bytes: try row.read("media", as: Data.self)),
      digest: ContentDigest(stored: try row.read("digest")), key: LayerKey(hexadecimal: try row.read("key")),
      identity: try FileIdentity(ifPresentIn: row),
      previous: try row.readIfPresent("previous", as: String.self).map(ContentDigest.init(stored:)))
  }
}
