package import Transcript

/// How text is decoded and when it is believed.
package struct DecodingOptions: Hashable, Sendable {
  /// Text that zlib shrinks more than this is a loop (Radford et al. 2022, §4.5).
  package var compressionRatioThreshold = 2.4
  /// A mean log-probability below this is a guess (same source).
  package var logProbabilityThreshold = -1.0
  /// With low log-probability as well, a no-speech probability above this means silence (same source).
  package var noSpeechThreshold = 0.6
  /// In a window with less sound than this, in seconds, a text of low log-probability is no text: what is short and was
  /// said has a syllable or two, which the model either knows or makes up.
  package var shortestGuess = 1.5
  /// Texts that are followed at the same time; 1 takes the likeliest token each time. 1…10.
  package var beamSize = 1
  /// So many times `beamSize` texts must come to their end before the best is taken (Kasai et al. 2022). 1…4.
  package var patience = 1.0
  /// Other texts that are kept with the best. 0…10.
  package var alternatives = 0
  /// Samples of each attempt above temperature 0. 1…10.
  package var bestOf = 5
  /// Words that are likelier than the model believes.
  package var hotwords: HotwordGraph?
  /// Tokens of a text that comes before every window: names, style.
  package var initialPrompt: [Int] = []
  /// Whether each window's text starts from that of the window before: names stay the same, and so do mistakes. Windows
  /// are heard one after the other then.
  package var isConditioned = false
  /// Tokens that are not written, beside those that the model's own files rule out: figures, where numbers are wanted in
  /// words. Languages whose figures can be spelt out afterwards do without: models mishear when they may not write them.
  package var figureTokens: [Int] = []
  /// Tried in order, when the likeliest text does not pass the gates, until one does.
  package var retryTemperatures = [0.2, 0.4, 0.6, 0.8, 1.0]
  /// The languages that may be spoken; empty for all that the model knows.
  package var languages: [LanguageTag] = []
  /// Whether each window is written in the language that it sounds like, for media that change it. Windows are short then.
  package var isMultilingual = false
  /// The language is voted on by at most this many windows, spread over the file.
  package var languageVotes = 8

  /// Whether the decoder writes time tokens between segments.
  package var usesTimestamps = true

  package init() {}

  /// What is not written in a language.
  func suppressedTokens(_ language: LanguageTag) -> [Int] {
    TextForm.spells(language) ? [] : figureTokens
  }

  /// Texts that a beam follows: alternatives come from it.
  var beamWidth: Int { max(beamSize, alternatives > 0 ? alternatives + 1 : 1) }
  /// Texts of one window that are remembered at the same time.
  package var width: Int { max(beamWidth, retryTemperatures.isEmpty ? 1 : bestOf) }
}
