private typealias Words = EnglishNumberWords

/// Reads numbers in words out of a row of words without marks between them.
struct EnglishNumberParser {
  /// In lower case, without hyphens.
  let words: [String]

  /// A number that ends before a word.
  struct Number {
    var value: Int
    var end: Int
    /// Where the number is so many millions, billions or trillions: their count, and the word that names them.
    var scaled: (count: Int, word: Int)?
  }

  func word(_ index: Int) -> String { words.indices.contains(index) ? words[index] : "" }

  /// 1…99: `twenty five`.
  func belowHundred(at start: Int) -> Number? {
    if let value = Words.unitValues[word(start)] ?? Words.teenValues[word(start)] {
      return Number(value: value, end: start + 1)
    }
    guard let tens = Words.tensValues[word(start)] else { return nil }
    guard let unit = Words.unitValues[word(start + 1)] else { return Number(value: tens, end: start + 1) }
    return Number(value: tens + unit, end: start + 2)
  }

  /// `two thousand and five`; zero is none.
  func cardinal(at start: Int) -> Number? {
    guard let first = group(at: start) else { return nil }
    var (total, value, end) = (0, first.value, first.end)
    var limit = Int.max
    var scales: [(count: Int, word: Int)] = []
    while let scale = Words.scaleValues[word(end)], scale < limit {
      scales.append((value, end))
      total += value * scale
      limit = scale
      value = 0
      end += 1
      let hasAnd = word(end) == "and"
      guard !hasAnd || allowsAnd(start), let next = group(at: hasAnd ? end + 1 : end, isFirst: false),
        (Words.scaleValues[word(next.end)] ?? 0) < limit
      else { break }
      value = next.value
      end = next.end
    }
    var number = Number(value: total + value, end: end)
    if value == 0, scales.count == 1, limit >= 1_000_000 { number.scaled = scales[0] }
    return number
  }

  /// 1…9999: `three hundred and five`, `nineteen hundred`, `a hundred`.
  private func group(at start: Int, isFirst: Bool = true) -> Number? {
    let article = Number(value: 1, end: start + 1)
    let takesArticle = isFirst && word(start) == "a" && ["hundred", "thousand"].contains(word(start + 1))
    guard let first = takesArticle ? article : belowHundred(at: start) else { return nil }
    guard word(first.end) == "hundred" else { return first }
    let hundreds = Number(value: first.value * 100, end: first.end + 1)
    let hasAnd = word(hundreds.end) == "and"
    guard !hasAnd || allowsAnd(start), let rest = belowHundred(at: hundreds.end + (hasAnd ? 1 : 0)),
      word(rest.end) != "hundred",
      // `eight hundred five five five` is a telephone number.
      rest.value > 9 || Words.digitValues[word(rest.end)] == nil
    else { return hundreds }
    return Number(value: hundreds.value + rest.value, end: rest.end)
  }

  /// In `between one hundred and two hundred` two numbers are meant.
  private func allowsAnd(_ start: Int) -> Bool { word(start - 1) != "between" }

  /// Tenth and up, and `twenty first`; first to ninth alone are none.
  func ordinal(at start: Int) -> Number? {
    if let value = Words.otherOrdinals[word(start)] { return Number(value: value, end: start + 1) }
    if let tens = Words.tensValues[word(start)], let unit = Words.unitOrdinals[word(start + 1)] {
      return Number(value: tens + unit, end: start + 2)
    }
    guard let number = cardinal(at: start) else { return nil }
    if let scale = Words.scaleOrdinals[word(number.end)], number.value < 1000, number.value < scale || scale > 100 {
      return Number(value: number.value * scale, end: number.end + 1)
    }
    // `one hundred twenty first` is read as 120 and `first`.
    let last = word(number.end)
    if number.value > 100, number.value % 100 >= 20, number.value % 10 == 0, let unit = Words.unitOrdinals[last] {
      return Number(value: number.value + unit, end: number.end + 1)
    }
    guard number.value % 100 == 0 else { return nil }
    let rest = number.end + (last == "and" ? 1 : 0)
    if let unit = Words.unitOrdinals[word(rest)] { return Number(value: number.value + unit, end: rest + 1) }
    return ordinalBelowHundred(at: rest).map { Number(value: number.value + $0.value, end: $0.end) }
  }

  private func ordinalBelowHundred(at start: Int) -> Number? {
    if let value = Words.otherOrdinals[word(start)] { return Number(value: value, end: start + 1) }
    guard let tens = Words.tensValues[word(start)], let unit = Words.unitOrdinals[word(start + 1)] else { return nil }
    return Number(value: tens + unit, end: start + 2)
  }

  /// Two numbers below a hundred one after the other, as years and times of day are said: `nineteen ninety nine`,
  /// `five oh three`.
  func pair(at start: Int) -> (first: Int, second: Int, end: Int)? {
    guard let first = belowHundred(at: start) else { return nil }
    if ["oh", "o"].contains(word(first.end)), let unit = Words.unitValues[word(first.end + 1)] {
      return (first.value, unit, first.end + 2)
    }
    guard let second = belowHundred(at: first.end), second.value >= 10 else { return nil }
    return (first.value, second.value, second.end)
  }

  /// Single figures in a row: `five five five oh one`.
  func digitRun(at start: Int) -> (figures: String, end: Int) {
    var figures = ""
    var end = start
    while let value = Words.digitValues[word(end)] ?? (["oh", "o"].contains(word(end)) ? 0 : nil) {
      figures += String(value)
      end += 1
    }
    return (figures, end)
  }

  /// What follows the decimal point: `point one four`, `point fourteen`.
  func fraction(at start: Int) -> (figures: String, end: Int)? {
    guard word(start) == "point" else { return nil }
    let run = digitRun(at: start + 1)
    if !run.figures.isEmpty { return run }
    return belowHundred(at: start + 1).map { (String($0.value), $0.end) }
  }
}
