public import Foundation
public import Media
public import Moderation
public import Transcript

/// An exporter in the program.
public protocol Exporter: Plugin, Exporting {
  /// What follows the media's base name and language: `transcript.json`.
  static var fileExtension: String { get }
}

/// Makes a file from all that is known about a media file. Pure: the host writes what it returns.
public protocol Exporting: Sendable {
  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data
}

/// All that is known about a media file when its results are exported.
public struct ExportInput: Hashable, Sendable {
  /// The name of the media file without its folder, for people.
  public var mediaName: String
  public var media: MediaInfo
  public var track: AudioTrackChoice
  /// As the filters left it.
  public var transcript: Transcript
  /// What annotators said, with the indices of words as they are in `transcript`; none for an exporter that does not say
  /// that it consumes findings.
  public var annotations: Annotations
  /// What people decided about each of the findings, in their order; empty for an exporter that does not say that it
  /// consumes reviews.
  public var reviews: [FindingReview]
  /// Where the media file is as seen from the exported one, as a relative URL; nil where that is not known.
  public var mediaLink: String?
  /// What could not be decoded; empty for a sound file.
  public var damage: [AudioDamage]
  /// What made the findings; nil where the host does not tell, such as to a plug-in in a process of its own.
  public var origin: FindingsOrigin?

  public init(
    mediaName: String, media: MediaInfo, track: AudioTrackChoice, transcript: Transcript,
    annotations: Annotations = .none, reviews: [FindingReview] = [], mediaLink: String? = nil,
    damage: [AudioDamage] = []
  ) {
    self.mediaName = mediaName
    self.media = media
    self.track = track
    self.transcript = transcript
    self.annotations = annotations
    self.reviews = reviews
    self.mediaLink = mediaLink
    self.damage = damage
  }
}
