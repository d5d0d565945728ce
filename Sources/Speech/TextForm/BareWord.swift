/// A word and the marks around it.
struct BareWord {
  /// Quotation marks, brackets, dashes before the word.
  var opening: String
  /// The word itself.
  var core: String
  /// Marks after the word.
  var closing: String

  /// - Parameters:
  ///   - signs: marks that belong to the word where it begins with them.
  ///   - finalSigns: marks that belong to the word where it ends with them.
  init(_ text: String, signs: Set<Character> = [], finalSigns: Set<Character> = []) {
    func isOf(_ signs: Set<Character>, _ character: Character) -> Bool {
      character.isLetter || character.isNumber || signs.contains(character)
    }
    let opening = text.prefix { !isOf(signs, $0) }
    let rest = text.dropFirst(opening.count)
    let closing = String(rest.reversed().prefix { !isOf(finalSigns, $0) }.reversed())
    self.opening = String(opening)
    self.closing = closing
    core = String(rest.dropLast(closing.count))
  }

  /// Whether a sentence ends with the word.
  static func endsSentence(_ text: String) -> Bool {
    text.reversed().drop { "\"'”’)]»".contains($0) }.first.map { ".?!…".contains($0) } ?? false
  }
}
