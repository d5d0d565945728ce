public import Timeline
public import Transcript

/// Finds where in the media the cues of a subtitle file belong that somebody made for another version of it, or with
/// another clock: later or earlier, faster or slower, with scenes that one of them lacks.
///
/// The words of cues are looked for among the recognised ones. Both may have errors, and either may have passages that
/// the other lacks; what is not spoken, such as sounds in brackets, does no harm. Where the words do not match, as with
/// subtitles in another language, the times of speech decide. Time and memory grow with the length of both, about
/// linearly.
public struct SubtitleSynchroniser: Sendable {
  public let settings: SynchronisingSettings
  private let words: [Word]
  private let speech: [TimeRange]
  private let duration: MediaTime

  /// - Parameters:
  ///   - words: what was recognised, on the clock of the media.
  ///   - speech: where somebody speaks; none for where the words are.
  ///   - duration: of the media; zero where it is not known.
  public init(
    words: [Word], speech: [TimeRange] = [], duration: MediaTime = .zero,
    settings: SynchronisingSettings = SynchronisingSettings()
  ) {
    (self.words, self.speech, self.duration, self.settings) = (words, speech, duration, settings)
  }

  public init(_ transcript: Transcript, settings: SynchronisingSettings = SynchronisingSettings()) {
    self.init(
      words: transcript.words, speech: transcript.speech, duration: transcript.duration, settings: settings)
  }

  /// Where the cues of `document` belong, or why that cannot be said well enough to change the file.
  public func synchronisation(
    of document: SubtitleDocument
  ) -> Result<Synchronisation, SynchronisationRefusal> {
    var numbers = WordNumbers()
    let cues = CueWords(document, &numbers)
    var counts = Synchronisation.Counts()
    counts.cues = document.cues.count
    counts.spokenCues = cues.spokenCount
    counts.words = cues.words.count
    func refusal(_ reason: SynchronisationRefusal.Reason, _ best: Synchronisation? = nil) -> SynchronisationRefusal {
      SynchronisationRefusal(reason: reason, confidence: best?.confidence ?? 0, counts: best?.counts ?? counts)
    }
    guard counts.spokenCues > 0 else { return .failure(refusal(.nothingToMatch)) }
    guard !words.isEmpty || !speech.isEmpty else { return .failure(refusal(.noSpeech)) }

    let recognised = RecognisedWords(words, &numbers)
    let byWords = WordSynchroniser(cues: cues, recognised: recognised).synchronisation()
    if let byWords, byWords.confidence >= settings.minimumConfidence { return .success(byWords) }
    var bySound: Synchronisation?
    if settings.usesSound {
      let signal = SpeechSignal(
        speech: speech.isEmpty ? words.map(\.range) : speech, duration: duration)
      bySound = SoundSynchroniser(cues: cues, signal: signal, maximumShift: settings.maximumShift.seconds)
        .synchronisation()
      if let bySound, bySound.confidence >= settings.minimumConfidence { return .success(bySound) }
    }
    // Where both say little, the words say what there was to match.
    let best = byWords ?? bySound
    let hasEvidence = (byWords?.confidence ?? 0) > 0.1 || (bySound?.confidence ?? 0) > 0.1
    return .failure(refusal(hasEvidence ? .weakEvidence : .noMatch, best))
  }
}
