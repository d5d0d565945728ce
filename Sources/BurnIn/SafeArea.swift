package import MediaIO
package import Subtitles

/// How much of a picture is kept free at its edges. Parts of the picture, 0…1.
package struct SafeArea: Hashable, Sendable {
  /// At the left and at the right, where text is short enough.
  package var side: Double
  /// The least at the left and at the right, for text that is longer.
  package var leastSide: Double
  /// At the top and at the bottom.
  package var vertical: Double

  package init(side: Double, leastSide: Double, vertical: Double) {
    self.side = min(max(0, side), 0.45)
    self.leastSide = min(max(0, leastSide), self.side)
    self.vertical = min(max(0, vertical), 0.45)
  }

  /// What is usual for the style and the shape of the picture.
  ///
  /// Wide pictures: 90 % of the height, title-safe on every screen, and what the style leaves of the width. Upright
  /// pictures are looked at on telephones, whose buttons lie over the bottom.
  package static func usual(for geometry: VideoGeometry, style: HouseStyle) -> SafeArea {
    let isUpright = geometry.shownHeight * 5 > geometry.shownWidth * 6
    if isUpright { return SafeArea(side: 0.1, leastSide: 0.06, vertical: 0.2) }
    return SafeArea(side: style.look.sideMargin, leastSide: style.look.minimumSideMargin, vertical: 0.05)
  }
}
