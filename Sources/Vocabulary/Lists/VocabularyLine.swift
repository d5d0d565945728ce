/// One line of a list that is an entry.
struct VocabularyLine {
  /// What is wrong with it.
  struct Fault: Error {
    var message: String

    init(_ message: String) { self.message = message }
  }

  private(set) var entry: VocabularyEntry

  /// - Parameter text: without white space at its ends.
  init(_ text: String) throws(Fault) {
    var text = Self.withoutComment(text)
    let isException = text.hasPrefix("!")
    let isExact = text.hasPrefix("=") && !text.hasPrefix("=>")
    if isException || isExact { text = text.dropFirst().trimmed }
    entry = VocabularyEntry("", isException: isException, isExact: isExact)
    guard !Self.isOptions(text) else {
      throw Fault(
        "these options stand alone and govern nothing: write them behind a word, or “# category: …” above the words "
          + "that they are for")
    }
    text = try readOptions(text)
    let phrase: String
    if let arrow = text.firstRange(of: "=>") {
      phrase = text[..<arrow.lowerBound].trimmed
      if phrase.hasSuffix("]"), !phrase.hasSuffix("\\]"), phrase.contains(" [") {
        throw Fault("what is in brackets stands at the end of the line: “phrase => text [method=replace]”")
      }
      entry.replacement = Self.unescaped(text[arrow.upperBound...].trimmed)
      guard phrase.isEmpty || entry.replacement?.isEmpty == false else {
        throw Fault(
          "nothing stands behind “=>”: write what is to stand there, or “\(phrase) [method=remove]” to leave the word out"
        )
      }
    } else {
      phrase = text
    }
    entry.phrase = Self.unescaped(phrase)
    guard !entry.phrase.isEmpty else { throw Fault("there is no word in it") }
    if isException, entry.replacement != nil || entry.method != nil {
      throw Fault("what may be said is not replaced: leave out “!”, or what stands for it")
    }
    if entry.method == .replace, entry.replacement == nil {
      throw Fault("method=replace needs a text: write “phrase => text”")
    }
  }

  /// `[category=sexual severity=0.5 method=tag]` at the end.
  private mutating func readOptions(_ text: String) throws(Fault) -> String {
    guard text.hasSuffix("]"), !text.hasSuffix("\\]"), let open = text.lastIndex(of: "["), open > text.startIndex,
      text[text.index(before: open)].isWhitespace, text[open...].contains("=")
    else { return text }
    for option in text[text.index(after: open)...].dropLast().split(whereSeparator: \.isWhitespace) {
      let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw Fault("“\(option)” is no option; write name=value") }
      switch parts[0] {
      case "category": entry.category = parts[1]
      case "severity":
        guard let severity = Double(parts[1]), (0...1).contains(severity) else {
          throw Fault("severity is a number from 0 to 1, not “\(parts[1])”")
        }
        entry.severity = severity
      case "method":
        guard let method = VocabularyMethod(rawValue: parts[1]) else {
          let all = VocabularyMethod.allCases.map(\.rawValue).joined(separator: ", ")
          throw Fault("there is no method “\(parts[1])”; there are \(all)")
        }
        entry.method = method
      default: throw Fault("there is no option “\(parts[0])”; there are category, severity, method")
      }
    }
    return text[..<open].trimmed
  }

  /// Whether there is nothing but `[category=x]`.
  private static func isOptions(_ text: String) -> Bool {
    text.hasPrefix("[") && text.hasSuffix("]") && !text.hasSuffix("\\]") && text.contains("=")
  }

  private static func withoutComment(_ text: String) -> String {
    var previous: Character = "x"
    for index in text.indices {
      if text[index] == "#", previous.isWhitespace { return text[..<index].trimmed }
      previous = text[index]
    }
    return text
  }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        result.append(character)
        isEscaped = false
      }
    }
    return result
  }
}
