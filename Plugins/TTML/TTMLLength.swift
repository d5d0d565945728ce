/// A length as a style attribute gives it.
struct TTMLLength: Equatable {
  enum Unit: String { case percent = "%", pixel = "px", cell = "c", em, rootWidth = "rw", rootHeight = "rh" }

  /// Between −10,000 and 10,000.
  var value: Double
  var unit: Unit

  init(_ value: Double, _ unit: Unit) { (self.value, self.unit) = (value, unit) }

  /// Nil for what is no length.
  init?(_ text: Substring) {
    let number = text.utf8.prefix { "0123456789.+-".utf8.contains($0) }
    guard number.count < text.utf8.count, number.count <= 20, let value = Double(text[..<number.endIndex]),
      abs(value) <= 10_000, let unit = Unit(rawValue: String(text[number.endIndex...]))
    else { return nil }
    self.init(value, unit)
  }

  /// Lengths with spaces between them; nil where one is none, and where their number is another.
  static func list(_ text: String, count: ClosedRange<Int>) -> [TTMLLength]? {
    let words = text.split(maxSplits: 8) { $0 == " " || $0 == "\t" || $0 == "\n" }
    let lengths = words.compactMap { TTMLLength($0) }
    return lengths.count == words.count && count.contains(lengths.count) ? lengths : nil
  }
}

/// Where `tts:position` puts a region: lengths from two edges of the picture. Percentages are of the room that the region
/// leaves.
struct TTMLPosition: Equatable {
  var horizontal = TTMLLength(50, .percent)
  var isFromRight = false
  var vertical = TTMLLength(50, .percent)
  var isFromBottom = false

  /// One to four words, as CSS has them for pictures in the background. Nil for anything else.
  init?(_ text: String) {
    let words = text.split(maxSplits: 8) { $0 == " " || $0 == "\t" || $0 == "\n" }
    guard (1...4).contains(words.count) else { return nil }
    var isHorizontalSet = false
    var isVerticalSet = false
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      // In three or four words, an edge may have a length after it.
      var offset: TTMLLength?
      if words.count > 2, word != "center", index < words.count, let length = TTMLLength(words[index]) {
        offset = length
        index += 1
      }
      switch word {
      case "left" where !isHorizontalSet, "right" where !isHorizontalSet:
        (horizontal, isFromRight, isHorizontalSet) = (offset ?? TTMLLength(0, .percent), word == "right", true)
      case "top" where !isVerticalSet, "bottom" where !isVerticalSet:
        (vertical, isFromBottom, isVerticalSet) = (offset ?? TTMLLength(0, .percent), word == "bottom", true)
      case "center":
        // The middle of what the other word does not say; it is the default of both.
        continue
      default:
        guard words.count <= 2, let length = TTMLLength(word) else { return nil }
        if index == 1, !isHorizontalSet {
          (horizontal, isHorizontalSet) = (length, true)
        } else if !isVerticalSet {
          (vertical, isVerticalSet) = (length, true)
        } else {
          return nil
        }
      }
    }
  }
}

/// What lengths are measured by: the picture that the document is made for.
struct TTMLPicture {
  enum Axis { case horizontal, vertical }

  var columns = 32.0
  var rows = 15.0
  /// Nil where the document does not say how many pixels there are.
  var pixels: (width: Double, height: Double)?
  /// Width over height.
  var aspectRatio = 16.0 / 9

  /// As a part of the picture; nil where that cannot be told.
  ///
  /// - Parameter whole: what 100 % are.
  func fraction(_ length: TTMLLength, _ axis: Axis, of whole: Double = 1) -> Double? {
    let isHorizontal = axis == .horizontal
    switch length.unit {
    case .percent: return length.value / 100 * whole
    case .pixel: return pixels.map { length.value / (isHorizontal ? $0.width : $0.height) }
    case .cell: return length.value / (isHorizontal ? columns : rows)
    // The usual size of a font is the height of a cell.
    case .em: return length.value / rows / (isHorizontal ? aspectRatio : 1)
    case .rootWidth: return length.value / 100 * (isHorizontal ? 1 : aspectRatio)
    case .rootHeight: return length.value / 100 / (isHorizontal ? aspectRatio : 1)
    }
  }
}
