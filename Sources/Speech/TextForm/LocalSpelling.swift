import Transcript

/// Writes figures as words, in languages other than English: whole numbers, decimals, percentages, years. Ordinals, times
/// of day, amounts of money and numbers that go by the gender of what they count stay in figures.
struct LocalSpelling {
  private let language: NumeralLanguage

  init(_ language: NumeralLanguage) {
    self.language = language
  }

  func edits(of words: [Word], startsSentence: Bool) -> [WordEdit] {
    var edits: [WordEdit] = []
    let signs: Set<Character> = ["%"]
    let bare = words.map {
      BareWord($0.text, signs: ["-", "−", "$", "€", "£", "%", "#"], finalSigns: ["%", "€", "$", "£", "°"])
    }
    var index = 0
    while index < words.count {
      defer { index += 1 }
      var figures = bare[index].core[...]
      var count = 1
      let isPercentage = figures.last.map(signs.contains) ?? false
      if isPercentage {
        figures = figures.dropLast()
      } else if index + 1 < words.count, bare[index].closing.isEmpty, bare[index + 1].core == "%" {
        count = 2
      }
      guard let number = spelled(figures, isCounted: isPercentage || count == 2) else { continue }
      var texts = number.split(separator: " ").map(String.init)
      if isPercentage || count == 2 { texts += language.percentWords.split(separator: " ").map(String.init) }
      if index == 0 ? startsSentence : BareWord.endsSentence(words[index - 1].text) {
        texts[0] = texts[0].prefix(1).uppercased() + texts[0].dropFirst()
      }
      texts[0] = bare[index].opening + texts[0]
      texts[texts.count - 1] += bare[index + count - 1].closing
      edits.append(WordEdit(words: index..<index + count, texts: texts))
      index += count - 1
    }
    return edits
  }

  /// - Parameter isCounted: whether percents are counted: no gender, no year.
  private func spelled(_ figures: Substring, isCounted: Bool) -> String? {
    let parts = figures.split(separator: ",", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, !whole.isEmpty else { return nil }
    let groups = whole.split(omittingEmptySubsequences: false) { $0 == "." || $0.isWhitespace }
    guard groups.allSatisfy({ !$0.isEmpty && EnglishNumberWords.isFigures($0) }),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.count == 1 || groups[0].count <= 3, let value = Int(groups.joined()), value < 1_000_000_000_000,
      // Codes, and what is written in more figures than numbers are.
      value == 0 || groups[0].first != "0"
    else { return nil }
    if parts.count == 2 {
      guard !parts[1].isEmpty, EnglishNumberWords.isFigures(parts[1]) else { return nil }
      return language.decimal(value, parts[1])
    }
    if !isCounted, language.isInflected(value) { return nil }
    return groups.count == 1 && whole.count == 4 && !isCounted ? language.year(value) : language.cardinal(value)
  }
}
