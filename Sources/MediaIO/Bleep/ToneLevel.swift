import Foundation
import Timeline

/// How loud a tone is that stands among speech.
enum ToneLevel {
  /// Sound within it on both sides counts: the window of EBU Tech 3341 for loudness at a moment.
  static let reach = MediaTime(seconds: 3)
  /// A tone that measures as loud as speech sounds louder, as it has no pauses and all its power in one band; 6 LU less is
  /// heard as clearly and disturbs less.
  private static let below = 6.0
  /// Programmes are delivered at -23 LUFS (EBU R 128): what stands among silence goes by that.
  private static let usual = -23.0
  /// The most that EBU R 128 s1 allows at a moment.
  private static let most = -18.0
  /// Below it a tone would not be heard in a room.
  private static let least = -45.0

  /// The amplitude of a sine, in units of full scale.
  ///
  /// - Parameters:
  ///   - loudness: of the sound around, in LUFS; nil where there is none.
  ///   - roles: which channels get the tone.
  static func amplitude(around loudness: Double?, frequency: Double, rate: Int, roles: ChannelRoles) -> Double {
    let weight = zip(roles.toneGains, roles.weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    guard weight > 0, frequency < Double(rate) / 2 else { return 0 }
    let target = min(most, max(least, (loudness ?? usual) - below))
    let amplitude = pow(10, (target - Loudness(rate: rate).ofSine(frequency: frequency, weight: weight)) / 20)
    // Tones at the ends of hearing count little in loudness, and are not made up for.
    return min(amplitude, 0.5)
  }
}
