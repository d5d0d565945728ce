/// Words that were added to a vocabulary later and are one piece wherever they stand in a text (`added_tokens`), as the
/// library finds them: the first, and of those the longest.
///
/// Special ones (`[SEP]`, `</s>`) are not looked for: they say where texts begin and end, and what is said cannot say that.
struct AddedTokens {
  /// A part of a text.
  enum Part: Equatable {
    case text(String)
    case token(Int)
  }

  private struct Token {
    var id: Int
    var content: [Unicode.Scalar]
    var isSingleWord: Bool
    var stripsLeft: Bool
    var stripsRight: Bool
  }

  /// By their first letter, the longest first: those that are looked for in the text as it stands, and in what the normaliser
  /// made of it.
  private let raw: [Unicode.Scalar: [Token]]
  private let normalized: [Unicode.Scalar: [Token]]

  /// - Throws: `TokenizerError`.
  init(_ value: Any?, _ normalizer: TextNormalizer) throws {
    var (raw, normalized) = ([Token](), [Token]())
    for case let fields as Fields in value as? [Any] ?? [] {
      guard let content = fields.text("content"), let id = fields.number("id"), PieceTable.numbers.contains(id) else {
        throw TokenizerError("a token that was added has no text or no number")
      }
      if fields.flag("special") ?? false { continue }
      let isNormalized = fields.flag("normalized") ?? true
      let text = isNormalized ? normalizer.normalized(content) : content
      let token = Token(
        id: id, content: Array(text.unicodeScalars), isSingleWord: fields.flag("single_word") ?? false,
        stripsLeft: fields.flag("lstrip") ?? false, stripsRight: fields.flag("rstrip") ?? false)
      if isNormalized { normalized.append(token) } else { raw.append(token) }
    }
    self.raw = Self.byFirst(raw)
    self.normalized = Self.byFirst(normalized)
  }

  private static func byFirst(_ tokens: [Token]) -> [Unicode.Scalar: [Token]] {
    var result: [Unicode.Scalar: [Token]] = [:]
    for token in tokens.sorted(by: { $0.content.count > $1.content.count }) {
      if let first = token.content.first { result[first, default: []].append(token) }
    }
    return result
  }

  /// `text` in order, normalised, with the tokens that were added apart.
  func parts(of text: String, _ normalizer: TextNormalizer) -> [Part] {
    Self.parts(of: text, raw).flatMap { part -> [Part] in
      guard case .text(let text) = part else { return [part] }
      return Self.parts(of: normalizer.normalized(text), normalized)
    }
  }

  private static func parts(of text: String, _ tokens: [Unicode.Scalar: [Token]]) -> [Part] {
    guard !tokens.isEmpty else { return [.text(text)] }
    let scalars = Array(text.unicodeScalars)
    var parts: [Part] = []
    // Behind the last part.
    var start = 0
    var index = 0
    while index < scalars.count {
      guard let token = tokens[scalars[index]]?.first(where: { scalars[index...].starts(with: $0.content) }) else {
        index += 1
        continue
      }
      var (first, end) = (index, index + token.content.count)
      index = end
      if token.isSingleWord, first > 0 && scalars[first - 1].isOfWord || end < scalars.count && scalars[end].isOfWord {
        continue
      }
      while token.stripsLeft, first > start, scalars[first - 1].properties.isWhitespace { first -= 1 }
      while token.stripsRight, end < scalars.count, scalars[end].properties.isWhitespace { end += 1 }
      if start < first { parts.append(.text(Self.text(scalars[start..<first]))) }
      parts.append(.token(token.id))
      (start, index) = (end, end)
    }
    if start < scalars.count { parts.append(.text(Self.text(scalars[start...]))) }
    return parts
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

extension Unicode.Scalar {
  /// `\w`
  fileprivate var isOfWord: Bool {
    if properties.isAlphabetic { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
    default: return value == 0x200C || value == 0x200D
    }
  }
}
