import Subtitles
import Timeline

/// A region of a document: where what is in it is shown, and when.
struct TTMLRegion {
  var id = ""
  /// Its styles; what is in it inherits from them. While it is being read those of its own attributes alone.
  var style = TTMLStyle()
  /// Those of the `style` elements in it.
  var nested = TTMLStyle()
  /// The styles that it refers to.
  var references: [String] = []
  var begin = MediaTime.zero
  /// Nil where it is there to the end.
  var end: MediaTime?

  /// The rectangle in which text is: without padding, and within the picture.
  func box(in picture: TTMLPicture) -> TTMLBox {
    func length(_ lengths: [TTMLLength]?, _ index: Int, _ axis: TTMLPicture.Axis) -> Double? {
      lengths.flatMap { picture.fraction($0[index], axis) }
    }
    var box = TTMLBox(x: 0, y: 0, width: 1, height: 1)
    if let width = length(style.extent, 0, .horizontal), let height = length(style.extent, 1, .vertical) {
      (box.width, box.height) = (width, height)
    }
    if let position = style.position {
      let (left, top) = (1 - box.width, 1 - box.height)
      let x = picture.fraction(position.horizontal, .horizontal, of: left) ?? 0
      let y = picture.fraction(position.vertical, .vertical, of: top) ?? 0
      (box.x, box.y) = (position.isFromRight ? left - x : x, position.isFromBottom ? top - y : y)
    } else if let x = length(style.origin, 0, .horizontal), let y = length(style.origin, 1, .vertical) {
      (box.x, box.y) = (x, y)
    }
    if let padding = style.padding { box = box.inset(by: edges(padding, of: box, in: picture)) }
    return box.withinPicture
  }

  /// How text in it is placed.
  ///
  /// - Parameter alignment: nil where nothing says it, which means `start`.
  func placement(_ alignment: CuePlacement.Alignment?, in picture: TTMLPicture, isRightToLeft: Bool) -> CuePlacement {
    var placement = CuePlacement()
    placement.alignment = alignment ?? .start
    let displayAlign = style.displayAlign ?? .before
    switch style.writingMode ?? .leftToRight {
    case .leftToRight, .rightToLeft:
      placement.edge = displayAlign == .before ? .top : displayAlign == .center ? .middle : .bottom
    case .columnsRightToLeft:
      placement.writing = .verticalRightToLeft
      placement.edge = displayAlign == .before ? .bottom : displayAlign == .center ? .middle : .top
    case .columnsLeftToRight:
      placement.writing = .verticalLeftToRight
      placement.edge = displayAlign == .before ? .top : displayAlign == .center ? .middle : .bottom
    }
    box(in: picture).place(&placement, isRightToLeft: isRightToLeft)
    return placement
  }

  /// Padding is given before, after, at the start and at the end, which depend on how lines run.
  private func edges(_ padding: [TTMLLength], of box: TTMLBox, in picture: TTMLPicture) -> TTMLBox.Edges {
    let (before, end, after, start) =
      switch padding.count {
      case 1: (padding[0], padding[0], padding[0], padding[0])
      case 2: (padding[0], padding[1], padding[0], padding[1])
      case 3: (padding[0], padding[1], padding[2], padding[1])
      default: (padding[0], padding[1], padding[2], padding[3])
      }
    let (left, top, right, bottom) =
      switch style.writingMode ?? .leftToRight {
      case .leftToRight: (start, before, end, after)
      case .rightToLeft: (end, before, start, after)
      case .columnsRightToLeft: (after, start, before, end)
      case .columnsLeftToRight: (before, start, after, end)
      }
    func horizontal(_ length: TTMLLength) -> Double {
      picture.fraction(length, .horizontal, of: box.width) ?? 0
    }
    func vertical(_ length: TTMLLength) -> Double { picture.fraction(length, .vertical, of: box.height) ?? 0 }
    return TTMLBox.Edges(
      left: horizontal(left), top: vertical(top), right: horizontal(right), bottom: vertical(bottom))
  }
}
