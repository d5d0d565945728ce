/// The words of English numbers, and numbers in words.
enum EnglishNumberWords {
  static let units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
  private static let teens = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let scales: [(word: String, value: Int)] = [
    ("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000), ("thousand", 1000),
  ]
  private static let irregularOrdinals = [
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
  ]
  static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  // MARK: Values of words

  static let digitValues = Dictionary(uniqueKeysWithValues: zip(units, 1...)).merging(["zero": 0]) { $1 }
  /// 1…9.
  static let unitValues = digitValues.filter { $0.value > 0 }
  /// 10…19.
  static let teenValues = Dictionary(uniqueKeysWithValues: zip(teens, 10...))
  /// 20, 30 … 90.
  static let tensValues = Dictionary(uniqueKeysWithValues: zip(tens, stride(from: 20, to: 100, by: 10)))
  /// Thousand and up.
  static let scaleValues = Dictionary(uniqueKeysWithValues: scales.map { ($0.word, $0.value) })
  static let unitOrdinals = ordinals(of: unitValues)
  /// Tenth to nineteenth, twentieth, thirtieth … ninetieth.
  static let otherOrdinals = ordinals(of: teenValues.merging(tensValues) { $1 })
  /// Hundredth and up.
  static let scaleOrdinals = ordinals(of: scaleValues.merging(["hundred": 100]) { $1 })
  /// Twenties to nineties.
  static let decadeValues = Dictionary(
    uniqueKeysWithValues: tensValues.map { (String($0.key.dropLast()) + "ies", $0.value) })

  private static func ordinals(of values: [String: Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: values.map { (ordinal($0.key), $0.value) })
  }

  /// Whether a word is a part of a number.
  static func isNumeral(_ word: String) -> Bool {
    digitValues[word] != nil || teenValues[word] != nil || tensValues[word] != nil || scaleValues[word] != nil
      || word == "hundred"
  }

  // MARK: Numbers in words

  /// `one hundred twenty-five`; negative numbers begin with `minus`.
  static func cardinal(_ number: Int) -> String {
    guard number >= 0 else { return "minus " + cardinal(number == .min ? .max : -number) }
    if number == 0 { return "zero" }
    var rest = number
    var words: [String] = []
    for (word, value) in scales where rest >= value {
      words.append("\(cardinal(rest / value)) \(word)")
      rest %= value
    }
    if rest >= 100 {
      words.append("\(units[rest / 100 - 1]) hundred")
      rest %= 100
    }
    if rest > 0 { words.append(belowHundred(rest)) }
    return words.joined(separator: " ")
  }

  private static func belowHundred(_ number: Int) -> String {
    switch number {
    case ..<10: units[number - 1]
    case ..<20: teens[number - 10]
    default: tens[number / 10 - 2] + (number % 10 > 0 ? "-" + units[number % 10 - 1] : "")
    }
  }

  /// `twenty-first`, `one hundredth`.
  static func ordinal(_ number: Int) -> String { ordinal(cardinal(number)) }

  /// The ordinal of a cardinal in words: its last word changes.
  private static func ordinal(_ words: String) -> String {
    let last = words.lastIndex { $0 == " " || $0 == "-" }.map { words.index(after: $0) } ?? words.startIndex
    let word = String(words[last...])
    let ordinal =
      irregularOrdinals[word]
      ?? (word.hasSuffix("y") ? word.dropLast() + "ieth" : word + (word.hasSuffix("t") ? "h" : "th"))
    return words[..<last] + ordinal
  }

  /// A number of four figures as years are said: `nineteen ninety-nine`, `nineteen oh five`, `two thousand five`.
  static func year(_ number: Int) -> String {
    let (century, rest) = (number / 100, number % 100)
    guard (11...99).contains(century), century % 10 != 0 || rest >= 10 else { return cardinal(number) }
    switch rest {
    case 0: return cardinal(century) + " hundred"
    case ..<10: return cardinal(century) + " oh " + cardinal(rest)
    default: return cardinal(century) + " " + cardinal(rest)
    }
  }

  /// Figure by figure: `five five five`.
  static func digits(_ figures: some StringProtocol) -> String {
    figures.compactMap(\.wholeNumberValue).map(cardinal).joined(separator: " ")
  }

  /// `three point one four`; nil for what is no number in figures, with commas between thousands or without.
  static func decimal(_ figures: some StringProtocol) -> String? {
    let parts = figures.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, parts.dropFirst().allSatisfy({ !$0.isEmpty && isFigures($0) })
    else { return nil }
    let fraction = parts.dropFirst().first.map { " point " + digits($0) } ?? ""
    if whole.isEmpty, !fraction.isEmpty { return String(fraction.dropFirst()) }
    return value(whole).map { cardinal($0) + fraction }
  }

  /// The value of figures, with commas between thousands or without.
  static func value(_ figures: some StringProtocol) -> Int? {
    let groups = figures.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && isFigures($0) }), groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.count == 1 || groups[0].count <= 3
    else { return nil }
    return Int(groups.joined()).flatMap { $0 < 1_000_000_000_000_000 ? $0 : nil }
  }

  static func isFigures(_ text: some StringProtocol) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
