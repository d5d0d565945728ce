internal import Foundation

/// Text in the characters of a set, where each that the set lacks becomes what comes nearest to it.
public enum NearestText {
  /// `text` in characters that `holds` says the set has.
  ///
  /// Letters lose marks, punctuation becomes simpler, ligatures come apart, invisible characters go; what has no
  /// likeness becomes one question mark, which every set has.
  public static func text(_ text: String, holds: (Unicode.Scalar) -> Bool) -> String {
    if text.unicodeScalars.allSatisfy(holds) { return text }
    var result = String.UnicodeScalarView()
    for character in text.precomposedStringWithCanonicalMapping {
      let scalars = character.unicodeScalars
      if scalars.allSatisfy(holds) {
        result.append(contentsOf: scalars)
      } else {
        result.append(contentsOf: nearest(scalars, holds) ?? "?".unicodeScalars)
      }
    }
    return String(result)
  }

  /// How many characters of `text` have no likeness in a set.
  public static func unlikeCount(in text: String, holds: (Unicode.Scalar) -> Bool) -> Int {
    if text.unicodeScalars.allSatisfy(holds) { return 0 }
    return text.precomposedStringWithCanonicalMapping.count { nearest($0.unicodeScalars, holds) == nil }
  }

  /// Nil where there is no likeness.
  private static func nearest(
    _ scalars: Character.UnicodeScalarView, _ holds: (Unicode.Scalar) -> Bool
  ) -> String.UnicodeScalarView? {
    var found = String.UnicodeScalarView()
    var isLost = false
    for scalar in scalars where !isIgnorable(scalar) || holds(scalar) {
      if holds(scalar) {
        found.append(scalar)
      } else if let likeness = likenesses[scalar]?.map({ $0.unicodeScalars }).first(where: { $0.allSatisfy(holds) })
        ?? decomposed(scalar, holds)
      {
        found.append(contentsOf: likeness)
      } else {
        isLost = true
      }
    }
    return isLost && found.isEmpty ? nil : found
  }

  /// Marks that combine, joiners, marks of direction, variation selectors.
  private static func isIgnorable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// A letter without its marks, a ligature in letters, a full-width letter as a usual one.
  private static func decomposed(
    _ scalar: Unicode.Scalar, _ holds: (Unicode.Scalar) -> Bool
  ) -> String.UnicodeScalarView? {
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
      .filter { !isIgnorable($0) || holds($0) }
    guard !parts.isEmpty, parts.allSatisfy(holds) else { return nil }
    return String.UnicodeScalarView(parts)
  }

  /// The best first.
  private static let likenesses: [Unicode.Scalar: [String]] = [
    "\u{A0}": [" "], "\u{2028}": [" "], "\u{3000}": [" "],
    "…": ["..."], "—": ["–", "--"], "–": ["—", "-"], "‒": ["–", "-"], "―": ["—", "--"], "‐": ["-"], "‑": ["-"],
    "−": ["-"], "‘": ["'"], "’": ["'"], "‚": ["'"], "‛": ["‘", "'"], "′": ["'"], "“": ["\""], "”": ["\""],
    "„": ["“", "\""], "‟": ["“", "\""], "″": ["\""], "«": ["\""], "»": ["\""], "‹": ["‘", "'"], "›": ["’", "'"],
    "´": ["'"], "`": ["'"], "ʼ": ["’", "'"], "•": ["·", "-"], "·": ["•", "-"], "♫": ["♪"], "♬": ["♪"], "♩": ["♪"],
    "♪": ["#"], "×": ["x"], "÷": ["/"], "±": ["+/-"], "≤": ["<="], "≥": [">="], "≠": ["=/="], "→": ["->"],
    "←": ["<-"], "€": ["EUR"], "£": ["GBP"], "¥": ["JPY"], "¢": ["c"], "¤": ["$"], "©": ["(C)"], "®": ["(R)"],
    "™": ["(TM)"], "℠": ["(SM)"], "°": ["º"], "º": ["°", "o"], "ª": ["a"], "§": ["S."], "¶": ["P."], "¦": ["|"],
    "|": ["¦", "│", "/"], "│": ["|"], "¬": ["-"], "µ": ["u"], "№": ["No."], "¼": ["1/4"], "½": ["1/2"], "¾": ["3/4"],
    "⅛": ["1/8"], "⅜": ["3/8"], "⅝": ["5/8"], "⅞": ["7/8"], "¡": ["!"], "¿": ["?"], "Æ": ["AE"], "æ": ["ae"],
    "Œ": ["OE"], "œ": ["oe"], "ß": ["ss"], "ẞ": ["SS"], "Ø": ["O"], "ø": ["o"], "Ł": ["L"], "ł": ["l"], "Đ": ["D"],
    "đ": ["d"], "Ð": ["D"], "ð": ["d"], "Þ": ["Th"], "þ": ["th"], "Ħ": ["H"], "ħ": ["h"], "ı": ["i"], "ĸ": ["k"],
    "Ŋ": ["N"], "ŋ": ["n"], "Ŧ": ["T"], "ŧ": ["t"], "ә": ["a"], "ə": ["e"], "{": ["("], "}": [")"],
    "[": ["("], "]": [")"], "\\": ["/"], "_": ["-"], "~": ["-"], "^": ["'"], "*": ["•", "x"], "█": ["#"],
    "ș": ["ş", "s"], "Ș": ["Ş", "S"], "ț": ["ţ", "t"], "Ț": ["Ţ", "T"], "Ґ": ["Г"], "ґ": ["г"],
  ]
}
