import Transcript

private typealias Numerals = EnglishNumberWords

/// Writes numbers that are spelt out in figures, in English: what is called inverse text normalisation.
///
/// What is no number in the sense of its sentence stays a word: `one` alone, `first` to `ninth`, fractions, idioms.
struct EnglishFigures {
  static func edits(of words: [Word]) -> [WordEdit] {
    runs(of: words).flatMap { EnglishFigures($0).edits() }
  }

  /// A word, or a part of one with hyphens.
  struct Atom {
    var word: Int
    var text: String
    var isFirst: Bool
    var isLast: Bool
    var bare: BareWord
  }

  let atoms: [Atom]
  let parser: EnglishNumberParser
  /// Whether numbers stand before and after the commas around the row.
  let isInList: (before: Bool, after: Bool)

  /// A row of words.
  struct Run {
    var atoms: [Atom]
    var isInList = (before: false, after: false)
  }

  private init(_ run: Run) {
    atoms = run.atoms
    isInList = run.isInList
    parser = EnglishNumberParser(words: atoms.map { $0.text.lowercased() })
  }

  /// A number in figures: the atoms up to its end, and the words that they become.
  struct Figures {
    var end: Int
    var texts: [String]

    /// With a sign before the first word.
    func signed(_ sign: String) -> Figures {
      Figures(end: end, texts: [sign + (texts.first ?? "")] + texts.dropFirst())
    }
  }

  func word(_ index: Int) -> String { parser.word(index) }

  private func edits() -> [WordEdit] {
    var edits: [WordEdit] = []
    var index = 0
    while index < atoms.count {
      if let end = unchanged(at: index) {
        index = end
      } else if let figures = figures(at: index) {
        if let edit = edit(figures, at: index) { edits.append(edit) }
        index = figures.end
      } else {
        index += 1
      }
    }
    return edits
  }

  /// Puts the marks around figures, and what is left of a word with hyphens behind them.
  private func edit(_ figures: Figures, at start: Int) -> WordEdit? {
    let (first, last) = (atoms[start], atoms[figures.end - 1])
    guard first.isFirst, var text = figures.texts.last else { return nil }
    var end = figures.end
    if !last.isLast {
      // `twenty-five-year-old`, but not `one-on-one` and `fifty-fifty`.
      guard figures.texts.count == 1, text.count > 1, !Numerals.isNumeral(word(end)) else { return nil }
      while end < atoms.count, atoms[end].word == last.word {
        text += "-" + atoms[end].text
        end += 1
      }
    }
    var texts = figures.texts
    texts[texts.count - 1] = text + last.bare.closing
    texts[0] = first.bare.opening + texts[0]
    return WordEdit(words: first.word..<last.word + 1, texts: texts)
  }

  // MARK: What stays

  /// Phrases whose numbers count nothing.
  private static let idioms: Set<[String]> = Set(
    [
      "no one", "one another", "one by one", "two by two", "one or two", "two or three", "you two", "us two",
      "you three",
      "the two of", "the three of", "of the two", "the other two", "high five", "take five", "cloud nine", "in two",
      "one two punch", "two way", "ten four", "one to one", "at one point",
    ].map { $0.split(separator: " ").map(String.init) })
  private static let idiomLengths = Set(idioms.map(\.count)).sorted(by: >)

  /// What follows a number that is a fraction's upper part.
  private static let fractions: Set<String> = [
    "half", "halves", "third", "thirds", "quarter", "quarters", "fourth", "fourths",
  ]

  /// The end of what stays in words here.
  private func unchanged(at start: Int) -> Int? {
    for length in Self.idiomLengths where start + length <= atoms.count {
      if Self.idioms.contains(Array(parser.words[start..<start + length])), !goesOn(start + length) {
        return start + length
      }
    }
    // `seven forty seven`, `fifty sixty people`: a time, a name, a guess.
    if let pair = parser.pair(at: start), !isQuantity(at: pair.end), parser.digitRun(at: start).end < start + 3,
      time(at: start) ?? fixed(at: start) ?? year(at: start) ?? price(at: start) == nil
    {
      return pair.end
    }
    guard let number = parser.cardinal(at: start) else { return nil }
    let next = word(number.end)
    if isFraction(next), number.value < 100, parser.ordinal(at: start) == nil { return number.end + 1 }
    // `two and three quarter inches`
    if next == "and", let upper = parser.cardinal(at: number.end + 1), isFraction(word(upper.end)) {
      return upper.end + 1
    }
    // `eleven oh five` where neither a time nor a year is meant for sure.
    if next == "oh", number.value >= 10, time(at: start) ?? year(at: start) == nil { return number.end + 2 }
    if next == "and", word(number.end + 1) == "a", ["half", "quarter", "third"].contains(word(number.end + 2)) {
      return number.end + 3
    }
    return nil
  }

  /// Whether the number that ends an idiom goes on, and the words are none: `you two hundred`, `at one point five percent`.
  private func goesOn(_ end: Int) -> Bool {
    if Numerals.isNumeral(word(end - 1)) { return Numerals.isNumeral(word(end)) || isQuantity(at: end) }
    return word(end - 1) == "point" && parser.fraction(at: end - 1).map { isQuantity(at: $0.end) } ?? false
  }

  private func isFraction(_ word: String) -> Bool {
    guard !Self.fractions.contains(word) else { return true }
    // `fifths`, and `fifth` to `tenth` where they cannot be the number's own end: `one tenth`.
    let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
    let ordinal =
      Numerals.unitOrdinals[singular] ?? Numerals.otherOrdinals[singular] ?? Numerals.scaleOrdinals[singular]
    return word.hasSuffix("ths") && ordinal != nil
  }

  // MARK: What changes

  private func figures(at start: Int) -> Figures? {
    if let exact = time(at: start) ?? fixed(at: start) { return exact }
    let run = parser.digitRun(at: start)
    // `oh, oh, oh`
    let isSaid = (start..<run.end).count { Numerals.digitValues[word($0)] != nil } >= 2
    if run.end - start >= 3, isSaid, Numerals.digitValues[word(start)] != nil || run.end - start >= 5 {
      return Figures(end: run.end, texts: [run.figures])
    }
    // `two five`: nobody knows what it means.
    if run.end - start == 2, word(run.end) != "hundred", Numerals.scaleValues[word(run.end)] == nil,
      Numerals.digitValues[word(start)] != nil, Numerals.digitValues[word(start + 1)] != nil
    {
      return Figures(end: run.end, texts: (start..<run.end).map { String(Numerals.digitValues[word($0)] ?? 0) })
    }
    return year(at: start) ?? ordinal(at: start) ?? amount(at: start)
  }

  private func fixed(at start: Int) -> Figures? {
    switch (word(start), word(start + 1), word(start + 2)) {
    case ("twenty", "four", "seven"): Figures(end: start + 3, texts: ["24/7"])
    case ("nine", "eleven", _): Figures(end: start + 2, texts: ["9/11"])
    default: Numerals.decadeValues[word(start)].map { Figures(end: start + 1, texts: ["\($0)s"]) }
    }
  }

  private static let halvesOfDay: Set<String> = ["am", "pm", "a.m", "p.m", "a.m.", "p.m."]
  private static let wordsBeforeTimes: Set<String> = [
    "at", "by", "until", "till", "before", "after", "around", "about",
  ]

  /// `five thirty p.m.`, `at ten fifteen`, `one o'clock`.
  private func time(at start: Int) -> Figures? {
    guard let hour = parser.belowHundred(at: start), hour.value <= 12 else { return nil }
    if isHalfOfDay(hour.end) || ["o'clock", "o’clock"].contains(word(hour.end)) {
      return Figures(end: hour.end, texts: ["\(hour.value)"])
    }
    guard let pair = parser.pair(at: start), pair.first <= 12, pair.second < 60 else { return nil }
    let isTime =
      isHalfOfDay(pair.end)
      || Self.wordsBeforeTimes.contains(word(start - 1)) && !isCounted(pair.end)
        && Numerals.digitValues[word(pair.end)] == nil
    return isTime
      ? Figures(end: pair.end, texts: ["\(pair.first):\(pair.second < 10 ? "0" : "")\(pair.second)"]) : nil
  }

  /// Whether `a.m.` or `p.m.` stands here; `am` may be a verb: `which one am I`.
  private func isHalfOfDay(_ index: Int) -> Bool {
    guard word(index) == "am" else { return Self.halvesOfDay.contains(word(index)) }
    return word(index + 1) != "i"
      && !(word(index - 1) == "one" && ["which", "this", "that", "only"].contains(word(index - 2)))
  }

  /// `nineteen ninety nine`, `twenty twenties`.
  private func year(at start: Int) -> Figures? {
    if let century = Numerals.teenValues[word(start)] ?? Numerals.tensValues[word(start)], (13...20).contains(century),
      let decade = Numerals.decadeValues[word(start + 1)]
    {
      return Figures(end: start + 2, texts: ["\(century * 100 + decade)s"])
    }
    guard let pair = parser.pair(at: start),
      (13...20).contains(pair.first) || (10...12).contains(pair.first) && pair.second >= 60,
      !isCounted(pair.end)
    else { return nil }
    return Figures(end: pair.end, texts: [String(pair.first * 100 + pair.second)])
  }

  /// Whether what ends here is a number of something or goes on: no year, no time.
  private func isCounted(_ end: Int) -> Bool {
    Self.counted.contains(word(end)) || isQuantity(at: end)
  }

  private static let counted: Set<String> = [
    "days", "feet", "hours", "inches", "meters", "metres", "miles", "minutes", "months", "people", "pounds", "seconds",
    "times", "weeks", "years",
  ]

  private func ordinal(at start: Int) -> Figures? {
    if let value = Numerals.unitOrdinals[word(start)] {
      // `May fifth`, `the fifth of May`.
      let isDate =
        isMonth(start - 1) || word(start - 1) == "the" && word(start + 1) == "of" && isMonth(start + 2)
      return isDate ? Figures(end: start + 1, texts: [Self.ordinal(value)]) : nil
    }
    guard let number = parser.ordinal(at: start) else { return nil }
    let before = word(start - 1)
    // `one hundredth of a second`
    if word(start) == "one", number.end == start + 2, word(number.end) == "of", before != "the" { return nil }
    // `a tenth`, `nine tenths`; `thirty second` may be a time or the last of thirty-two.
    if number.end == start + 2, !atoms[start + 1].isLast, atoms[start].word != atoms[start + 1].word { return nil }
    if number.end == start + 1, before == "a" || Numerals.isNumeral(before) { return nil }
    if number.end == start + 2, word(start + 1) == "second", !isOrdinal(from: start, to: number.end) {
      return Figures(end: start + 1, texts: [String(number.value - 2)])
    }
    return Figures(end: number.end, texts: [Self.ordinal(number.value)])
  }

  /// Whether a month is named here; those that are words as well have a capital then.
  private func isMonth(_ index: Int) -> Bool {
    atoms.indices.contains(index) && Numerals.months.contains(word(index))
      && (!["may", "march", "august"].contains(word(index)) || atoms[index].text.first?.isUppercase == true)
  }

  private static let numberedInOrder: Set<String> = [
    "of", "amendment", "anniversary", "avenue", "birthday", "century", "floor", "president", "street",
  ]

  /// Whether `thirty second` counts something rather than the seconds that it takes.
  private func isOrdinal(from start: Int, to end: Int) -> Bool {
    isMonth(start - 1) || word(start - 1) == "the" && isMonth(start - 2) || Self.numberedInOrder.contains(word(end))
      || end == atoms.count && (word(start - 1) == "the" || atoms[start].word == atoms[end - 1].word)
  }

  private static func ordinal(_ value: Int) -> String {
    let suffix =
      (11...13).contains(value % 100) ? "th" : [1: "st", 2: "nd", 3: "rd"][value % 10] ?? "th"
    return written(value) + suffix
  }

  /// With commas from ten thousand on.
  static func written(_ value: Int) -> String {
    guard value >= 10_000 else { return String(value) }
    var figures = String(value)
    for place in stride(from: figures.count - 3, to: 0, by: -3) {
      figures.insert(",", at: figures.index(figures.startIndex, offsetBy: place))
    }
    return figures
  }
}
