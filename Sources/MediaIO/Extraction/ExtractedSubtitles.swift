import CFFmpeg
package import Media
package import SystemPackage
package import Timeline

/// A track of text subtitles of a media file, as a subtitle file.
///
/// Packets of SubRip, WebVTT and SubStation Alpha are put down as they are, with their times. All other text is decoded by
/// FFmpeg, which makes SubStation Alpha of it. Times count from the start of the container.
package struct ExtractedSubtitles: Hashable, Sendable {
  package var codec: SubtitleCodec
  package var bytes: [UInt8]
  /// Of the cues, more exact than scripts have them.
  package var times: [TimeRange]
  /// Whether FFmpeg made it of something else.
  package var isDecoded: Bool
  /// Why it was not read to its end; what is before that is worth having.
  package var damage: String?

  /// Reads the whole file.
  ///
  /// - Parameter stream: the index of the track in the container.
  /// - Throws: `MediaError`; `unsupportedCodec` for pictures of text.
  package init(
    stream index: Int, of path: FilePath, cancellation: Cancellation = Cancellation()
  ) throws(MediaError) {
    self = try Self.tracks([index], of: path, cancellation: cancellation)[0]
  }

  /// The same on a thread of its own. Cancelling the task ends it.
  ///
  /// - Throws: `MediaError`.
  package static func tracks(_ indices: [Int], of path: FilePath) async throws(MediaError) -> [ExtractedSubtitles] {
    let cancellation = Cancellation()
    return try await OwnThread.run(name: "extract", cancellation: cancellation) { () throws(MediaError) in
      try tracks(indices, of: path, cancellation: cancellation)
    }
  }

  /// Several tracks of a file, which is read once.
  ///
  /// - Parameter indices: of the tracks in the container; what is returned is in their order.
  /// - Throws: `MediaError`; `unsupportedCodec` for pictures of text.
  package static func tracks(
    _ indices: [Int], of path: FilePath, cancellation: Cancellation
  ) throws(MediaError) -> [ExtractedSubtitles] {
    let input = try MediaInput.open(path, cancellation: cancellation)
    var writers: [SubtitleFileWriter] = []
    for index in indices { writers.append(try SubtitleFileWriter(textStream(index, of: input), of: input)) }
    for stream in input.streams where !indices.contains(Int(stream.pointee.index)) {
      stream.pointee.discard = AVDISCARD_ALL
    }
    guard let packet = Packet() else {
      throw MediaError(.io, path: path, message: "not enough memory to read it; close other programs")
    }
    var code = try read(into: packet, of: input)
    while code >= 0 {
      if let place = indices.firstIndex(of: Int(packet.pointer.pointee.stream_index)) {
        try writers[place].add(packet)
      }
      code = try read(into: packet, of: input)
    }
    let damage = FFmpegLog.cause(ofEnd: code)
    return writers.map { ExtractedSubtitles($0, damage: damage) }
  }

  private init(_ writer: SubtitleFileWriter, damage: String?) {
    (codec, bytes, times) = (writer.codec, writer.bytes, writer.times)
    (isDecoded, self.damage) = (writer.isDecoded, damage)
  }

  /// The tracks of `media` that can be extracted.
  package static func textStreams(of media: MediaInfo) -> [MediaStream] {
    media.streams.filter { $0.kind == .subtitle && isText($0.codec) }
  }

  private static func isText(_ codec: String) -> Bool {
    guard let description = avcodec_descriptor_get_by_name(codec) else { return false }
    return description.pointee.props & AV_CODEC_PROP_TEXT_SUB != 0
  }

  private static func textStream(
    _ index: Int, of input: MediaInput
  ) throws(MediaError) -> UnsafeMutablePointer<AVStream> {
    guard let stream = input.streams.first(where: { Int($0.pointee.index) == index }),
      let parameters = stream.pointee.codecpar, parameters.pointee.codec_type == AVMEDIA_TYPE_SUBTITLE
    else {
      throw MediaError(.noSubtitles, path: input.path, message: "stream \(index) is no track of subtitles")
    }
    let name = String(cString: avcodec_get_name(parameters.pointee.codec_id))
    guard isText(name) else {
      throw MediaError(
        .unsupportedCodec, path: input.path,
        message: "stream \(index) has pictures of text (\(name)), which only a program that recognises letters can read"
      )
    }
    return stream
  }

  /// FFmpeg's code: below 0 at the end, and where what follows cannot be read.
  private static func read(into packet: borrowing Packet, of input: MediaInput) throws(MediaError) -> CInt {
    av_packet_unref(packet.pointer)
    FFmpegLog.clear()
    let code = av_read_frame(input.context, packet.pointer)
    if input.cancellation.isCancelled {
      throw MediaError(.cancelled, path: input.path, message: "cancelled while reading it")
    }
    if let failure = input.readFailure {
      throw MediaError(failure, "reading failed", path: input.path, advice: "check the disk or the network mount")
    }
    return code
  }
}
