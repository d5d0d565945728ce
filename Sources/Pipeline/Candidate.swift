package import Library

/// A media file that something may have to be done with.
package struct Candidate: Hashable, Sendable {
  package var item: MediaItem
  /// As it was when it was found.
  package var identity: FileIdentity
  /// What the names of its results start with; see `BaseNames`.
  package var base: [UInt8]
  /// The names beside it that begin as its own does.
  package var neighbours: [[UInt8]]

  package init(item: MediaItem, identity: FileIdentity, base: [UInt8], neighbours: [[UInt8]]) {
    self.item = item
    self.identity = identity
    self.base = base
    self.neighbours = neighbours
  }
}
