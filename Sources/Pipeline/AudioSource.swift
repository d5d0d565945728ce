package import Media
package import SystemPackage
package import Transcript

/// Where the pipeline gets sound and picture from. FFmpeg in the program, a script in tests.
package protocol AudioSource: Sendable {
  /// What the container says about itself.
  func probe(_ path: FilePath) async throws -> MediaInfo

  /// The track to work on, or nil where there is no sound.
  func chooseTrack(of media: MediaInfo, language: LanguageTag?) -> AudioTrackChoice?

  /// Decodes the track into a file of raw samples at `destination`.
  ///
  /// Stops within a second when the task is cancelled. `progress` is told 0…1.
  func extract(
    _ track: AudioTrackChoice, of media: MediaInfo, from path: FilePath, to destination: FilePath,
    progress: @escaping @Sendable (Double) -> Void
  ) async throws -> SpooledAudio

  /// Where the shots of the picture begin; none without a picture. Stops and tells as `extract` does.
  func findShots(
    of media: MediaInfo, in path: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws -> ShotChanges
}

/// Sound on disk, and what of it is missing.
package struct SpooledAudio: Sendable {
  package var reference: AudioReference
  package var damage: [AudioDamage]

  package init(reference: AudioReference, damage: [AudioDamage] = []) {
    self.reference = reference
    self.damage = damage
  }
}

/// What is kept of the audio stage once the samples are gone: everything but the sound.
package struct AudioRecord: Hashable, Sendable, Codable {
  package var media: MediaInfo
  package var track: AudioTrackChoice
  package var damage: [AudioDamage]
}
