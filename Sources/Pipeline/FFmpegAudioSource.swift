package import Media
internal import MediaIO
package import SystemPackage
package import Transcript

/// Sound and picture from FFmpeg's libraries.
package struct FFmpegAudioSource: AudioSource {
  package init() {}

  package func probe(_ path: FilePath) async throws -> MediaInfo {
    try await MediaProbe.probeOnOwnThread(path)
  }

  package func chooseTrack(of media: MediaInfo, language: LanguageTag?) -> AudioTrackChoice? {
    AudioTrackSelection.choose(from: media, language: language)
  }

  package func extract(
    _ track: AudioTrackChoice, of media: MediaInfo, from path: FilePath, to destination: FilePath,
    progress: @escaping @Sendable (Double) -> Void
  ) async throws -> SpooledAudio {
    let audio = try await AudioExtractor.extract(
      from: path, stream: track.stream.index, to: destination, progress: progress)
    return SpooledAudio(reference: audio.reference, damage: audio.damage)
  }

  package func findShots(
    of media: MediaInfo, in path: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws -> ShotChanges {
    media.hasPicture ? try await ShotDetector.detect(in: path, progress: progress) : ShotChanges()
  }
}
