internal import _FoundationICU

/// Where lines may be broken in scripts without spaces whose words only a dictionary tells: Thai, Lao, Khmer, Burmese and
/// their neighbours. The dictionaries are those of ICU (Unicode Standard Annex 14), which Foundation brings along.
enum WordBreaks {
  /// The places within `text` where a word of such a script begins right after another.
  static func starts(in text: String) -> Set<String.Index> {
    guard text.unicodeScalars.contains(where: needsDictionary) else { return [] }
    return Array(text.utf16).withUnsafeBufferPointer { units in
      var status = U_ZERO_ERROR
      // The scripts tell the dictionary, not the language.
      guard let iterator = swift_ubrk_open(UBRK_LINE, "", units.baseAddress, Int32(units.count), &status) else {
        return []
      }
      defer { swift_ubrk_close(iterator) }
      // Below zero are warnings.
      guard status.rawValue <= U_ZERO_ERROR.rawValue else { return [] }
      var starts: Set<String.Index> = []
      var offset = Int(swift_ubrk_next(iterator))
      while offset > 0, offset < units.count {
        let index = String.Index(utf16Offset: offset, in: text)
        let scalars = text.unicodeScalars
        if needsDictionary(scalars[index]), needsDictionary(scalars[scalars.index(before: index)]) {
          starts.insert(index)
        }
        offset = Int(swift_ubrk_next(iterator))
      }
      return starts
    }
  }

  private static func needsDictionary(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Thai, Lao, Tibetan, Burmese; Khmer; Tai Le, New Tai Lue; Tai Tham; more Burmese, Tai Viet.
    case 0x0E00...0x109F, 0x1780...0x17FF, 0x1950...0x19FF, 0x1A20...0x1AAF, 0xA9E0...0xA9FF, 0xAA60...0xAADF: true
    default: false
    }
  }
}
