package import SystemPackage
package import Timeline

/// A part of a media file that goes into a clip.
package struct ClipPiece: Hashable, Sendable {
  package var source: FilePath
  /// On the clock of the source, 0 at its first instant. What reaches beyond the end is cut there.
  package var range: TimeRange
  /// The chapter that it becomes where a clip has several pieces; nil to keep the chapters of the source.
  package var title: String?
  /// A film with the pictures of exactly this part, coded anew, 0 at the start of `range`; nil to copy the pictures, which
  /// then begin with the key frame before.
  package var pictures: FilePath?

  package init(source: FilePath, range: TimeRange, title: String? = nil, pictures: FilePath? = nil) {
    (self.source, self.range, self.title, self.pictures) = (source, range, title, pictures)
  }
}
