public import Media

/// The sound of one media file, ready for recognisers.
public struct ExtractedAudio: Hashable, Sendable {
  public var reference: AudioReference
  /// The stream of the container that it comes from.
  public var stream: MediaStream
  /// What could not be decoded, in the order of time; empty for a sound file.
  public var damage: [AudioDamage]

  public init(reference: AudioReference, stream: MediaStream, damage: [AudioDamage]) {
    self.reference = reference
    self.stream = stream
    self.damage = damage
  }
}
