/// How hard an English text is to read, by the lengths of its words and sentences.
package struct Readability: Hashable, Sendable, Codable {
  /// 206.835 − 1.015 words a sentence − 84.6 syllables a word (Flesch 1948, “A new readability yardstick”): 60 to 70 is plain
  /// English, below 30 that of law and science.
  package var fleschReadingEase: Double
  /// 0.39 words a sentence + 11.8 syllables a word − 15.59 (Kincaid et al. 1975, for the US Navy): years of school.
  package var fleschKincaidGrade: Double

  private static let leastWords = 100

  /// Nil for fewer than 100 words.
  init?(_ units: [TextUnit]) {
    let counts = Sentences(units)
    guard counts.words >= Self.leastWords, counts.sentences > 0 else { return nil }
    let syllables = units.reduce(0) { $0 + $1.tokens.reduce(0) { $0 + Self.syllables(of: $1.key) } }
    let length = Double(counts.words) / Double(counts.sentences)
    let weight = Double(syllables) / Double(counts.words)
    fleschReadingEase = (206.835 - 1.015 * length - 84.6 * weight).rounded1
    fleschKincaidGrade = (0.39 * length + 11.8 * weight - 15.59).rounded1
  }

  /// Groups of vowels, a silent e at the end left out: right for about nine words of ten. At least 1.
  static func syllables(of word: String) -> Int {
    let letters = Array(word.utf8)
    var count = 0
    var wasVowel = false
    for letter in letters {
      let isVowel = vowels.contains(letter)
      if isVowel, !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    let end = letters.suffix(3).map { $0 }
    if count > 1, end.count == 3, end[2] == UInt8(ascii: "e"), !vowels.contains(end[1]) {
      // `table` has its second syllable there, `stole` has not.
      let isSpoken = end[1] == UInt8(ascii: "l") && !vowels.contains(end[0])
      if !isSpoken { count -= 1 }
    }
    if count > 1, end.count == 3, end[1] == UInt8(ascii: "e"), end[2] == UInt8(ascii: "d"),
      ![UInt8(ascii: "t"), UInt8(ascii: "d")].contains(end[0]), !vowels.contains(end[0])
    {
      count -= 1
    }
    return max(1, count)
  }

  private static let vowels = Set("aeiouy".utf8)
}
