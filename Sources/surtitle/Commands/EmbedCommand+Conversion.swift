internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import PluginKit
internal import Subtitles
internal import SystemPackage

extension EmbedCommand {
  /// A track of text of the video, in the format that the container holds.
  struct Conversion {
    let stream: MediaStream
    let track: SubtitleTrack
    /// What was guessed in reading it, and what the container's text does not hold of it.
    private let remarks: [String]

    /// All tracks of text in `video` that `container` holds in another format only.
    ///
    /// - Parameter unreadable: whether those are passed over that are not what they say; otherwise they are an error.
    /// - Throws: `MediaError`.
    static func all(
      of video: FilePath, for container: MediaContainer, leavingOut unreadable: Bool, _ session: Session
    ) async throws -> [Conversion] {
      guard FileStatus.at(video)?.kind == .file else { return [] }
      let streams = container.convertedTexts(of: try await MediaProbe.probeOnOwnThread(video))
      guard !streams.isEmpty else { return [] }
      let texts = try await Interruption.cancelling {
        try await ExtractedSubtitles.tracks(streams.map(\.index), of: video)
      }
      return try zip(streams, texts).compactMap { stream, text in
        do {
          return try Conversion(of: text, stream, in: video, for: container, session)
        } catch let error as SubtitleReadError where !unreadable {
          throw MediaError(
            .unsupportedStream, path: video,
            message: "\(stream.trackText) cannot be converted for \(container.name): \(error) (--leave-out-unknown)")
        } catch is SubtitleReadError {
          return nil
        }
      }
    }

    private init(
      of text: ExtractedSubtitles, _ stream: MediaStream, in video: FilePath, for container: MediaContainer,
      _ session: Session
    ) throws {
      let document =
        text.times.isEmpty ? SubtitleDocument(cues: []) : try session.document(of: text, stream, in: video)
      self.stream = stream
      remarks = document.remarks + (try container.textLosses(of: document, session)).map(\.message)
      // No reader of files takes one without cues.
      let content =
        document.cues.isEmpty
        ? .encoded(EncodedSubtitles(codec: container.codecs[0], samples: []))
        : try container.text(of: document, session)
      track = SubtitleTrack(
        content, language: stream.language, title: stream.title,
        dispositions: stream.dispositions.intersection([.default, .forced, .hearingImpaired]), source: stream.index)
    }

    func tell(_ container: MediaContainer, on video: FilePath, quietly isQuiet: Bool) {
      if !isQuiet {
        StandardError.write("\(video.display): \(stream.trackText) becomes \(container.codecs[0].name)\n")
      }
      for remark in remarks { StandardError.write("\(video.display): \(stream.trackText): \(remark)\n") }
    }
  }
}

extension MediaContainer {
  /// What of `document` its text does not hold. Tracks have titles of their own.
  func textLosses(of document: SubtitleDocument, _ session: Session) throws -> [SubtitleLoss] {
    let losses =
      switch self {
      case .mp4, .quickTime: MovText.losses(of: document)
      case .matroska: try session.subtitleFormat("srt").losses(of: document)
      case .webM: try session.subtitleFormat("vtt").losses(of: document)
      }
    return losses.filter { if case .feature(.title, _) = $0 { false } else { true } }
  }

  /// `document` as it is put into a track.
  func text(of document: SubtitleDocument, _ session: Session) throws -> SubtitleTrack.Content {
    switch self {
    case .mp4, .quickTime: .document(document)
    case .webM: .file(try session.bytes(of: document, as: "vtt"), .webVTT)
    case .matroska: .file(try session.bytes(of: document, as: "srt"), .subRip)
    }
  }
}
