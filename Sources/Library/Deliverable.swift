package import SystemPackage

/// A file that was written for a media file. Its digest tells later whether somebody edited it.
package struct Deliverable: Hashable, Sendable {
  package var path: FilePath
  /// The media file that it belongs to.
  package var media: FilePath
  package var digest: ContentDigest
  /// The recipe it was made by.
  package var key: LayerKey

  package init(path: FilePath, media: FilePath, digest: ContentDigest, key: LayerKey) {
    self.path = path
    self.media = media
    self.digest = digest
    self.key = key
  }
}
