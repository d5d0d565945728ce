internal import Media
internal import Moderation
internal import Subtitles
internal import Timeline
internal import Transcript

/// What is known of a file when its subtitles are made.
struct Scene {
  var transcript: Transcript
  var media: MediaInfo
  /// The instants at which a shot begins.
  var shots: [MediaTime] = []
  var findings: [Finding] = []

  /// Findings whose category is `sound.` and a name, such as `sound.door-slams`.
  var sounds: [SoundTag] {
    findings.filter { $0.category.hasPrefix("sound.") }.map {
      SoundTag(range: $0.range, name: String($0.category.dropFirst(6)).replacing("-", with: " "))
    }
  }
}
