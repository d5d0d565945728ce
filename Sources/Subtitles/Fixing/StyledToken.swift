import Timeline
import Transcript

/// A word with the styles of its parts.
struct StyledToken {
  var token: CueToken
  var spans: [CueSpan]
  /// The space before it, in its style; nil where there is none, or a line begins.
  var space: CueSpan?
}

extension StyledToken {
  /// The words of a cue. In scripts without spaces each full-width character is one, and a dictionary tells those of Thai
  /// and its neighbours; what has a ruby annotation stays in one piece.
  static func tokens(of text: [CueLine], language: LanguageTag) -> [StyledToken] {
    var reader = Reader(language: language)
    for line in text {
      reader.beginLine()
      for span in line.spans { reader.read(span) }
    }
    reader.endToken()
    return reader.tokens
  }

  private struct Reader {
    let language: LanguageTag
    private let isUnspaced: Bool
    var tokens: [StyledToken] = []
    private var spans: [CueSpan] = []
    private var space: CueSpan?
    private var beginsLine = false
    private var endsSentence = true

    init(language: LanguageTag) { (self.language, isUnspaced) = (language, language.isWrittenWithoutSpaces) }

    mutating func beginLine() {
      endToken()
      (beginsLine, space) = (!tokens.isEmpty, nil)
    }

    mutating func read(_ span: CueSpan) {
      if span.ruby != nil {
        if isUnspaced { endToken() }
        spans.append(span)
        if isUnspaced { endToken() }
        return
      }
      guard isUnspaced else { return readWords(span) }
      let starts = WordBreaks.starts(in: span.text)
      for index in span.text.indices {
        let character = span.text[index]
        if character == " " {
          endToken()
          space = span.with(" ")
          continue
        }
        if character.columns == 2 || lastIsWide || starts.contains(index) { endToken() }
        append(String(character), of: span)
      }
    }

    private mutating func readWords(_ span: CueSpan) {
      for (index, word) in span.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if index > 0 {
          endToken()
          space = span.with(" ")
        }
        if !word.isEmpty { append(String(word), of: span) }
      }
    }

    private var lastIsWide: Bool { spans.last?.text.last.map { $0.columns == 2 } ?? false }

    private mutating func append(_ text: String, of span: CueSpan) {
      if let last = spans.last, last.matches(span) {
        spans[spans.count - 1].text += text
      } else {
        spans.append(span.with(text))
      }
    }

    mutating func endToken() {
      guard !spans.isEmpty else { return }
      let text = spans.map(\.text).joined()
      var token = CueToken(
        text: text, hasSpaceBefore: space != nil || tokens.isEmpty || hasSpaceAtLineStart(text), start: 0, end: 0,
        columns: text.columns, language: language)
      token.beginsSentence = endsSentence
      token.endsSentence = BreakQuality.endsSentence(token)
      endsSentence = token.endsSentence
      tokens.append(StyledToken(token: token, spans: spans, space: space))
      (spans, space, beginsLine) = ([], nil, false)
    }

    /// Latin words are set apart in every script.
    private func hasSpaceAtLineStart(_ text: String) -> Bool {
      guard beginsLine else { return false }
      guard isUnspaced, let first = text.first, let last = tokens.last?.token.text.last else {
        return !isUnspaced
      }
      return [first, last].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }
}

extension Collection<StyledToken> {
  /// One line.
  var line: CueLine {
    var spans: [CueSpan] = []
    func append(_ span: CueSpan) {
      if let last = spans.last, last.matches(span) {
        spans[spans.count - 1].text += span.text
      } else {
        spans.append(span)
      }
    }
    for token in self {
      if token.token.hasSpaceBefore, let last = spans.last {
        var space = token.space ?? last.with(" ")
        space.ruby = nil
        append(space)
      }
      token.spans.forEach(append)
    }
    return CueLine(spans: spans)
  }
}
