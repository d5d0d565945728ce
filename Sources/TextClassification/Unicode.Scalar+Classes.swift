extension Unicode.Scalar {
  /// Zero-width signs, joiners, variation selectors, skin tones: left out without a gap.
  var isDropped: Bool {
    switch value {
    case 0x200B...0x200F, 0x2060, 0xFEFF, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: true
    default: false
    }
  }

  /// Arrows, symbols, dingbats, emoji.
  var isPictograph: Bool {
    switch value {
    case 0x2190...0x2BFF, 0x1F000...0x1FAFF: true
    default: false
    }
  }

  /// What words are divided by.
  var isSpace: Bool {
    switch value {
    case 9...13, 32, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// The straight form of a quotation mark or apostrophe; others stay.
  var straightened: Unicode.Scalar {
    switch value {
    case 0x2018, 0x2019, 0x02BC: "'"
    case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB: "\""
    default: self
    }
  }

  /// A to Z in small letters; others stay.
  var lowercased: Unicode.Scalar { isCapital ? Unicode.Scalar(UInt8(value) + 32) : self }

  var isCapital: Bool { ("A"..."Z").contains(self) }
  var isSmallLetter: Bool { ("a"..."z").contains(self) }
  var isDigit: Bool { ("0"..."9").contains(self) }
}
