/// A word as the lists look at it.
struct ClassifiedWord: Hashable {
  /// Letters and digits.
  let plain: String
  /// Letters and `*`, digits and signs read as the letters that they look like; empty where that says nothing new.
  let leet: String
  /// Whether it stands between quotation marks.
  var isQuoted: Bool

  /// - Parameter token: at least one sign, folded.
  /// - Returns: nil where nothing is left of it.
  init?(_ token: Scalars, isQuoted: Bool) {
    let isStarred = token.first == "*"
    var rest = token.drop { "'!+|*".unicodeScalars.contains($0) }
    while let last = rest.last, "'!+|".unicodeScalars.contains(last) || (isStarred && last == "*") { rest.removeLast() }
    if rest.suffix(2).elementsEqual(["'", "s"]) { rest.removeLast(2) }
    rest.removeAll { $0 == "'" }
    let plain = rest.filter { $0.isSmallLetter || $0.isDigit }
    if plain.isEmpty, !rest.contains(where: { "*$@".unicodeScalars.contains($0) }) { return nil }
    var leet: Scalars = []
    if rest.contains(where: \.isSmallLetter) {
      leet = rest.map { Self.lookalikes[$0] ?? $0 }.filter { $0.isSmallLetter || $0 == "*" }
      if leet.elementsEqual(plain) { leet = [] }
    }
    if plain.isEmpty, leet.isEmpty { return nil }
    self.plain = Scalars(plain).text
    self.leet = leet.text
    self.isQuoted = isQuoted
  }

  /// What can stand in a word.
  static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isSmallLetter || scalar.isDigit || "@$!+|*'".unicodeScalars.contains(scalar)
  }

  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "+": "t", "|": "i",
  ]
}
