import PluginKit
import Subtitles
import Transcript

/// A paragraph as pieces that a line may end between.
struct WrappedParagraph {
  private struct Piece {
    var text: String
    var columns: Int
    /// Whether a space stands before it when it is not the first in its line.
    var hasSpaceBefore: Bool
  }

  /// What begins no line.
  private static let closers = Set<Character>(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％‰…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.!?:;)]}»›%\u{2069}")
  /// What ends no line.
  private static let openers = Set<Character>("‘“（〔［｛〈《「『【￥＄£([{«‹¿¡„\u{2066}\u{2067}\u{2068}")

  private var pieces: [Piece] = []
  /// The last character so far, as it came: one with a million accents is not put together a million times.
  private var last: Character?

  init(_ paragraph: Paragraph, label: String) {
    let isRightToLeft = label.hasRightToLeftLetters || paragraph.words.contains { $0.text.hasRightToLeftLetters }
    for part in label.split(separator: " ") { append(part, spaced: true) }
    let first = pieces.count
    var segments = paragraph.segments.makeIterator()
    var segment = segments.next()
    var left = segment?.words.count ?? 0
    for word in paragraph.words {
      if left == 0 {
        segment = segments.next()
        left = segment?.words.count ?? 0
      }
      left -= 1
      let isUnspaced = segment?.language.isWrittenWithoutSpaces ?? false
      for (index, part) in word.text.onOneLine.split(separator: " ").enumerated() {
        let isSpaced = pieces.count == first || index > 0 || word.hasSpaceBefore
        appendWord(part, spaced: isSpaced, breaks: isUnspaced)
      }
    }
    guard pieces.count > first else {
      pieces = []
      return
    }
    if isRightToLeft, !label.isEmpty {
      pieces[first].text = "\u{2068}" + pieces[first].text
      pieces[pieces.count - 1].text += "\u{2069}"
    }
  }

  /// As few lines as possible, none wider than `width` unless a single piece is.
  func lines(of width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var columns = 0
    for piece in pieces {
      let space = piece.hasSpaceBefore && !line.isEmpty ? 1 : 0
      if !line.isEmpty, columns + space + piece.columns > width {
        lines.append(line)
        line = piece.text
        columns = piece.columns
      } else {
        if space == 1 { line += " " }
        line += piece.text
        columns += space + piece.columns
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// Adds a word, in pieces where it has characters that a line may end between.
  private mutating func appendWord(_ word: Substring, spaced: Bool, breaks: Bool) {
    var start = word.startIndex
    var index = start
    var previous: Character?
    var isFirst = true
    while index < word.endIndex {
      let character = word[index]
      if let before = previous, Self.mayBreak(between: before, and: character) {
        append(word[start..<index], spaced: isFirst && spaced, breaks: isFirst ? breaks : true)
        start = index
        isFirst = false
      }
      previous = character
      index = word.index(after: index)
    }
    append(word[start...], spaced: isFirst && spaced, breaks: isFirst ? breaks : true)
  }

  /// - Parameter breaks: whether a line may end before it although there is no space.
  private mutating func append(_ text: Substring, spaced: Bool, breaks: Bool = false) {
    guard let first = text.first else { return }
    defer { last = text.last }
    guard !spaced, let last, !Self.mayBreak(between: last, and: first, anywhere: breaks) else {
      pieces.append(Piece(text: String(text), columns: text.columns, hasSpaceBefore: spaced))
      return
    }
    pieces[pieces.count - 1].text += text
    pieces[pieces.count - 1].columns += text.columns
  }

  /// Whether a line may end between two characters that have no space between them.
  ///
  /// - Parameter anywhere: whether they belong to two words of a language without spaces.
  private static func mayBreak(between a: Character, and b: Character, anywhere: Bool = false) -> Bool {
    guard !openers.contains(a), !closers.contains(b), let first = b.unicodeScalars.first else { return false }
    switch first.properties.generalCategory {
    // They belong to the letter before.
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return false
    default: break
    }
    if a.isHangul && b.isHangul { return false }
    if a.columns == 2 || b.columns == 2 { return true }
    return anywhere && !(a.isASCII && b.isASCII)
  }
}

extension Character {
  /// Korean is wide and has spaces: its words stay whole.
  fileprivate var isHangul: Bool {
    switch unicodeScalars.first?.value ?? 0 {
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: true
    default: false
    }
  }
}
