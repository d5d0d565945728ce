/// Digits and signs that stand for letters.
enum Leetspeak {
  /// What the symbols may spell, the likelier first; nothing where a sign among them is no letter, or where there are more
  /// than `VocabularyMatcher.longestDisguise` of them.
  ///
  /// - Parameter symbols: letters, digits and signs, folded.
  static func readings(of symbols: ArraySlice<UInt32>) -> [[UInt32]] {
    guard symbols.count <= VocabularyMatcher.longestDisguise else { return [] }
    let core = symbols.trimmingEnds { idle.contains($0) }
    var readings: [[UInt32]] = [[]]
    for symbol in core {
      if idle.contains(symbol) { return [] }
      let letters = letters(for: symbol)
      // Of many signs with two meanings only the first counts for the last of them.
      let used = readings.count > 8 ? letters.prefix(1) : letters[...]
      readings = used.flatMap { letter in readings.map { $0 + [letter] } }
    }
    return core.isEmpty ? [] : readings
  }

  /// The outline of a word that signs hide: nil for each of them. Nil where too little of it is to be seen, nothing is
  /// hidden, or there are more than `VocabularyMatcher.longestDisguise` symbols.
  static func outline(of symbols: ArraySlice<UInt32>) -> [UInt32?]? {
    guard (3...VocabularyMatcher.longestDisguise).contains(symbols.count) else { return nil }
    let outline = symbols.map { isSign($0) || 0x30...0x39 ~= $0 ? nil : UInt32?.some($0) }
    guard outline[0] != nil, symbols.contains(where: isHiding) else { return nil }
    return outline
  }

  private static func letters(for symbol: UInt32) -> [UInt32] {
    switch symbol {
    case 0x30: [0x6F]
    case 0x31, 0x21: [0x69, 0x6C]
    case 0x7C: [0x6C, 0x69]
    case 0x33: [0x65]
    case 0x34, 0x40: [0x61]
    case 0x35, 0x24: [0x73]
    case 0x37, 0x2B: [0x74]
    default: [symbol]
    }
  }

  private static func isSign(_ symbol: UInt32) -> Bool { isHiding(symbol) || symbol == 0x2B || symbol == 0x7C }

  /// Signs that are written for letters that nobody shall read.
  private static func isHiding(_ symbol: UInt32) -> Bool {
    idle.contains(symbol) || symbol == 0x40 || symbol == 0x24 || symbol == 0x21
  }

  /// Those that look like no letter: `# % * - ? _ × • █ ●`.
  private static let idle: Set<UInt32> = [0x23, 0x25, 0x2A, 0x2D, 0x3F, 0x5F, 0xD7, 0x2022, 0x2588, 0x25CF]
}

extension ArraySlice {
  func trimmingEnds(while isIdle: (Element) -> Bool) -> ArraySlice {
    var slice = drop(while: isIdle)
    while let last = slice.last, isIdle(last) { slice.removeLast() }
    return slice
  }
}
