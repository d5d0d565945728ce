internal import Foundation
package import SystemPackage

/// A file that was written for a media file. Its digest tells later whether somebody edited it.
package struct Deliverable: Hashable, Sendable {
  package var path: FilePath
  /// The media file that it belongs to.
  package var media: FilePath
  package var digest: ContentDigest
  /// The recipe it was made by.
  package var key: LayerKey
  /// As it was when it was written: while it is, the file need not be read. Nil until then.
  package var identity: FileIdentity?
  /// Of what it is to replace, while it is being written.
  package var previous: ContentDigest?

  package init(
    path: FilePath, media: FilePath, digest: ContentDigest, key: LayerKey, identity: FileIdentity? = nil,
    previous: ContentDigest? = nil
  ) {
    self.path = path
    self.media = media
    self.digest = digest
    self.key = key
    self.identity = identity
    self.previous = previous
  }

  /// What the file at its path is now.
  package enum Condition: Hashable, Sendable {
    /// As it was written.
    case intact
    /// As it was written the time before: the new one did not get there.
    case superseded
    case edited
  }

  /// Looks at the file, and reads it where its time is not the one that is remembered.
  ///
  /// - Throws: `LibraryError` where it cannot be read.
  package func condition(_ status: FileStatus) throws -> Condition {
    if let identity, identity == status.identity { return .intact }
    let found = try ContentDigest(ofFile: path)
    // Of a copy that was announced, and placed when this program was killed, nobody knows the digest.
    let isAnnounced = identity == nil && digest == ContentDigest(of: Data())
    return found == digest ? .intact : found == previous || isAnnounced ? .superseded : .edited
  }
}
