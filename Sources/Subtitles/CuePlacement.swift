/// Where on the picture a cue is shown. Lengths and places are parts of the picture, 0…1 from its top and its left.
public struct CuePlacement: Hashable, Sendable {
  /// Of the lines of a cue to each other; `start` and `end` follow the direction of the script.
  public enum Alignment: String, Hashable, Sendable, CaseIterable { case start, center, end, left, right }
  /// An edge of the block of lines, or its middle. Where the writing is vertical, `top` is the left one and `bottom` the
  /// right one.
  public enum Edge: String, Hashable, Sendable, CaseIterable { case top, middle, bottom }
  public enum Writing: String, Hashable, Sendable, CaseIterable {
    case horizontal
    /// Columns of characters, the first on the right: Japanese, Chinese.
    case verticalRightToLeft
    case verticalLeftToRight
  }

  public var alignment = Alignment.center
  /// What of the block `line` places; where that is nil, the margin of the picture that it keeps to.
  public var edge = Edge.bottom
  /// Of the edge, from the top of the picture; from the left where the writing is vertical.
  public var line: Double?
  /// The row of the first line, 0 at the top; −1 is the last row. Comes before `line`; how high a row is, is the player's
  /// affair.
  public var row: Int?
  /// Of what `alignment` aligns, from the left of the picture; from the top where the writing is vertical.
  public var position: Double?
  /// Of the block of lines.
  public var width: Double?
  public var writing = Writing.horizontal
  /// The `CueRegion` in which it is shown.
  public var region: String?

  public init() {}

  /// In the middle at the top of the picture, where the lower part is needed.
  public static let top: CuePlacement = {
    var placement = CuePlacement()
    placement.edge = .top
    return placement
  }()
}

/// An area of the picture in which cues are shown, as WebVTT has it. Parts of the picture, 0…1.
public struct CueRegion: Hashable, Sendable {
  public var id: String
  public var width = 1.0
  /// Lines that it has room for.
  public var lines = 3
  /// The point in it that is put on `viewportAnchor`.
  public var anchor = CuePoint(x: 0, y: 1)
  public var viewportAnchor = CuePoint(x: 0, y: 1)
  /// Whether what is new pushes up what is there.
  public var scrollsUp = false

  public init(id: String) { self.id = id }
}

/// A point of a picture or of an area in it, 0…1 from its left and its top.
public struct CuePoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
}
