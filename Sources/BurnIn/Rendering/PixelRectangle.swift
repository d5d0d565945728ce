/// A part of a picture, in pixels from its top left corner; the right column and the bottom row are not in it.
package struct PixelRectangle: Hashable, Sendable {
  package var left: Int
  package var top: Int
  package var right: Int
  package var bottom: Int

  /// The least rectangle that holds both.
  func union(_ other: PixelRectangle) -> PixelRectangle {
    PixelRectangle(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }
}
