public import Timeline
public import Transcript

/// What a container says about itself: the result of probing a file.
public struct MediaInfo: Hashable, Sendable, Codable {
  /// FFmpeg's short name of the container: `matroska,webm`.
  public var container: String
  /// As the container declares it, or FFmpeg's estimate from time stamps or bit rate; nil without either.
  public var duration: MediaTime?
  /// The container's own start: all times of results count from here.
  public var startTime: MediaTime
  public var streams: [MediaStream]
  /// The title that the container has for the whole; nil where it has none.
  public var title: String?

  public init(
    container: String, duration: MediaTime?, startTime: MediaTime, streams: [MediaStream], title: String? = nil
  ) {
    self.container = container
    self.title = title
    self.duration = duration
    self.startTime = startTime
    self.streams = streams
  }

  /// Frames a second of the picture; nil for sound alone, and where the container does not say.
  public var frameRate: Rational? {
    streams.first { $0.kind == .video && !$0.dispositions.contains(.attachedPicture) }?.frameRate
  }
  /// Whether there is a moving picture, as far as the container tells.
  public var hasPicture: Bool {
    streams.contains { $0.kind == .video && !$0.dispositions.contains(.attachedPicture) }
  }
  public var audioStreams: [MediaStream] { streams.filter { $0.kind == .audio } }
}

/// One elementary stream of a container.
public struct MediaStream: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable { case video, audio, subtitle, other }

  /// Roles that the container marks a stream with.
  public enum Disposition: String, Hashable, Sendable, Codable, CaseIterable {
    case `default`, dub, original, comment, lyrics, karaoke, forced, hearingImpaired, visualImpaired, cleanEffects
    case attachedPicture, descriptions
  }

  /// Position in the container, from 0.
  public var index: Int
  public var kind: Kind
  /// FFmpeg's codec name; `none` where it has no decoder for it.
  public var codec: String
  public var language: LanguageTag
  public var title: String?
  public var dispositions: Set<Disposition>
  /// Relative to `MediaInfo.startTime`; nil where unknown.
  public var startTime: MediaTime?
  public var duration: MediaTime?
  /// Frames per second of a video stream.
  public var frameRate: Rational?
  public var width: Int?
  public var height: Int?
  /// Samples per second of an audio stream.
  public var sampleRate: Int?
  public var channels: Int?
  /// FFmpeg's name: `stereo`, `5.1(side)`.
  public var channelLayout: String?

  public init(
    index: Int, kind: Kind, codec: String, language: LanguageTag = .undetermined, title: String? = nil,
    dispositions: Set<Disposition> = []
  ) {
    self.index = index
    self.kind = kind
    self.codec = codec
    self.language = language
    self.title = title
    self.dispositions = dispositions
  }
}
