/// Turns frame probabilities into stretches of speech.
package struct SpeechIslandFinder: Sendable {
  /// Settings of the finder; all in seconds or probabilities.
  package struct Configuration: Hashable, Sendable {
    /// Speech begins where the probability reaches this. Silero's own default.
    package var onset = 0.5
    /// Speech ends where the probability falls below this: lower than the onset, so that it does not flutter.
    package var offset = 0.35
    /// Pauses shorter than this stay inside an island: they carry rhythm and punctuation.
    package var minimumSilence = 0.5
    /// Shorter sounds are clicks.
    package var minimumSpeech = 0.1
    /// Kept before and after, so that soft onsets and releases are heard.
    package var padding = 0.25
    /// What a recogniser's window holds, at least four frames; longer islands are cut where speech is least likely.
    package var maximumDuration = 30.0

    package init() {}
  }

  /// A stretch of samples.
  package typealias Island = Range<Int>

  package var configuration: Configuration
  private let frameLength = VoiceActivityDetector.frameLength
  private let sampleRate = Double(LogMelSpectrogram.sampleRate)

  package init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// Islands in time order, not overlapping, none longer than the maximum.
  ///
  /// - Parameters:
  ///   - probabilities: one a frame.
  ///   - sampleCount: the length of the sound; islands end there at the latest.
  package func islands(_ probabilities: [Float], sampleCount: Int) -> [Island] {
    let padding = Int(configuration.padding * sampleRate)
    var padded: [Island] = []
    for frames in speechFrames(probabilities) {
      let start = max(0, frames.lowerBound * frameLength - padding)
      let end = min(sampleCount, frames.upperBound * frameLength + padding)
      guard start < end else { continue }
      if let last = padded.last, start <= last.upperBound {
        // Two paddings share the pause between them.
        let middle = (start + last.upperBound) / 2
        padded[padded.count - 1] = last.lowerBound..<middle
        padded.append(middle..<end)
      } else {
        padded.append(start..<end)
      }
    }
    return padded.flatMap { cut($0, probabilities) }
  }

  /// Frames of speech with short pauses bridged and clicks dropped.
  private func speechFrames(_ probabilities: [Float]) -> [Range<Int>] {
    let minimumSilence = frames(configuration.minimumSilence)
    let minimumSpeech = frames(configuration.minimumSpeech)
    var result: [Range<Int>] = []
    var start: Int?
    var silence = 0
    func close(at end: Int) {
      if let first = start, end - first >= minimumSpeech { result.append(first..<end) }
      start = nil
      silence = 0
    }
    for (frame, probability) in probabilities.enumerated() {
      if Double(probability) >= configuration.onset {
        start = start ?? frame
        silence = 0
      } else if start != nil {
        // Between the two thresholds a running silence goes on, but none begins.
        if Double(probability) < configuration.offset || silence > 0 { silence += 1 }
        if silence >= minimumSilence { close(at: frame + 1 - silence) }
      }
    }
    close(at: probabilities.count - silence)
    return result
  }

  /// Cuts an island that is too long at its least speech-like moments.
  private func cut(_ island: Island, _ probabilities: [Float]) -> [Island] {
    // Below four frames there would be no room to choose in.
    let limit = max(4 * frameLength, Int(configuration.maximumDuration * sampleRate))
    var pieces: [Island] = []
    var start = island.lowerBound
    while island.upperBound - start > limit {
      let boundary = boundary(after: start, limit: limit, probabilities)
      pieces.append(start..<boundary)
      start = boundary
    }
    return pieces + [start..<island.upperBound]
  }

  /// Where to end a piece that begins at `start`, as late as is sensible: more than nothing and at most `limit` samples
  /// after it.
  private func boundary(after start: Int, limit: Int, _ probabilities: [Float]) -> Int {
    // Not in the first half: pieces should be long. What is looked at together is longer than the pause between two words
    // of a sentence: the longest pause has the lowest mean, and most sentences end with one.
    let first = (start + limit / 2) / frameLength
    let last = min(probabilities.count, (start + limit) / frameLength - 1)
    var best = first
    var lowest = Float.infinity
    for frame in first..<max(first, last) {
      let neighbourhood = probabilities[max(0, frame - 8)..<min(probabilities.count, frame + 9)]
      let mean = neighbourhood.reduce(0, +) / Float(neighbourhood.count)
      if mean <= lowest {
        lowest = mean
        best = frame
      }
    }
    return best * frameLength + frameLength / 2
  }

  private func frames(_ seconds: Double) -> Int {
    max(1, Int((seconds * sampleRate / Double(frameLength)).rounded()))
  }
}
