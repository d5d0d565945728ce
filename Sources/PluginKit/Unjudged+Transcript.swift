package import Moderation
package import Transcript

extension [Unjudged] {
  /// The utterances of `transcript` that nothing of `judged` is about, by language.
  ///
  /// - Parameter source: the plug-in.
  package init(in transcript: Transcript, besides judged: [UtteranceScores], source: String) {
    let known = Set(judged.map(\.words))
    var counts: [String: Int] = [:]
    for utterance in transcript.utterances where !known.contains(utterance.words) {
      counts[transcript.segments[utterance.segment].language.code, default: 0] += 1
    }
    self = counts.sorted { $0.key < $1.key }.map { Unjudged(source: source, language: $0.key, utterances: $0.value) }
  }
}
