import Transcript

private typealias Numerals = EnglishNumberWords

extension EnglishFigures {
  private static let currencies: [String: String] = [
    "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "yen": "¥",
  ]
  /// What is counted in hundredths of a currency.
  private static let hundredths: Set<String> = ["cent", "cents", "pence"]
  /// What `one` after them numbers.
  private static let numberedThings: Set<String> = [
    "act", "chapter", "channel", "episode", "figure", "grade", "item", "level", "line", "page", "part", "phase",
    "question", "room", "route", "scene", "season", "section", "stage", "step", "table", "verse", "version", "volume",
  ]

  /// A number with what it counts, where that has a sign: `twenty five percent`, `five dollars`, `three point one four`.
  func amount(at start: Int) -> Figures? {
    let isNegative = word(start) == "minus" && !Numerals.isNumeral(word(start - 1))
    let first = isNegative ? start + 1 : start
    let sign = isNegative ? "−" : ""
    if let price = price(at: first) { return price.signed(sign) }
    guard let number = quantity(at: first) else { return nil }
    if let money = money(number, at: first) { return money.signed(sign) }
    if let end = percentEnd(number.end) { return Figures(end: end, texts: ["\(sign)\(number.figures)%"]) }
    if let scale = number.scale {
      // The word that names the scale stays as it is.
      return percentEnd(scale + 1) == nil ? Figures(end: scale, texts: [sign + number.figures]) : nil
    }
    guard !number.isLiteral, isNegative || number.isCounted || isNumbered(first, number) else { return nil }
    return Figures(end: number.end, texts: [sign + number.figures])
  }

  /// A number in figures.
  private struct Quantity {
    var figures: String
    /// Behind its last word, scale not counted in.
    var end: Int
    /// The word of millions, billions or trillions after it.
    var scale: Int?
    /// Whether it is written in figures already.
    var isLiteral = false
    /// Whether it is a number without anything around it that says so; zero and one are not.
    var isCounted = true
    var value = 0
  }

  private func quantity(at start: Int) -> Quantity? {
    let text = word(start)
    if text.first?.isNumber == true, atoms[start].isFirst, atoms[start].isLast, Numerals.decimal(text) != nil {
      let scale = Numerals.scaleValues[word(start + 1)].map { _ in start + 1 }
      return Quantity(figures: text, end: start + 1, scale: scale, isLiteral: true)
    }
    // `point five percent`
    if text == "point", let fraction = parser.fraction(at: start), percentEnd(fraction.end) != nil {
      return Quantity(figures: "0.\(fraction.figures)", end: fraction.end)
    }
    let isZero = text == "zero"
    guard
      let number = isZero ? EnglishNumberParser.Number(value: 0, end: start + 1) : parser.cardinal(at: start)
    else { return nil }
    if let fraction = parser.fraction(at: number.end) {
      let scale = Numerals.scaleValues[word(fraction.end)].map { _ in fraction.end }
      return Quantity(
        figures: "\(Self.written(number.value)).\(fraction.figures)", end: fraction.end, scale: scale,
        value: number.value)
    }
    if let scaled = number.scaled {
      return Quantity(figures: Self.written(scaled.count), end: scaled.word, scale: scaled.word, value: number.value)
    }
    return Quantity(
      figures: Self.written(number.value), end: number.end,
      isCounted: !isZero && text != "one" || number.end > start + 1,
      value: number.value)
  }

  /// Whether a zero or a one is a number all the same: `step one`, `zero degrees`, `one, two, three`.
  private func isNumbered(_ start: Int, _ number: Quantity) -> Bool {
    if ["degrees", "degree"].contains(word(number.end)) { return true }
    if Self.numberedThings.contains(word(start - 1)) { return true }
    // `two to one`
    if word(number.end) == "to", Numerals.isNumeral(word(number.end + 1)) { return true }
    if word(start - 1) == "to", Numerals.isNumeral(word(start - 2)) { return true }
    let isAlone = start == 0 && number.end == atoms.count
    return isAlone && (isInList.before || isInList.after)
  }

  /// Whether a sign, a scale or a decimal point follows, which make words before them a number for sure.
  func isQuantity(at index: Int) -> Bool {
    percentEnd(index) != nil || word(index) == "point" || Numerals.scaleValues[word(index)] != nil
      || word(index) == "hundred" || Self.currencies[word(index)] != nil || Self.hundredths.contains(word(index))
  }

  private func percentEnd(_ end: Int) -> Int? {
    if word(end) == "percent" { return end + 1 }
    return word(end) == "per" && word(end + 1) == "cent" ? end + 2 : nil
  }

  /// `five dollars and twenty cents` → `$5.20`; `five million dollars` → `$5`, `million`.
  private func money(_ number: Quantity, at start: Int) -> Figures? {
    let unit = number.scale.map { $0 + 1 } ?? number.end
    let isSterling = word(unit) == "pounds" && word(unit + 1) == "sterling"
    guard let sign = isSterling ? "£" : Self.currencies[word(unit)] else { return nil }
    let end = unit + (isSterling ? 2 : 1)
    // `five dollars' worth`
    guard !["'", "’"].contains(atoms[end - 1].bare.closing.first.map(String.init)) else { return nil }
    if let scale = number.scale { return Figures(end: end, texts: [sign + number.figures, atoms[scale].text]) }
    let rest = end + (word(end) == "and" ? 1 : 0)
    if !number.figures.contains("."), let cents = parser.belowHundred(at: rest),
      Self.hundredths.contains(word(cents.end))
    {
      let figures = "\(sign)\(number.figures).\(cents.value < 10 ? "0" : "")\(cents.value)"
      return Figures(end: cents.end + 1, texts: [figures])
    }
    // `two dollars fifty`
    if !number.figures.contains("."), let cents = parser.belowHundred(at: end), cents.value >= 10,
      cents.end == atoms.count
    {
      return Figures(end: cents.end, texts: ["\(sign)\(number.figures).\(cents.value)"])
    }
    return Figures(end: end, texts: [sign + number.figures])
  }

  /// `nineteen ninety nine dollars`
  func price(at start: Int) -> Figures? {
    guard let pair = parser.pair(at: start), pair.second >= 10, word(pair.end).hasSuffix("s"),
      let sign = Self.currencies[word(pair.end)]
    else { return nil }
    return Figures(end: pair.end + 1, texts: ["\(sign)\(pair.first).\(pair.second)"])
  }

  // MARK: Rows of words

  /// The words as rows between marks, cut at hyphens.
  static func runs(of words: [Word]) -> [Run] {
    var runs: [Run] = []
    var open: [Atom] = []
    var afterComma = false
    func close(comma: Bool) {
      guard !open.isEmpty else { return }
      var run = Run(atoms: open)
      if afterComma, let last = runs.indices.last, isNumeral(runs[last].atoms.last), isNumeral(open.first) {
        runs[last].isInList.after = true
        run.isInList.before = true
      }
      runs.append(run)
      open = []
      afterComma = comma
    }
    for (index, word) in words.enumerated() {
      let bare = BareWord(word.text)
      if !bare.opening.isEmpty { close(comma: false) }
      let parts = bare.core.split(separator: "-", omittingEmptySubsequences: false)
      for (place, part) in parts.enumerated() {
        open.append(
          Atom(
            word: index, text: String(part), isFirst: place == 0, isLast: place == parts.count - 1, bare: bare))
      }
      if !bare.closing.isEmpty { close(comma: bare.closing == ",") }
    }
    close(comma: false)
    return runs
  }

  private static func isNumeral(_ atom: Atom?) -> Bool {
    atom.map { Numerals.isNumeral($0.text.lowercased()) } ?? false
  }
}
