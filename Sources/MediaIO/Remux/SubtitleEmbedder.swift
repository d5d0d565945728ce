import Media
package import SystemPackage

/// Puts subtitles into a copy of a media file.
///
/// Nothing is coded anew: packets, chapters, names, attachments and what tracks say of themselves are copied, and the
/// file that they come from is not touched.
package enum SubtitleEmbedder {
  package struct Options: Hashable, Sendable {
    /// Whether a file of the name that is written may be replaced. The source never is.
    package var replacesOutput = false
    /// Whether tracks that surtitle put in earlier go, where a new one has their language and their purpose.
    package var replacesOwn = true
    /// Whether the index stands in front of an MP4, so that it plays while it is being loaded; nil as in the source.
    package var startsFast: Bool?
    /// Whether tracks of sound, pictures or subtitles that FFmpeg cannot write into the container are left out. Otherwise
    /// they are an error.
    package var leavesOutUnknown = false
    /// Whether parts of the source that cannot be read are left out. Otherwise they are an error.
    package var toleratesDamage = false
    /// Whether all tracks of subtitles are left out.
    package var leavesOutText = false

    package init() {}
  }

  /// What became of a file.
  package struct Report: Hashable, Sendable {
    /// Tracks of the source, by their index there, that are not in the copy, and why.
    package var leftOut: [LeftOut] = []
    /// Tracks of the source that the new ones took the place of.
    package var replaced: [Int] = []
    /// Tracks of the source that are in the copy in another codec.
    package var converted: [Int] = []
    /// What is not as it should be, for people.
    package var warnings: [String] = []
    /// Packets that were copied.
    package var packetCount = 0
    /// Samples of each new track, without those that are converted. MP4 holds one sample at a time: there, cues that overlap become several.
    package var sampleCounts: [Int] = []
  }

  package struct LeftOut: Hashable, Sendable {
    package var stream: Int
    package var reason: String
  }

  /// Writes a copy of `source` with `tracks` to `output`, whose extension names the container.
  ///
  /// The copy appears when it is whole. Cancelling the task ends it within a fraction of a second; nothing is left then.
  ///
  /// - Parameter tracks: those that take the place of tracks of the source among them; they are passed over where a new one
  ///   replaces what they are made of.
  /// - Parameter progress: called on the working thread with what is done, 0…1, a hundred times at most.
  /// - Throws: `MediaError`.
  package static func embed(
    _ tracks: [SubtitleTrack], from source: FilePath, to output: FilePath, options: Options = Options(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws(MediaError) -> Report {
    let cancellation = Cancellation()
    return try await OwnThread.run(name: "embed", cancellation: cancellation) { () throws(MediaError) in
      try embed(tracks, from: source, to: output, options: options, cancellation: cancellation, progress: progress)
    }
  }

  /// The same, blocking the calling thread.
  package static func embed(
    _ tracks: [SubtitleTrack], from source: FilePath, to output: FilePath, options: Options = Options(),
    cancellation: Cancellation, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(MediaError) -> Report {
    guard let container = MediaContainer(of: output) else {
      throw MediaError(
        .unsupportedContainer, path: output,
        message: "a file of this kind cannot hold text subtitles; write an .mkv or an .mp4")
    }
    let input = try MediaInput.open(source, cancellation: cancellation)
    guard let size = input.byteCount else {
      throw MediaError(.notMedia, path: source, message: "is no file: a pipe cannot be copied; save it first")
    }
    let encoded = try encode(tracks, for: container, input, output)
    let added = encoded.reduce(0) { $0 + $1.samples.reduce(0) { $0 + $1.payload.count + 64 } }
    let file = try OutputFile(
      output, replaces: options.replacesOutput, size: size + Int64(added) + (1 << 20), source: source)
    let copy = try MediaCopy(
      of: input, with: Array(zip(tracks, encoded)).map { ($0.0, $0.1) }, in: CopyFormat(container), to: file,
      options: options)
    try copy.run(progress: progress)
    try file.place()
    progress?(1)
    return copy.report
  }

  private static func encode(
    _ tracks: [SubtitleTrack], for container: MediaContainer, _ input: MediaInput, _ output: FilePath
  ) throws(MediaError) -> [EncodedSubtitles] {
    let geometry = input.filmStream.flatMap { VideoGeometry($0, in: input.context) }
    let movText = MovText(width: geometry?.shownWidth ?? 0, height: geometry?.shownHeight ?? 0)
    var encoded: [EncodedSubtitles] = []
    for track in tracks {
      let subtitles: EncodedSubtitles
      switch track.content {
      case .document(let document):
        subtitles = movText.encoded(
          document, language: track.language, isForced: track.dispositions.contains(.forced),
          isOwn: track.source.map(input.isOwn) ?? true)
      case .file(let bytes, let codec): subtitles = try EncodedSubtitles(file: bytes, codec: codec, path: output)
      case .encoded(let given): subtitles = given
      }
      guard container.codecs.contains(subtitles.codec) else {
        throw MediaError(
          .unsupportedContainer, path: output,
          message: "\(container.name) holds \(container.codecs.map(\.name).joined(separator: " or ")), "
            + "not \(subtitles.codec.name); write an .mkv")
      }
      encoded.append(subtitles)
    }
    return encoded
  }
}
