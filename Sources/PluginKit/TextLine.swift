/// For writers of text in lines, cells and labels.
extension String {
  /// The same on one line: ends of lines, tabs and all other control characters become spaces, runs of spaces one, and
  /// none is left at the ends. Marks for the direction of text and invisible joiners stay; byte order marks go.
  public var onOneLine: String {
    guard needsTidying else { return self }
    var result = String.UnicodeScalarView()
    var isSpaced = false
    for scalar in unicodeScalars where scalar.value != 0xFEFF {
      if scalar.isBlank {
        isSpaced = !result.isEmpty
      } else {
        if isSpaced { result.append(" ") }
        isSpaced = false
        result.append(scalar)
      }
    }
    return String(result)
  }

  private var needsTidying: Bool {
    // A space at the start is one too many.
    var isSpaced = true
    for scalar in unicodeScalars {
      if scalar == " " {
        if isSpaced { return true }
        isSpaced = true
      } else {
        if scalar.isBlank || scalar.value == 0xFEFF { return true }
        isSpaced = false
      }
    }
    return isSpaced && !isEmpty
  }

  /// Whether any of it is written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their like.
  public var hasRightToLeftLetters: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
      default: false
      }
    }
  }

  /// `label` and the text, with a space between them. Where either has letters from right to left the text is between
  /// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: the mark at its end would stand on the wrong side without them.
  public func after(label: String) -> String {
    if label.isEmpty { return self }
    let isIsolated = hasRightToLeftLetters || label.hasRightToLeftLetters
    return isIsolated ? "\(label) \u{2068}\(self)\u{2069}" : "\(label) \(self)"
  }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool {
    // Most text needs no table.
    if isASCII { return value <= 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
