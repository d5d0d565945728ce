import CFFmpeg
package import SystemPackage
import Timeline

extension EncodedSubtitles {
  /// The cues of a whole subtitle file, as a container holds them.
  ///
  /// - Parameter path: what the file is called in errors.
  /// - Throws: `MediaError`.
  package init(file bytes: [UInt8], codec: SubtitleCodec, path: FilePath) throws(MediaError) {
    guard let name = codec.demuxer, let format = av_find_input_format(name) else {
      throw MediaError(.unsupportedContainer, path: path, message: "FFmpeg cannot read \(codec.name) here")
    }
    self.init(codec: codec, samples: [])
    FFmpegLog.install()
    FFmpegLog.clear()
    let io = MemoryIO(bytes)
    var context = avformat_alloc_context()
    guard let allocated = context, let ioContext = io.context, let packet = Packet() else {
      avformat_free_context(context)
      throw MediaError(.io, path: path, message: "not enough memory to read the subtitles")
    }
    allocated.pointee.pb = ioContext
    allocated.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
    allocated.pointee.io_open = { _, _, _, _, _ in cff_ERR_EACCES }
    let code = avformat_open_input(&context, nil, format, nil)
    guard code >= 0, let context else {
      throw MediaError(
        .damaged, path: path, message: "the subtitles cannot be read: \(FFmpegLog.lastLine ?? FFmpegLog.describe(code))"
      )
    }
    defer {
      var context: UnsafeMutablePointer<AVFormatContext>? = context
      avformat_close_input(&context)
      withExtendedLifetime(io) {}
    }
    guard context.pointee.nb_streams > 0, let stream = context.pointee.streams[0] else { return }
    if let parameters = stream.pointee.codecpar, let data = parameters.pointee.extradata {
      header = Array(UnsafeBufferPointer(start: data, count: Int(max(0, parameters.pointee.extradata_size))))
    }
    while av_read_frame(context, packet.pointer) >= 0 {
      if let sample = Sample(packet, of: stream) { samples.append(sample) }
      av_packet_unref(packet.pointer)
    }
    // SubRip is asked for in the order of time, which players of some files do not find.
    samples.sort { $0.range.start < $1.range.start }
  }
}

extension EncodedSubtitles.Sample {
  fileprivate init?(_ packet: borrowing Packet, of stream: UnsafeMutablePointer<AVStream>) {
    guard let data = packet.pointer.pointee.data, packet.pointer.pointee.size > 0,
      let start = stream.time(packet.pointer.pointee.pts), start >= .zero
    else { return nil }
    let duration = stream.time(max(0, packet.pointer.pointee.duration)) ?? .zero
    self.init(
      range: TimeRange(start: start, end: start + duration),
      payload: Array(UnsafeBufferPointer(start: data, count: Int(packet.pointer.pointee.size))),
      identifier: packet.sideData(AV_PKT_DATA_WEBVTT_IDENTIFIER),
      settings: packet.sideData(AV_PKT_DATA_WEBVTT_SETTINGS))
  }
}

extension Packet {
  /// Empty where there is none.
  borrowing func sideData(_ type: AVPacketSideDataType) -> [UInt8] {
    var size = 0
    guard let data = av_packet_get_side_data(pointer, type, &size) else { return [] }
    return Array(UnsafeBufferPointer(start: data, count: size))
  }
}

extension SubtitleCodec {
  /// FFmpeg's name of what reads its files; nil for what has none.
  fileprivate var demuxer: String? {
    switch self {
    case .movText: nil
    case .subRip: "srt"
    case .webVTT: "webvtt"
    case .subStationAlpha: "ass"
    }
  }

  /// For people.
  package var name: String {
    switch self {
    case .movText: "3GPP timed text"
    case .subRip: "SubRip"
    case .webVTT: "WebVTT"
    case .subStationAlpha: "SubStation Alpha"
    }
  }

  var id: AVCodecID {
    switch self {
    case .movText: AV_CODEC_ID_MOV_TEXT
    case .subRip: AV_CODEC_ID_SUBRIP
    case .webVTT: AV_CODEC_ID_WEBVTT
    case .subStationAlpha: AV_CODEC_ID_ASS
    }
  }
}
