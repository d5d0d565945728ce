/// How text is decoded and when it is believed.
package struct DecodingOptions: Hashable, Sendable {
  /// Text that zlib shrinks more than this is a loop (Radford et al. 2022, §4.5).
  package var compressionRatioThreshold = 2.4
  /// A mean log-probability below this is a guess (same source).
  package var logProbabilityThreshold = -1.0
  /// With low log-probability as well, a no-speech probability above this means silence (same source).
  package var noSpeechThreshold = 0.6
  /// Tried in order, when the likeliest text does not pass the gates, until one does.
  package var retryTemperatures = [0.2, 0.4, 0.6, 0.8, 1.0]
  /// The language is voted on by at most this many windows, spread over the file.
  package var languageVotes = 8

  /// Whether the decoder writes time tokens between segments.
  package var usesTimestamps = true

  package init() {}
}
