import Foundation
import Library
import Media
import Pipeline
import SystemPackage
import Timeline
import Transcript

/// Takes text files for media: what a file holds is what is “said” in it. The recogniser reads it from the “samples”.
///
/// A first line `broken`, `mute`, `damaged` or `changing` makes the file behave so.
struct FakeAudioSource: AudioSource {
  struct Unreadable: Error, CustomStringConvertible {
    var description: String { "this is not media" }
  }

  static let duration = MediaTime(milliseconds: 60_000)

  func probe(_ path: FilePath) async throws -> MediaInfo {
    let text = try Self.text(of: path)
    if text.hasPrefix("broken") { throw Unreadable() }
    let streams = text.hasPrefix("mute") ? [] : [MediaStream(index: 0, kind: .audio, codec: "text")]
    return MediaInfo(container: "text", duration: Self.duration, startTime: .zero, streams: streams)
  }

  func chooseTrack(of media: MediaInfo, language: LanguageTag?) -> AudioTrackChoice? {
    media.audioStreams.first.map { AudioTrackChoice(stream: $0, reason: .onlyTrack) }
  }

  func extract(
    _ track: AudioTrackChoice, of media: MediaInfo, from path: FilePath, to destination: FilePath,
    progress: @escaping @Sendable (Double) -> Void
  ) async throws -> SpooledAudio {
    let text = try Self.text(of: path)
    try AtomicFile.write(Data(text.utf8), to: destination)
    if text.hasPrefix("changing") { try AtomicFile.write(Data("changing, longer".utf8), to: path) }
    progress(1)
    let damage =
      text.hasPrefix("damaged") ? [AudioDamage(from: MediaTime(milliseconds: 30_000), message: "cut off")] : []
    return SpooledAudio(
      reference: AudioReference(path: destination, sampleRate: 16_000, sampleCount: 60 * 16_000), damage: damage)
  }

  /// One change half a second from the start; a file that begins with `blind` has a picture that cannot be read.
  func findShots(
    of media: MediaInfo, in path: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws -> ShotChanges {
    if try Self.text(of: path).hasPrefix("blind") { throw Unreadable() }
    progress(1)
    return ShotChanges(changes: [
      ShotChange(time: MediaTime(milliseconds: 500), score: 1, evidence: .frames)
    ])
  }

  static func text(of path: FilePath) throws -> String { String(decoding: try Data(readingFile: path), as: UTF8.self) }
}
