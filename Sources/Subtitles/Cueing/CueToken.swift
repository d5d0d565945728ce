import Timeline
import Transcript

/// A piece of text that is never broken further: a word, or a part of one that is longer than a line.
struct CueToken {
  var text: String
  /// Whether a space stands before it when it is not the first in its line.
  var hasSpaceBefore: Bool
  /// Milliseconds on the media clock. Not before the start of the token before.
  var start: Int64
  /// Not before `start`, not after the start of the next token.
  var end: Int64
  var columns: Int
  var language: LanguageTag
  var speaker: String?
  /// Whether the word goes on in the next token.
  var continues = false
  /// Whether a segment of the transcript ends here.
  var endsSegment = false
  /// Whether a sentence ends here.
  var endsSentence = false
  /// Whether it is the first of a sentence, whose capital says nothing.
  var beginsSentence = false
  /// Whether it says who speaks, and is not said itself.
  var isLabel = false
}

extension CueToken {
  /// The tokens of a transcript, whatever its word times are: sorted, ends clipped to the next start, nothing before 0,
  /// no token longer than `maximumDuration` ms or wider than `lineLength`.
  static func tokens(
    of transcript: Transcript, lineLength: Int, maximumDuration: Int64, ellipsis: StyleRules.Ellipsis,
    namesSpeakers: Bool = false
  ) -> [CueToken] {
    var tokens: [CueToken] = []
    var speaker: String?
    for segment in transcript.segments {
      if namesSpeakers, segment.speaker != speaker, let label = label(of: segment, lineLength: lineLength) {
        tokens.append(label)
      }
      speaker = segment.speaker
      let countBefore = tokens.count
      for word in segment.words {
        var word = word
        word.text = ellipsis.applied(to: word.text)
        append(word, of: segment, isFirst: tokens.count == countBefore, lineLength: lineLength, to: &tokens)
      }
      if tokens.count > countBefore { tokens[tokens.count - 1].endsSegment = true }
    }
    // Recognisers disagree with themselves at window seams: order by start, keeping the order of equal ones.
    tokens.sort { $0.start < $1.start }
    for index in tokens.indices {
      let next = index + 1 < tokens.count ? tokens[index + 1].start : .max
      let longest = tokens[index].start + maximumDuration
      tokens[index].end = max(tokens[index].start, min(tokens[index].end, next, longest))
      tokens[index].endsSentence = BreakQuality.endsSentence(tokens[index])
      tokens[index].beginsSentence = index == 0 || tokens[index - 1].endsSentence
    }
    return tokens
  }

  /// The tokens of text that is in lines already, without times.
  static func tokens(ofLines lines: [String], language: LanguageTag) -> [[CueToken]] {
    var endsSentence = true
    let isUnspaced = language.isWrittenWithoutSpaces
    return lines.map { line in
      let words = isUnspaced ? line.map { String($0) } : line.split(separator: " ").map { String($0) }
      return words.enumerated().map { index, text in
        var token = CueToken(
          text: text, hasSpaceBefore: !isUnspaced, start: 0, end: 0, columns: text.columns,
          language: language)
        token.beginsSentence = endsSentence
        token.endsSentence = BreakQuality.endsSentence(token)
        endsSentence = token.endsSentence
        return token
      }
    }
  }

  /// `[Ann]` at the first word of `segment`; nil where the speaker has a number and no name.
  private static func label(of segment: Segment, lineLength: Int) -> CueToken? {
    guard let name = segment.speaker, !name.hasPrefix("spk_"), let first = segment.words.first else { return nil }
    let text = "[\(CueText.lines(of: name).joined(separator: " "))]"
    guard text.columns <= lineLength / 2 else { return nil }
    let start = min(max(0, first.start.milliseconds), SubtitleDocument.latestTime.milliseconds)
    var label = CueToken(
      text: text, hasSpaceBefore: true, start: start, end: start, columns: text.columns, language: segment.language,
      speaker: name)
    label.isLabel = true
    return label
  }

  private static func append(
    _ word: Word, of segment: Segment, isFirst: Bool, lineLength: Int, to tokens: inout [CueToken]
  ) {
    let latest = SubtitleDocument.latestTime.milliseconds
    let start = min(max(0, word.start.milliseconds), latest)
    let end = min(max(start, word.end.milliseconds), latest)
    let spaced = !segment.language.isWrittenWithoutSpaces
    let texts = CueText.lines(of: word.text).flatMap { $0.split(separator: " ") }
    let words = texts.map { pieces(of: $0, lineLength: lineLength) }
    let total = max(1, words.joined().reduce(0) { $0 + $1.columns })
    var passed = 0
    for (index, parts) in words.enumerated() {
      for (part, text) in parts.enumerated() {
        let columns = text.columns
        let isFirstPiece = index == 0 && part == 0
        tokens.append(
          CueToken(
            text: text,
            hasSpaceBefore: isFirstPiece ? (isFirst ? spaced : word.hasSpaceBefore) : part == 0,
            start: start + (end - start) * Int64(passed) / Int64(total),
            end: start + (end - start) * Int64(passed + columns) / Int64(total),
            columns: columns, language: segment.language, speaker: segment.speaker,
            continues: part + 1 < parts.count))
        passed += columns
      }
    }
  }

  /// `text` cut into pieces of about the same width, none wider than `lineLength`, each at least one character.
  private static func pieces(of text: Substring, lineLength: Int) -> [String] {
    let columns = text.columns
    guard columns > lineLength else { return [String(text)] }
    let count = (columns + lineLength - 1) / lineLength
    let target = max(2, (columns + count - 1) / count)
    var pieces: [String] = []
    var piece = ""
    var width = 0
    for character in text {
      let columns = character.columns
      // A closing mark may overhang a little, so that it does not begin a line.
      let limit = BreakQuality.closers.contains(character) ? lineLength : target
      if width + columns > min(limit, lineLength), !piece.isEmpty {
        pieces.append(piece)
        piece = ""
        width = 0
      }
      piece.append(character)
      width += columns
    }
    pieces.append(piece)
    return pieces
  }
}
