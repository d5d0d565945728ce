public import Foundation
public import Media
public import Moderation
public import PluginKit
public import Transcript

/// All that is known about a media file, for an exporter.
public struct ExportParams: Hashable, Sendable, Codable {
  /// The name of the media file without its folder, for people.
  public var mediaName: String
  public var media: MediaInfo
  public var track: AudioTrackChoice
  public var transcript: Carried<Transcript>
  /// Left out where the manifest does not ask for findings.
  public var annotations: Annotations?
  /// What could not be decoded; empty for a sound file.
  public var damage: [AudioDamage]
  public var context: RequestContext

  public init(
    _ input: ExportInput, transcript: Carried<Transcript>, annotations: Annotations? = nil, context: RequestContext
  ) {
    (mediaName, media, track, damage) = (input.mediaName, input.media, input.track, input.damage)
    (self.transcript, self.annotations, self.context) = (transcript, annotations, context)
  }
}

extension ExportParams {
  /// What an exporter in the program gets.
  ///
  /// - Parameter transcript: read from its file where it came as one.
  public func input(_ transcript: Transcript) -> ExportInput {
    ExportInput(
      mediaName: mediaName, media: media, track: track, transcript: transcript, annotations: annotations ?? .none,
      damage: damage)
  }
}

/// The bytes that an exporter makes: exactly one of the three.
public struct ExportResult: Hashable, Sendable, Codable {
  public var text: String?
  public var base64: Data?
  /// A file in the temporary folder of the request.
  public var file: String?

  public init(text: String) { self.text = text }
  public init(base64: Data) { self.base64 = base64 }
  public init(file: String) { self.file = file }
}
