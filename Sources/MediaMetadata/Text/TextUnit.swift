internal import Timeline
internal import Transcript

/// An utterance with its words as counting looks at them.
struct TextUnit {
  var utterance: Utterance
  var tokens: [Token]
  var language: LanguageTag
  var speaker: String?
  /// 0…1
  var trust: Double
  /// Whether its segment begins with it.
  var startsSegment: Bool

  var range: TimeRange { utterance.range }

  /// Those of a transcript, in time order: all that it has words in.
  static func units(of transcript: Transcript) -> [TextUnit] {
    let words = transcript.words
    var units: [TextUnit] = []
    for utterance in transcript.utterances {
      let segment = transcript.segments[utterance.segment]
      let startsSegment = units.last?.utterance.segment != utterance.segment
      let language = segment.language
      let tokens =
        language.isWrittenWithoutSpaces
        ? Tokeniser.tokens(ofUnspaced: utterance.text, language)
        : Tokeniser.tokens(of: words[utterance.words], language)
      units.append(
        TextUnit(
          utterance: utterance, tokens: tokens, language: language, speaker: segment.speaker,
          trust: segment.trust.score, startsSegment: startsSegment))
    }
    return units
  }
}
