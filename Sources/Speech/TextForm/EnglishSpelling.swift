import Transcript

private typealias Numerals = EnglishNumberWords

/// Writes figures as the words that they are read as, in English: what is called text normalisation.
struct EnglishSpelling {
  private let words: [Word]
  private let bare: [BareWord]
  private let startsSentence: Bool

  private static let currencies: [Character: (one: String, many: String, hundredths: String)] = [
    "$": ("dollar", "dollars", "cents"), "€": ("euro", "euros", "cents"), "£": ("pound", "pounds", "pence"),
    "¥": ("yen", "yen", "sen"),
  ]
  private static let signs: Set<Character> = Set(currencies.keys).union("#-−.+")
  private static let finalSigns: Set<Character> = Set(currencies.keys).union("%‰°")
  private static let scales: [Substring: String] = [
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "bn": "billion", "B": "billion",
  ]

  /// - Parameter startsSentence: whether the first word begins a sentence, and so with a capital.
  static func edits(of words: [Word], startsSentence: Bool) -> [WordEdit] {
    EnglishSpelling(words, startsSentence).edits()
  }

  private init(_ words: [Word], _ startsSentence: Bool) {
    self.words = words
    self.startsSentence = startsSentence
    bare = words.map { word in
      var bare = BareWord(word.text, signs: Self.signs.union(Self.finalSigns), finalSigns: Self.finalSigns)
      // A dash or a dot before a letter is a mark.
      while let first = bare.core.first, Self.signs.contains(first), !bare.core.dropFirst().contains(where: \.isNumber)
      {
        bare.opening.append(first)
        bare.core.removeFirst()
      }
      return bare
    }
  }

  private func edits() -> [WordEdit] {
    var edits: [WordEdit] = []
    var index = 0
    while index < words.count {
      guard let (text, count) = spelled(at: index) else {
        index += 1
        continue
      }
      let range = index..<index + count
      var texts = text.split(separator: " ").map(String.init)
      if let last = texts.indices.last {
        if index == 0 ? startsSentence : BareWord.endsSentence(words[index - 1].text) {
          texts[0] = texts[0].prefix(1).uppercased() + texts[0].dropFirst()
        }
        texts[last] += bare[range.upperBound - 1].closing
        texts[0] = opening(index) + texts[0]
        edits.append(WordEdit(words: range, texts: texts))
      }
      index = range.upperBound
    }
    return edits
  }

  /// The marks before a word; the apostrophe of `’90s` goes with the century that it stands for.
  private func opening(_ index: Int) -> String {
    let opening = bare[index].opening
    return ["'", "’", "‘"].contains(opening) && bare[index].core.hasSuffix("s") ? "" : opening
  }

  /// What is read, and of how many words; nil where there are no figures, or none that can be read.
  private func spelled(at index: Int) -> (text: String, count: Int)? {
    let core = bare[index].core
    if ["%", "&"].contains(words[index].text) { return nil }
    guard core.contains(where: \.isNumber) else { return nil }
    if let number = telephoneNumber(at: index) { return number }
    // Marks between the words end what is read together.
    let next =
      index + 1 < words.count && bare[index].closing.isEmpty && bare[index + 1].opening.isEmpty ? bare[index + 1] : nil
    if let amount = money(core, next: next?.core) ?? percent(core, next: next?.core) { return amount }
    let half = next.map { ["am", "pm", "a.m", "p.m", "a.m."].contains($0.core.lowercased()) } ?? false
    if let time = time(core, hasHalf: half) { return (time, 1) }
    if index > 0, bare[index - 1].closing.isEmpty, Numerals.months.contains(bare[index - 1].core.lowercased()),
      bare[index - 1].core.first?.isUppercase == true, let day = Int(core), (1...31).contains(day)
    {
      return (Numerals.ordinal(day), 1)
    }
    return plain(core).map { ($0, 1) }
  }

  /// Three words of figures and more, seven figures at least: `+1 212 555 1234`.
  private func telephoneNumber(at start: Int) -> (text: String, count: Int)? {
    var end = start
    var figures = ""
    while end < words.count, end == start || bare[end - 1].closing.isEmpty && bare[end].opening.isEmpty {
      let core = end == start && bare[end].core.hasPrefix("+") ? bare[end].core.dropFirst() : bare[end].core[...]
      guard !core.isEmpty, Numerals.isFigures(core) else { break }
      figures += core
      end += 1
    }
    guard end - start >= 3, figures.count >= 7 else { return nil }
    return ((bare[start].core.hasPrefix("+") ? "plus " : "") + Numerals.digits(figures), end - start)
  }

  // MARK: Amounts

  private func money(_ core: String, next: String?) -> (text: String, count: Int)? {
    var figures = Substring(core)
    let isNegative = figures.first == "-" || figures.first == "−"
    if isNegative { figures = figures.dropFirst() }
    let sign: Character
    if let first = figures.first, Self.currencies[first] != nil {
      sign = first
      figures = figures.dropFirst()
    } else if let last = figures.last, Self.currencies[last] != nil {
      sign = last
      figures = figures.dropLast()
    } else {
      return nil
    }
    guard let currency = Self.currencies[sign] else { return nil }
    let minus = isNegative ? "minus " : ""
    // `$5-million`, `$20-a-day`
    let tail = figures.drop { $0.isNumber || $0 == "," || $0 == "." }
    let number = figures.prefix { $0.isNumber || $0 == "," || $0 == "." }
    if let scale = Self.scales[tail], let amount = Numerals.decimal(number) {
      return (minus + "\(amount) \(scale) \(currency.many)", 1)
    }
    if tail.count > 1, tail.first == "-" || tail.first == "–", let from = Numerals.decimal(number),
      let to = Numerals.decimal(tail.dropFirst().drop { $0 == sign })
    {
      return ("\(from) to \(to) \(currency.many)", 1)
    }
    guard tail.isEmpty else {
      guard tail.first == "-", !tail.contains(where: \.isNumber), let amount = Numerals.decimal(number) else {
        return nil
      }
      return (minus + "\(amount) \(currency.one)\(tail)", 1)
    }
    if let next, Numerals.scaleValues[next.lowercased()] != nil, let amount = Numerals.decimal(number) {
      return (minus + "\(amount) \(next) \(currency.many)", 2)
    }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ $0.isEmpty ? 0 : Numerals.value($0) }) else { return nil }
    let units = "\(Numerals.cardinal(whole)) \(whole == 1 ? currency.one : currency.many)"
    guard parts.count == 2 else { return parts.count == 1 ? (minus + units, 1) : nil }
    guard parts[1].count == 2, let rest = Int(parts[1]) else {
      return Numerals.decimal(number).map { (minus + "\($0) \(currency.many)", 1) }
    }
    if rest == 0 { return (minus + units, 1) }
    let hundredths =
      "\(Numerals.cardinal(rest)) \(rest == 1 && currency.hundredths == "cents" ? "cent" : currency.hundredths)"
    return (whole == 0 ? minus + hundredths : minus + "\(units) and \(hundredths)", 1)
  }

  private func percent(_ core: String, next: String?) -> (text: String, count: Int)? {
    for (sign, name) in [("%", "percent"), ("‰", "per mille"), ("°", "degrees")] {
      if core.hasSuffix(sign),
        let number = plain(String(core.dropLast()).replacing("\(sign)-", with: "-"), isAmount: true)
      {
        return ("\(number) \(name)", 1)
      }
      if next == sign, let number = plain(core, isAmount: true) {
        return ("\(number) \(name)", 2)
      }
    }
    for (unit, name) in [("°C", "degrees Celsius"), ("°F", "degrees Fahrenheit")] where core.hasSuffix(unit) {
      return plain(String(core.dropLast(2)), isAmount: true).map { ("\($0) \(name)", 1) }
    }
    return nil
  }

  /// `5:30`, `5:05`, `5:00`, `5:30pm`; results, `4:3`.
  private func time(_ core: String, hasHalf: Bool) -> String? {
    let parts = core.split(separator: ":", omittingEmptySubsequences: false)
    if !hasHalf, ["am", "pm"].contains(core.suffix(2).lowercased()) {
      return time(String(core.dropLast(2)), hasHalf: true).map { "\($0) \(core.suffix(2))" }
    }
    if parts.count == 2, parts[1].count == 1, let one = Numerals.decimal(parts[0]),
      let other = Numerals.decimal(parts[1])
    {
      return "\(one) to \(other)"
    }
    guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
      (0...24).contains(hour)
    else { return nil }
    let name = Numerals.cardinal(hour)
    if minute == 0 { return hasHalf ? name : hour <= 12 ? name + " o'clock" : name + " hundred" }
    return minute < 10 ? "\(name) oh \(Numerals.cardinal(minute))" : "\(name) \(Numerals.cardinal(minute))"
  }

  // MARK: Numbers

  /// - Parameter isAmount: whether something is counted, so that four figures are no year.
  private func plain(_ core: String, isAmount: Bool = false) -> String? {
    guard let first = core.first else { return nil }
    if first == "-" || first == "−" { return plain(String(core.dropFirst()), isAmount: true).map { "minus " + $0 } }
    if first == "+" { return plain(String(core.dropFirst()), isAmount: true).map { "plus " + $0 } }
    if first == "#" { return plain(String(core.dropFirst()), isAmount: true).map { "number " + $0 } }
    if Numerals.isFigures(core) { return number(core, isAmount: isAmount) }
    if let decimal = Numerals.decimal(core) { return decimal }
    return ordinal(core) ?? decade(core) ?? parts(core) ?? code(core)
  }

  private func number(_ figures: String, isAmount: Bool) -> String {
    guard let value = Numerals.value(figures) else { return Numerals.digits(figures) }
    let isCode = figures.count > 1 && figures.hasPrefix("0") || figures.count > 4 && value % 1000 != 0
    if isCode, !isAmount { return Numerals.digits(figures) }
    return figures.count == 4 && !isAmount && (1100...2099).contains(value)
      ? Numerals.year(value) : Numerals.cardinal(value)
  }

  private func ordinal(_ core: String) -> String? {
    guard ["st", "nd", "rd", "th"].contains(core.suffix(2).lowercased()) else { return nil }
    return Numerals.value(core.dropLast(2)).map(Numerals.ordinal)
  }

  /// `1990s`, `90s`, `90's`.
  private func decade(_ core: String) -> String? {
    guard core.hasSuffix("s"), let value = Int(core.dropLast().filter { $0 != "'" && $0 != "’" }), value % 10 == 0,
      value > 0
    else { return nil }
    func plural(_ words: String) -> String { words.hasSuffix("y") ? words.dropLast() + "ies" : words + "s" }
    return plural(value >= 1100 && value < 2100 ? Numerals.year(value) : Numerals.cardinal(value))
  }

  /// Figures with dashes or strokes between: `10-15`, `555-1234`, `25-year-old`, `1/2`, `1.2.3`.
  private func parts(_ core: String) -> String? {
    for dash: Character in ["-", "–"] {
      let parts = core.split(separator: dash, omittingEmptySubsequences: false)
      guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { continue }
      if parts.allSatisfy({ Numerals.isFigures($0) }) {
        let isCode =
          parts.count > 2 || parts.contains { $0.count > 1 && $0.hasPrefix("0") }
          || parts[0].count == 3 && parts[1].count == 4
        if isCode { return parts.map { Numerals.digits($0) }.joined(separator: " ") }
        return "\(number(String(parts[0]), isAmount: false)) to \(number(String(parts[1]), isAmount: false))"
      }
      if parts.allSatisfy({ Numerals.decimal($0) != nil }) {
        return parts.compactMap { Numerals.decimal($0) }.joined(separator: " to ")
      }
      let read = parts.map { $0.contains(where: \.isNumber) ? plain(String($0)) : String($0) }
      if read.contains(nil) { return nil }
      // `COVID-19` is read in two words, `25-year-old` written as one.
      let isName = parts[0].allSatisfy(\.isUppercase)
      return read.compactMap { $0 }.joined(separator: isName ? " " : "-")
    }
    let strokes = core.split(separator: "/", omittingEmptySubsequences: false)
    if strokes.count == 2, let upper = Numerals.value(strokes[0]), let lower = Numerals.value(strokes[1]) {
      return fraction(upper, lower) ?? "\(Numerals.cardinal(upper)) \(Numerals.cardinal(lower))"
    }
    let dots = core.split(separator: ".", omittingEmptySubsequences: false)
    if dots.count > 2, dots.allSatisfy({ !$0.isEmpty && Numerals.isFigures($0) }) {
      return dots.map { number(String($0), isAmount: true) }.joined(separator: " point ")
    }
    return nil
  }

  private func fraction(_ upper: Int, _ lower: Int) -> String? {
    guard upper > 0, upper < lower, (2...10).contains(lower) else { return nil }
    let name = lower == 2 ? "half" : lower == 4 ? "quarter" : Numerals.ordinal(lower)
    return "\(Numerals.cardinal(upper)) \(name)\(upper > 1 ? "s" : "")"
  }

  /// Letters and figures: `B2B`, `MP3`, `5kg`; three figures and more one by one.
  private func code(_ core: String) -> String? {
    // `49ers` are no forty-nine.
    guard !core.hasSuffix("ers"), core.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "," || $0 == "." }) else {
      return nil
    }
    var pieces: [(text: String, isNumber: Bool)] = []
    for character in core {
      let isNumber = !character.isLetter
      if pieces.last?.isNumber == isNumber {
        pieces[pieces.count - 1].text.append(character)
      } else {
        pieces.append((String(character), isNumber))
      }
    }
    var read: [String] = []
    for (index, piece) in pieces.enumerated() {
      guard piece.isNumber else {
        read.append(piece.text)
        continue
      }
      let isAmount = index == 0
      if Numerals.isFigures(piece.text), !isAmount, piece.text.count > 2 || piece.text.hasPrefix("0") {
        read.append(Numerals.digits(piece.text))
      } else if let number = Numerals.decimal(piece.text) {
        read.append(number)
      } else {
        return nil
      }
    }
    return read.joined(separator: " ")
  }
}
