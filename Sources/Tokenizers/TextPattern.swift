/// What is looked for in a text: a text as it stands, or a regular expression.
struct TextPattern {
  private let regex: Regex<AnyRegexOutput>

  /// - Parameter value: `{"String": …}` or `{"Regex": …}`.
  init(_ value: Any?) throws {
    guard let fields = value as? Fields else { throw TokenizerError("a pattern is missing") }
    if let text = fields.text("String"), !text.isEmpty {
      try self.init("\\Q\(text.replacing("\\E", with: "\\E\\\\E\\Q"))\\E")
    } else if let expression = fields.text("Regex") {
      try self.init(expression)
    } else {
      throw TokenizerError("a pattern is neither a text nor a regular expression")
    }
  }

  init(_ expression: String) throws {
    do { regex = try Regex(expression).matchingSemantics(.unicodeScalar) } catch {
      throw TokenizerError("the regular expression “\(expression)” is not understood: \(error)")
    }
  }

  /// The text in order, in parts that match and parts that do not; none is empty.
  func parts(of text: String) -> [(text: Substring, isMatch: Bool)] {
    var parts: [(Substring, Bool)] = []
    var place = text.startIndex
    for match in text.matches(of: regex) where !match.range.isEmpty {
      if place < match.range.lowerBound { parts.append((text[place..<match.range.lowerBound], false)) }
      parts.append((text[match.range], true))
      place = match.range.upperBound
    }
    if place < text.endIndex { parts.append((text[place...], false)) }
    return parts
  }

  func replaced(in text: String, with content: String) -> String {
    parts(of: text).map { $0.isMatch ? content : String($0.text) }.joined()
  }
}
