import Media
import PluginKit
import Timeline

/// How loud and how high a voice is.
struct VoiceMeasure: Hashable {
  /// Of the voiced parts, in dB below full scale.
  var level: Double
  /// The median fundamental frequency in Hz.
  var pitch: Double
}

/// Measures the voice in a stretch of sound, one stretch in memory at a time.
struct VoiceMeter {
  /// A frame, seconds.
  private static let frame = 0.032
  /// Frames with a pitch that a measure needs: a fifth of a second of voice.
  private static let leastFrames = 6
  /// What is looked at of an utterance at most.
  private static let longest = MediaTime(seconds: 60)
  /// Quieter frames, in dB below full scale, are no voice.
  private static let silence = -60.0

  private let tracker: PitchTracker
  /// Samples that are made one: pitch needs some 8,000 a second and no more.
  private let step: Int

  /// - Parameter sampleRate: 8,000 a second or more.
  init(sampleRate: Int) {
    step = max(1, sampleRate / 8000)
    tracker = PitchTracker(sampleRate: Double(sampleRate) / Double(step), window: Self.frame)
  }

  /// - Returns: nil where there is too little voice to tell.
  /// - Throws: what reading the sound throws.
  func measure(_ audio: AudioReference, _ range: TimeRange) throws -> VoiceMeasure? {
    let range = TimeRange(start: range.start, end: min(range.end, range.start + Self.longest))
    return measure(try audio.samples(in: range))
  }

  func measure(_ samples: [Float]) -> VoiceMeasure? {
    let sound = thinned(samples)
    var pitches: [Double] = []
    var power = 0.0
    for start in stride(from: 0, through: sound.count - tracker.frameSize, by: tracker.window) {
      let frame = sound[start..<start + tracker.frameSize]
      let energy = frame.prefix(tracker.window).reduce(0.0) { $0 + Double($1) * Double($1) } / Double(tracker.window)
      guard energy.isFinite, 10 * Decibels.log10(energy) > Self.silence, let pitch = tracker.pitch(of: frame) else {
        continue
      }
      pitches.append(pitch)
      power += energy
    }
    guard pitches.count >= Self.leastFrames else { return nil }
    return VoiceMeasure(level: 10 * Decibels.log10(power / Double(pitches.count)), pitch: pitches.median)
  }

  /// The mean of each `step` samples: that damps what is too high to be told by the fewer samples.
  private func thinned(_ samples: [Float]) -> [Float] {
    guard step > 1 else { return samples }
    return (0..<samples.count / step).map { index in
      samples[index * step..<(index + 1) * step].reduce(0, +) / Float(step)
    }
  }
}
