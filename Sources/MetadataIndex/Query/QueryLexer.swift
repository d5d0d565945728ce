/// Cuts a query into what it is made of.
struct QueryLexer {
  enum Token: Hashable {
    case word(String)
    case phrase(String)
    case field(String)
    case open, close, minus, comma, star
    case and, or, not, near
  }

  struct Place: Hashable {
    var token: Token
    /// From 1.
    var column: Int
    /// Whether nothing stands between it and the one before.
    var isAttached: Bool
  }

  /// - Throws: `QueryError` for a quotation that does not end.
  static func tokens(of text: String) throws(QueryError) -> [Place] {
    let signs = Array(text)
    var places: [Place] = []
    var index = 0
    var end = -1
    func add(_ token: Token, from start: Int) {
      places.append(Place(token: token, column: start + 1, isAttached: start == end))
      end = index
    }
    while index < signs.count {
      let start = index
      let sign = signs[index]
      index += 1
      switch sign {
      case _ where sign.isWhitespace: continue
      case "(": add(.open, from: start)
      case ")": add(.close, from: start)
      case ",": add(.comma, from: start)
      case "*": add(.star, from: start)
      case "|": add(.or, from: start)
      case "-" where start == 0 || signs[start - 1].isWhitespace || signs[start - 1] == "(": add(.minus, from: start)
      case _ where isQuote(sign):
        var text = ""
        while index < signs.count, !isQuote(signs[index]) {
          text.append(signs[index])
          index += 1
        }
        guard index < signs.count else { throw QueryError(column: start + 1, message: "the quotation does not end") }
        index += 1
        add(.phrase(text), from: start)
      default:
        while index < signs.count, !isEnd(signs[index]) { index += 1 }
        let word = String(signs[start..<index])
        if index < signs.count, signs[index] == ":", isName(word) {
          index += 1
          add(.field(word.lowercased()), from: start)
        } else {
          // A colon that follows no name belongs to the word: 12:30.
          while index < signs.count, signs[index] == ":" || !isEnd(signs[index]) { index += 1 }
          add(token(String(signs[start..<index])), from: start)
        }
      }
    }
    return places
  }

  private static func token(_ word: String) -> Token {
    switch word {
    case "AND", "&": .and
    case "OR": .or
    case "NOT": .not
    case "NEAR": .near
    default: .word(word)
    }
  }

  private static func isQuote(_ sign: Character) -> Bool { "\"“”„«»".contains(sign) }

  private static func isEnd(_ sign: Character) -> Bool { sign.isWhitespace || "(),*|:".contains(sign) || isQuote(sign) }

  private static func isName(_ word: String) -> Bool { !word.isEmpty && word.allSatisfy { $0.isASCII && $0.isLetter } }
}
