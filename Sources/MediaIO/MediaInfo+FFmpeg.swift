import CFFmpeg
import Media
import Timeline
import Transcript

extension MediaInfo {
  init(_ input: MediaInput) {
    // The context is closed with its last use of `input`, which may be before that of the pointers.
    self = withExtendedLifetime(input) {
      let context = input.context
      let start = MediaTime(av: context.pointee.start_time) ?? .zero
      return MediaInfo(
        container: context.pointee.iformat.map { String(cString: $0.pointee.name) } ?? "unknown",
        duration: MediaTime(av: context.pointee.duration).flatMap { $0 > .zero ? $0 : nil },
        startTime: start,
        streams: input.streams.map { MediaStream($0, in: context, containerStart: start) },
        title: tag("title", in: context.pointee.metadata))
    }
  }
}

extension MediaStream {
  init(
    _ stream: UnsafeMutablePointer<AVStream>, in context: UnsafeMutablePointer<AVFormatContext>,
    containerStart: MediaTime
  ) {
    let parameters = stream.pointee.codecpar
    let codecID = parameters?.pointee.codec_id ?? AV_CODEC_ID_NONE
    let metadata = stream.pointee.metadata
    self.init(
      index: Int(stream.pointee.index),
      kind: Kind(parameters?.pointee.codec_type ?? AVMEDIA_TYPE_UNKNOWN),
      codec: avcodec_find_decoder(codecID) == nil ? "none" : String(cString: avcodec_get_name(codecID)),
      // Transport streams list the languages of dual-mono tracks as `deu,eng`.
      language: LanguageTag(String((tag("language", in: metadata) ?? "").prefix(while: { $0 != "," }))),
      title: tag("title", in: metadata),
      dispositions: Set(Self.flags.compactMap { stream.pointee.disposition & $0.flag != 0 ? $0.disposition : nil }))
    if let own = stream.ownMark.map({ LanguageTag($0) }), own.matches(language) { language = own }
    startTime = stream.time(stream.pointee.start_time).map { $0 - containerStart }
    duration = stream.time(stream.pointee.duration).flatMap { $0 > .zero ? $0 : nil }
    guard let parameters else { return }
    switch kind {
    case .video:
      width = parameters.pointee.width > 0 ? Int(parameters.pointee.width) : nil
      height = parameters.pointee.height > 0 ? Int(parameters.pointee.height) : nil
      let rate = av_guess_frame_rate(context, stream, nil)
      if rate.num > 0 && rate.den > 0 && !dispositions.contains(.attachedPicture) {
        frameRate = Rational(Int64(rate.num), Int64(rate.den))
      }
    case .audio:
      sampleRate = parameters.pointee.sample_rate > 0 ? Int(parameters.pointee.sample_rate) : nil
      let count = parameters.pointee.ch_layout.nb_channels
      if count > 0 {
        channels = Int(count)
        channelLayout = describe(&parameters.pointee.ch_layout)
      }
    case .subtitle, .other: break
    }
  }

  private static let flags: [(flag: CInt, disposition: Disposition)] = [
    (AV_DISPOSITION_DEFAULT, .default), (AV_DISPOSITION_DUB, .dub), (AV_DISPOSITION_ORIGINAL, .original),
    (AV_DISPOSITION_COMMENT, .comment), (AV_DISPOSITION_LYRICS, .lyrics), (AV_DISPOSITION_KARAOKE, .karaoke),
    (AV_DISPOSITION_FORCED, .forced), (AV_DISPOSITION_HEARING_IMPAIRED, .hearingImpaired),
    (AV_DISPOSITION_VISUAL_IMPAIRED, .visualImpaired), (AV_DISPOSITION_CLEAN_EFFECTS, .cleanEffects),
    (AV_DISPOSITION_ATTACHED_PIC, .attachedPicture), (AV_DISPOSITION_DESCRIPTIONS, .descriptions),
  ]
}

extension MediaStream.Kind {
  init(_ type: AVMediaType) {
    switch type {
    case AVMEDIA_TYPE_VIDEO: self = .video
    case AVMEDIA_TYPE_AUDIO: self = .audio
    case AVMEDIA_TYPE_SUBTITLE: self = .subtitle
    default: self = .other
    }
  }
}

extension MediaTime {
  /// A time in FFmpeg's microseconds; nil for its "unknown".
  init?(av microseconds: Int64) {
    guard microseconds != cff_NOPTS else { return nil }
    self.init(count: microseconds, perSecond: Int64(AV_TIME_BASE))
  }
}

extension UnsafeMutablePointer<AVStream> {
  /// A time in the stream's time base; nil for FFmpeg's "unknown" and for a broken time base.
  func time(_ ticks: Int64) -> MediaTime? {
    let base = pointee.time_base
    guard ticks != cff_NOPTS, base.num > 0, base.den > 0 else { return nil }
    return MediaTime(ticks: ticks, timeBase: Rational(Int64(base.num), Int64(base.den)))
  }

  /// Where the track ends on the container's own clock, as Matroska muxers note in a tag called DURATION.
  var taggedEnd: MediaTime? { tag("DURATION", in: pointee.metadata).flatMap(parseClock) }
}

/// `01:02:03.004000000`, as Matroska muxers write the length of a track.
private func parseClock(_ text: String) -> MediaTime? {
  let parts = text.split(separator: ":")
  guard parts.count == 3, let hours = Double(parts[0]), let minutes = Double(parts[1]), let seconds = Double(parts[2])
  else { return nil }
  return MediaTime(seconds: hours * 3600 + minutes * 60 + seconds)
}

/// A metadata value, with bytes that are no UTF-8 replaced; nil where there is none or it is empty.
private func tag(_ key: String, in metadata: OpaquePointer?) -> String? {
  guard let entry = av_dict_get(metadata, key, nil, 0), let value = entry.pointee.value else { return nil }
  let text = String(cString: value)
  return text.isEmpty ? nil : text
}

private func describe(_ layout: UnsafePointer<AVChannelLayout>) -> String? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
    guard let text = buffer.baseAddress, av_channel_layout_describe(layout, text, buffer.count) > 0 else { return nil }
    return String(cString: text)
  }
}
