/// English endings: -s, -ed, -ing, -in', -er, with doubled consonants, dropped e, and y that becomes i.
enum EnglishInflection {
  static func forms(of word: String) -> [String] {
    guard let last = word.last else { return [] }
    let stem = String(word.dropLast())
    let before = stem.last ?? " "
    if last == "y", !isVowel(before) {
      return ["ies", "ied", "ier", "iers"].map { stem + $0 } + ["ing", "ings", "in"].map { word + $0 }
    }
    if last == "e" {
      // “dyeing”, “seeing”, “canoeing” keep it.
      let kept = "eyo".contains(before)
      return ["s", "d", "r", "rs"].map { word + $0 } + ["ing", "ings", "in"].map { (kept ? word : stem) + $0 }
    }
    let plural = isHissing(word) ? ["es"] : last == "o" ? ["s", "es"] : ["s"]
    let doubled = doublesItsEnd(word)
    var stems = doubled ? [word + String(last)] : [word]
    // The stress, which decides, is not written: “offered”, “occurred”.
    if doubled, !hasOneSyllable(word) { stems.append(word) }
    return plural.map { word + $0 } + stems.flatMap { stem in verbal.map { stem + $0 } }
      + (doubled && last == "s" ? [word + "ses"] : [])
  }

  private static let verbal = ["ed", "ing", "ings", "in", "er", "ers"]

  private static func isVowel(_ letter: Character) -> Bool { "aeiou".contains(letter) }

  private static func isHissing(_ word: String) -> Bool {
    ["s", "x", "z", "ch", "sh"].contains { word.hasSuffix($0) }
  }

  /// Consonant, vowel, consonant.
  private static func doublesItsEnd(_ word: String) -> Bool {
    let end = word.suffix(3).map { $0 }
    guard end.count == 3 else { return false }
    return !isVowel(end[0]) && isVowel(end[1]) && !isVowel(end[2]) && !"hwxy".contains(end[2])
  }

  private static func hasOneSyllable(_ word: String) -> Bool {
    var count = 0
    var wasVowel = false
    for letter in word {
      let isVowel = isVowel(letter) || letter == "y"
      if isVowel, !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    return count == 1
  }
}
