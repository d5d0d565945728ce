/// What was chosen for a machine, and what recognition costs on it.
package struct RecognitionBenchmarkReport: Hashable, Sendable, Codable {
  /// What recognition does on this machine, and why.
  package struct Choice: Hashable, Sendable, Codable {
    package var processor: String
    /// Cores that this process may use.
    package var cores: Int
    package var openVINO: String
    package var device: String
    /// What the device says that it computes well in.
    package var capabilities: [String]
    /// What the encoder's matrix products are computed in.
    package var arithmetic: String
    /// Bytes that the encoder keeps of each weight: 1, 2 or 4.
    package var bytesPerWeight: Int
    /// What the decoder computes in.
    package var decoderArithmetic: String
    /// What the sound's keys and values are kept in, which every step of the decoder reads.
    package var cache: String
    package var weights: String
    /// Windows side by side.
    package var workers: Int
    /// Cores that each worker uses.
    package var coresPerWorker: Int
    /// Windows decoded together by each worker.
    package var batchSize: Int
  }

  package struct Measurement: Hashable, Sendable, Codable {
    /// From nothing to ready.
    package var loadSeconds: Double
    /// Tokens that were decoded for each window.
    package var tokensPerWindow: Int
    /// What one worker needs for a window of 30 s, by stage.
    package var secondsPerWindow: [String: Double]
    /// A step brings one token of each window of a batch.
    package var decoderMillisecondsPerStep: Double
    package var decoderMillisecondsPerToken: Double
    /// Seconds of sound that one worker recognises in a second while the others rest.
    package var timesRealTimePerWorker: Double
    /// The same of all workers together.
    package var timesRealTime: Double
    package var peakMemoryBytes: Int

    /// - Parameters:
    ///   - statistics: of one worker.
    ///   - soundSeconds: how much sound it heard.
    init(
      _ statistics: RecognitionStatistics, tokensPerWindow: Int, loadSeconds: Double, soundSeconds: Double,
      timesRealTime: Double, peakMemoryBytes: Int
    ) {
      self.loadSeconds = loadSeconds
      self.tokensPerWindow = tokensPerWindow
      let windows = Double(max(1, statistics.windows))
      secondsPerWindow = Dictionary(
        uniqueKeysWithValues: RecognitionStatistics.Stage.allCases.map {
          ($0.rawValue, statistics.seconds[$0, default: 0] / windows)
        })
      let decoding = 1000 * statistics.seconds[.decoder, default: 0]
      decoderMillisecondsPerStep = decoding / Double(max(1, statistics.steps))
      decoderMillisecondsPerToken = decoding / Double(max(1, statistics.tokens))
      timesRealTimePerWorker = soundSeconds / statistics.seconds.values.reduce(0, +)
      self.timesRealTime = timesRealTime
      self.peakMemoryBytes = peakMemoryBytes
    }
  }

  package var choice: Choice
  package var measured: Measurement
  /// How near one worker comes to what its core can do; nil where a worker uses several, or another device.
  package var roofline: Roofline?
}
