/// How a house draws subtitles into pictures. Upright pictures have margins of their own.
public struct StyleLook: Hashable, Sendable, Codable {
  /// Whether text stands on a box, as on television, and not within a border.
  public var hasBox = false
  /// What stays free at the left and at the right where text is short enough, in parts of the width. The default leaves
  /// 80 %, which is title-safe on every screen.
  public var sideMargin = 0.1
  /// The least of it, for lines that are longer. The default leaves 90 %, as SMPTE ST 2046-1 and EBU R 95 allow.
  public var minimumSideMargin = 0.05

  public init() {}
}

/// What of a look differs from that of another style.
public struct StyleLookChanges: Hashable, Sendable, Codable {
  public var hasBox: Bool?
  public var sideMargin: Double?
  public var minimumSideMargin: Double?

  public init() {}

  /// `look` with these changes.
  public func applied(to look: StyleLook) -> StyleLook {
    var changed = look
    changed.hasBox = hasBox ?? look.hasBox
    changed.sideMargin = sideMargin ?? look.sideMargin
    changed.minimumSideMargin = minimumSideMargin ?? look.minimumSideMargin
    return changed
  }
}
