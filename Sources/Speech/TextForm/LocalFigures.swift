import Synchronization
import Transcript

/// Writes numbers that are spelt out in figures, in languages other than English: numbers from ten on, percentages,
/// decimals. Small numbers, and a hundred or a thousand alone, are words in running text.
struct LocalFigures {
  private let language: NumeralLanguage
  private let values: [String: Int]
  private let longestNumber = 10

  /// By language: to spell them takes a fifth of a second.
  private static let known = Mutex<[String: [String: Int]]>([:])

  init(_ language: NumeralLanguage) {
    self.language = language
    values = Self.known.withLock { known in
      let values = known[language.code] ?? language.values()
      known[language.code] = values
      return values
    }
  }

  func edits(of words: [Word]) -> [WordEdit] {
    var edits: [WordEdit] = []
    let bare = words.map { BareWord($0.text) }
    var first = 0
    while first < words.count {
      // Marks end a number.
      var end = first + 1
      while end < words.count, bare[end - 1].closing.isEmpty, bare[end].opening.isEmpty { end += 1 }
      edits += self.edits(of: bare[first..<end])
      first = end
    }
    return edits
  }

  private func edits(of run: ArraySlice<BareWord>) -> [WordEdit] {
    let words = run.map { NumeralLanguage.compact($0.core) }
    var edits: [WordEdit] = []
    var index = 0
    while index < words.count {
      guard let number = number(words, at: index) else {
        index += 1
        continue
      }
      if let figures = figures(words, number, at: index) {
        let (start, end) = (run.startIndex + index, run.startIndex + figures.end)
        edits.append(
          WordEdit(words: start..<end, texts: [run[start].opening + figures.text + run[end - 1].closing]))
        index = figures.end
      } else {
        index = number.end
      }
    }
    return edits
  }

  /// The longest number that begins here.
  private func number(_ words: [String], at start: Int) -> (value: Int, end: Int)? {
    for end in (start + 1...min(words.count, start + longestNumber)).reversed() {
      // A number neither begins nor ends with `and`.
      guard !language.isAnd(words[start]), !language.isAnd(words[end - 1]) else { continue }
      if let value = values[words[start..<end].joined()] { return (value, end) }
    }
    return nil
  }

  private func figures(
    _ words: [String], _ number: (value: Int, end: Int), at start: Int
  ) -> (text: String, end: Int)? {
    var text = String(number.value)
    var end = number.end
    var isCertain = number.value >= 10 && (end > start + 1 || ![100, 1000].contains(number.value))
    if number.value >= 10_000 {
      for place in stride(from: text.count - 3, to: 0, by: -3) {
        text.insert(language.thousands, at: text.index(text.startIndex, offsetBy: place))
      }
    }
    if end + 1 < words.count, words[end] == language.comma, let fraction = fraction(words, at: end + 1) {
      text += "," + fraction.figures
      end = fraction.end
      isCertain = true
    }
    for count in 1...2 where end + count <= words.count && language.isPercent(words[end..<end + count]) {
      return (text + "%", end + count)
    }
    // What goes on like a number is one that is not understood.
    let next = end < words.count && language.isAnd(words[end]) ? end + 1 : end
    let goesOn = next < words.count && self.number(words, at: next) != nil
    return isCertain && !goesOn ? (text, end) : nil
  }

  /// Figures behind the comma, one by one or as a number.
  private func fraction(_ words: [String], at start: Int) -> (figures: String, end: Int)? {
    var figures = ""
    var end = start
    while end < words.count, let value = values[words[end]], value < 10 {
      figures += String(value)
      end += 1
    }
    if !figures.isEmpty { return (figures, end) }
    return number(words, at: start).flatMap { $0.value < 100 ? (String($0.value), $0.end) : nil }
  }
}
