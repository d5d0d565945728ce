package import Media
package import Timeline
internal import Transcript

/// The file and its streams.
package struct MediaDescription: Hashable, Sendable, Codable {
  /// Of the file, without its folder.
  package var name: String
  /// FFmpeg's short name: `matroska,webm`.
  package var container: String
  @Seconds package var duration: MediaTime
  package var streams: [Stream]

  package struct Stream: Hashable, Sendable, Codable {
    package var index: Int
    /// `video`, `audio`, `subtitle`, `other`.
    package var kind: MediaStream.Kind
    package var codec: String
    /// A code such as `en`; nil where the container does not say.
    package var language: String?
    package var title: String?
    /// What the container marks it with, by name: `default`, `forced`.
    package var roles: [String]
    package var width: Int?
    package var height: Int?
    /// A number or a ratio: `25`, `30000/1001`.
    package var frameRate: String?
    package var channels: Int?
    package var channelLayout: String?
    package var sampleRate: Int?

    init(_ stream: MediaStream) {
      (index, kind, codec, title) = (stream.index, stream.kind, stream.codec, stream.title)
      language = stream.language.isUndetermined ? nil : stream.language.code
      roles = stream.dispositions.map(\.rawValue).sorted()
      (width, height, frameRate) = (stream.width, stream.height, stream.frameRate?.description)
      (channels, channelLayout, sampleRate) = (stream.channels, stream.channelLayout, stream.sampleRate)
    }

    var isPicture: Bool {
      kind == .video && !roles.contains(MediaStream.Disposition.attachedPicture.rawValue)
    }
  }

  /// - Parameter heard: the length of the sound, for containers that do not know their own.
  init(name: String, _ media: MediaInfo, heard: MediaTime) {
    self.name = name
    container = media.container
    duration = max(media.duration ?? .zero, heard)
    streams = media.streams.map(Stream.init)
  }
}
