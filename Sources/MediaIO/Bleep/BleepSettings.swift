package import Timeline

/// What takes the place of the sound in the spans that are bleeped, and in which tracks.
package struct BleepSettings: Hashable, Sendable {
  package enum Sound: Hashable, Sendable {
    case mute
    /// A sine, in hertz.
    case tone(frequency: Double)
  }

  package enum Tracks: Hashable, Sendable {
    /// All of sound: a word that is to go is in the stereo mix, the surround mix and the mix for the blind alike.
    case all
    /// By their index in the container.
    case some([Int])
  }

  /// 1 kHz is what broadcasters bleep with.
  package var sound = Sound.tone(frequency: 1_000)
  package var tracks = Tracks.all
  /// Time before and after each span that goes too: 90 % of words are found within 98 ms of where they start (the table of
  /// word start times in Benchmarks/results).
  package var padding = MediaTime(milliseconds: 100)
  /// How long sound takes to go and to come back, at both ends of a span and within it. 5 ms: shorter ones click, longer
  /// ones let a consonant through.
  package var fade = MediaTime(milliseconds: 5)
  /// Whether a file of the name that is written may be replaced. The source never is.
  package var replacesOutput = false
  /// Whether tracks that FFmpeg cannot write into the container are left out. Otherwise they are an error.
  package var leavesOutUnknown = false
  /// Whether parts of the source that cannot be read are left out. Otherwise they are an error.
  package var toleratesDamage = false
  /// Whether subtitles are left out, which say what is bleeped.
  package var leavesOutText = false
  /// Whether a plain copy is made where nothing of the sound is bleeped. Otherwise that is an error.
  package var allowsNothing = true
  /// Whether only what would be done is found out, and nothing written.
  package var isTrial = false

  package init() {}

  /// Of a tone, in hertz: what people hear.
  package static let frequencies = 20.0...20_000
  /// Of the padding: more is no padding of a word.
  package static let paddings = MediaTime.zero...MediaTime(seconds: 10)

  /// What is bleeped of `spans`: with the padding, in order, apart from each other. Some may lie behind the end.
  package func padded(_ spans: [TimeRange]) -> [TimeRange] {
    BleepSpans(spans, padding: padding).ranges
  }

  /// What is wrong with it, for people; nil where nothing is.
  package var fault: String? {
    if case .tone(let frequency) = sound, !Self.frequencies.contains(frequency) {
      return "a tone has 20 to 20000 Hz, not \(frequency)"
    }
    if !Self.paddings.contains(padding) { return "the padding is 0 to 10 seconds" }
    if !(MediaTime.zero...MediaTime(seconds: 1)).contains(fade) { return "a fade is 0 to 1 seconds" }
    return nil
  }
}
