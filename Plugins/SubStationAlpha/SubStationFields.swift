/// What a Format line says: the order of the fields in the lines below it.
struct SubStationFields {
  private var places: [String: Int] = [:]
  private var count = 0

  /// - Parameter format: names with commas between them.
  init(_ format: Substring) {
    // More than 64 fields there are not; lines are looked at once for each.
    for name in format.split(separator: ",").prefix(64) {
      places[Self.trimmed(name).lowercased()] = count
      count += 1
    }
  }

  static let events = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
  static let styles =
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, "
    + "StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding"
  /// Of SubStation Alpha 4. Its events differ in the first field alone, which nobody needs.
  static let legacyStyles =
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic, BorderStyle, "
    + "Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding"

  /// The fields of a line. What is more than there are names for belongs to the text, which may have commas in it.
  func row(_ line: Substring) -> Row {
    var values = line.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { Substring($0) }
    let surplus = values.count - count
    if surplus > 0, let text = places["text"] {
      values.replaceSubrange(
        text...(text + surplus), with: [line[values[text].startIndex..<values[text + surplus].endIndex]])
    }
    return Row(places: places, values: values)
  }

  struct Row {
    fileprivate let places: [String: Int]
    fileprivate let values: [Substring]

    /// As it stands there; empty where the line has no such field.
    func raw(_ name: String) -> Substring {
      guard let place = places[name], place < values.count else { return "" }
      return values[place]
    }

    /// Without the spaces around it.
    subscript(_ name: String) -> Substring { SubStationFields.trimmed(raw(name)) }
  }

  /// Without the spaces and tabs around it.
  static func trimmed(_ text: Substring) -> Substring {
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let bytes = text.utf8.drop(while: isSpace)
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
    return Substring(bytes[...last])
  }
}
