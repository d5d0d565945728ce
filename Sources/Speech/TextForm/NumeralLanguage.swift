import Foundation
import Transcript

/// How a language other than English spells numbers: by the rules of ICU, with what those leave out.
///
/// Languages are here whose spelling could be checked. Of the others, text is left as it is.
struct NumeralLanguage {
  /// What ICU does not know of a language.
  private struct Usage {
    /// In lower case, as one word.
    var percent: String
    /// The words of the percent sign.
    var percentWords: String
    var comma: String
    var thousands: Character = "."
    /// Other spellings: what ICU writes, and what is said or written as well. By gender, place, custom.
    var variants: [(String, String)] = []
    /// The last two figures of numbers whose form goes by the gender of what they count.
    var inflected: Set<Int> = []
    /// Whether two hundred to nine hundred do so as well, and both before a thousand.
    var inflectsHundreds = false
    /// Whether 1999 is nineteen hundred ninety-nine.
    var countsHundreds = false
    /// Words that join parts of a number.
    var and = ""
  }

  private static let usages: [String: Usage] = [
    "de": Usage(
      percent: "prozent", percentWords: "Prozent", comma: "Komma",
      variants: [("einhundert", "hundert"), ("eintausend", "tausend"), ("ß", "ss")], countsHundreds: true, and: "und"),
    "es": Usage(
      percent: "porciento", percentWords: "por ciento", comma: "coma",
      variants: [("ientos", "ientas"), ("uno", "una"), ("uno", "un"), ("iuno", "iún")],
      inflected: [1, 21, 31, 41, 51, 61, 71, 81, 91], inflectsHundreds: true, and: "y"),
    "fr": Usage(
      percent: "pourcent", percentWords: "pour cent", comma: "virgule", thousands: "\u{202F}",
      variants: [("vingts", "vingt"), ("cents", "cent"), ("etun", "etune")],
      inflected: [1, 21, 31, 41, 51, 61, 81], and: "et"),
    "it": Usage(
      percent: "percento", percentWords: "per cento", comma: "virgola", variants: [("tré", "tre")], and: "e"),
    "nl": Usage(
      percent: "procent", percentWords: "procent", comma: "komma", variants: [("ë", "e"), ("é", "e")],
      countsHundreds: true, and: "en"),
    "pt": Usage(
      percent: "porcento", percentWords: "por cento", comma: "vírgula",
      variants: [("entos", "entas"), ("um", "uma"), ("dois", "duas")],
      inflected: Set(stride(from: 1, to: 100, by: 10)).union(stride(from: 2, to: 100, by: 10)).subtracting([11, 12]),
      inflectsHundreds: true, and: "e"),
    "sv": Usage(
      percent: "procent", percentWords: "procent", comma: "komma", thousands: "\u{202F}",
      variants: [("ettusen", "tusen"), ("ettusen", "etttusen"), ("etthundra", "hundra"), ("tjugoett", "tjugoen")],
      inflected: [1, 21, 31, 41, 51, 61, 71, 81, 91], countsHundreds: true, and: "och"),
  ]

  /// `fr`
  let code: String
  private let usage: Usage
  private let formatter: NumberFormatter

  static func knows(_ language: LanguageTag) -> Bool { usages[language.primary] != nil }

  init?(_ language: LanguageTag) {
    guard let usage = Self.usages[language.primary] else { return nil }
    self.usage = usage
    code = language.primary
    formatter = NumberFormatter()
    formatter.locale = Locale(identifier: code)
    formatter.numberStyle = .spellOut
  }

  var thousands: Character { usage.thousands }
  var percentWords: String { usage.percentWords }
  /// In lower case.
  var comma: String { usage.comma.lowercased() }
  func isPercent(_ words: some Sequence<String>) -> Bool { Self.compact(words.joined()) == usage.percent }

  /// Whether the word for a number goes by what it counts.
  func isInflected(_ number: Int) -> Bool {
    // Years count nothing.
    guard number != 1, !(1100...2099).contains(number) else { return number == 1 }
    func isInflected(_ part: Int) -> Bool {
      usage.inflected.contains(part % 100) || usage.inflectsHundreds && part % 1000 >= 200
    }
    return isInflected(number) || usage.inflectsHundreds && isInflected(number / 1000)
  }

  // MARK: Into words

  func cardinal(_ number: Int) -> String? {
    // Syllables are parted by soft hyphens.
    formatter.string(from: NSNumber(value: number))?.replacing("\u{AD}", with: "")
  }

  /// A number of four figures that may be a year.
  func year(_ number: Int) -> String? {
    guard usage.countsHundreds, (1100...1999).contains(number), let century = cardinal(number / 100), let hundred
    else { return cardinal(number) }
    return number % 100 == 0 ? century + hundred : cardinal(number % 100).map { century + hundred + $0 }
  }

  /// Figures behind the comma: `drei Komma eins vier`.
  func decimal(_ whole: Int, _ fraction: some StringProtocol) -> String? {
    let digits = fraction.compactMap { $0.wholeNumberValue.flatMap(cardinal) }
    guard let whole = cardinal(whole), digits.count == fraction.count else { return nil }
    return "\(whole) \(usage.comma) \(digits.joined(separator: " "))"
  }

  /// What nine hundred has after nine.
  private var hundred: String? {
    guard let nine = cardinal(9), let all = cardinal(900), all.hasPrefix(nine) else { return nil }
    return all.dropFirst(nine.count).trimmingCharacters(in: .whitespaces)
  }

  // MARK: Out of words

  /// In lower case, without spaces, hyphens and soft hyphens, so that all ways to part a number are one.
  static func compact(_ text: String) -> String {
    String(String.UnicodeScalarView(text.lowercased().unicodeScalars.filter { !parting.contains($0) }))
  }

  private static let parting: Set<Unicode.Scalar> = [" ", "\u{A0}", "-", "\u{AD}"]

  /// Numbers by their words, joined: all below ten thousand, and thousands below a million.
  func values() -> [String: Int] {
    var values: [String: Int] = [:]
    for number in Array(0..<10_000) + Array(stride(from: 10_000, to: 1_000_000, by: 1000)) {
      for words in [cardinal(number), (1100...1999).contains(number) ? year(number) : nil] {
        for spelling in words.map({ spellings(Self.compact($0)) }) ?? [] where values[spelling] == nil {
          values[spelling] = number
        }
      }
    }
    return values
  }

  private func spellings(_ words: String) -> Set<String> {
    usage.variants.reduce(into: [words]) { all, variant in
      for words in all where words.contains(variant.0) { all.insert(words.replacing(variant.0, with: variant.1)) }
    }
  }

  /// Whether a word joins parts of a number.
  func isAnd(_ word: String) -> Bool { word == usage.and }
}
