import Media
import Moderation
import PluginKit
import Transcript

/// Finds utterances that are louder and higher than their speaker usually is.
struct RaisedVoices {
  static let category = "shouting"

  let source: String
  /// The score from which an utterance is a finding.
  let threshold: Double

  /// - Throws: what reading the sound throws, `CancellationError`.
  func annotate(
    _ transcript: Transcript, _ audio: AudioReference, in context: PluginContext
  ) throws -> Annotations {
    let utterances = transcript.utterances
    let meter = VoiceMeter(sampleRate: audio.sampleRate)
    var measures: [(utterance: Utterance, measure: VoiceMeasure)] = []
    for (index, utterance) in utterances.enumerated() {
      try Task.checkCancellation()
      if let measure = try meter.measure(audio, utterance.range) { measures.append((utterance, measure)) }
      context.progress(Double(index + 1) / Double(utterances.count))
    }
    // Where speakers are not known, all are taken for one.
    func speaker(_ utterance: Utterance) -> String? { transcript.segments[utterance.segment].speaker }
    let voices = Dictionary(grouping: measures) { speaker($0.utterance) }
      .compactMapValues { SpeakerVoice($0.map(\.measure)) }
    var annotations = Annotations.none
    for (utterance, measure) in measures {
      guard let raise = voices[speaker(utterance)]?.raise(of: measure) else { continue }
      annotations.utterances.append(
        UtteranceScores(
          source: source, range: utterance.range, words: utterance.words, scores: [Self.category: raise.score]))
      guard raise.score >= threshold else { continue }
      annotations.findings.append(
        Finding(
          category: Self.category, range: utterance.range, score: raise.score, source: source, words: utterance.words,
          rule: raise.description, threshold: threshold))
    }
    return annotations
  }
}
