import Foundation
package import Transcript

/// Groups tokens into words: at spaces where the language has them, at whole characters elsewhere; punctuation goes
/// with the word that it belongs to.
package struct TokenWords {
  /// A word and its tokens.
  package struct Word: Hashable {
    package var text: String
    package var hasSpaceBefore: Bool
    package var tokens: Range<Int>
  }

  let tokenizer: Tokenizer
  let language: LanguageTag

  package init(tokenizer: Tokenizer, language: LanguageTag) {
    self.tokenizer = tokenizer
    self.language = language
  }

  /// Marks that belong to the word after them.
  private static let opening = Set("\"'“‘¿¡([{«「『（《【〈„-")
  /// Marks that belong to the word before them.
  private static let closing = Set("\"'.。,，、!！?？:：;；”’)]}»」』）》】〉…-–—")

  package func words(_ tokens: [Int]) -> [Word] {
    let pieces = wholeCharacters(tokens)
    var words: [Word] = []
    for (text, range) in pieces {
      let startsWord =
        text.first == " " || language.isWrittenWithoutSpaces || words.last.map { endsWord($0.text) } ?? true
      if startsWord {
        words.append(
          Word(text: text.trimmingCharacters(in: .whitespaces), hasSpaceBefore: text.first == " ", tokens: range))
      } else {
        words[words.count - 1].text += text.trimmingCharacters(in: .whitespaces)
        words[words.count - 1].tokens = words[words.count - 1].tokens.lowerBound..<range.upperBound
      }
    }
    return attachPunctuation(words).filter { !$0.text.isEmpty }
  }

  /// Tokens joined until they make whole characters; what never does becomes U+FFFD and is dropped.
  private func wholeCharacters(_ tokens: [Int]) -> [(text: String, tokens: Range<Int>)] {
    var result: [(String, Range<Int>)] = []
    var bytes: [UInt8] = []
    var start = 0
    for (index, token) in tokens.enumerated() {
      bytes += tokenizer.bytes(of: token)
      let isLast = index == tokens.count - 1
      if let text = String(validating: bytes, as: UTF8.self) {
        if !text.isEmpty { result.append((text, start..<index + 1)) }
        bytes = []
        start = index + 1
      } else if isLast || bytes.count > 8 {
        let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\u{FFFD}", with: "")
        if !text.isEmpty { result.append((text, start..<index + 1)) }
        bytes = []
        start = index + 1
      }
    }
    return result
  }

  /// Whether what follows without a space is a word of its own all the same: after a dash or an ellipsis.
  private func endsWord(_ text: String) -> Bool { text.last.map { "—–…".contains($0) } ?? false }

  private func attachPunctuation(_ words: [Word]) -> [Word] {
    var result: [Word] = []
    for word in words {
      guard let last = result.last else {
        result.append(word)
        continue
      }
      // “ -” after a space opens; “.” without one closes. A mark that could do both goes by the space before it.
      let marks = !word.text.isEmpty && word.text.allSatisfy { Self.closing.contains($0) }
      let lastIsOpening =
        !last.text.isEmpty && last.text.allSatisfy { Self.opening.contains($0) } && last.hasSpaceBefore
      if marks, !word.hasSpaceBefore {
        result[result.count - 1].text += word.text
        result[result.count - 1].tokens = last.tokens.lowerBound..<word.tokens.upperBound
      } else if lastIsOpening, !word.hasSpaceBefore || last.text != "-" {
        result[result.count - 1].text += word.text
        result[result.count - 1].tokens = last.tokens.lowerBound..<word.tokens.upperBound
      } else {
        result.append(word)
      }
    }
    return result
  }
}
