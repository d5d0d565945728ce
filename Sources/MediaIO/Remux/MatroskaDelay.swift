import CFFmpeg

/// How FFmpeg treats the sound that an Opus decoder needs before the first that is heard.
///
/// Matroska stores times as if it were heard; its demuxer takes it off. Muxers before FFmpeg 7 do not put it back, so that
/// every copy would have the sound some milliseconds earlier. Which one this is shows only in what it writes.
enum MatroskaDelay {
  /// Samples at 48 kHz.
  private static let sample: CInt = 480

  /// Whether the muxer puts it back.
  static let isKeptByMuxer: Bool = trial().map { $0 == 0 } ?? true

  /// In units of `base`, rounded as the demuxer rounds it.
  static func ticks(of parameters: UnsafeMutablePointer<AVCodecParameters>, in base: AVRational) -> Int64 {
    let nanoseconds = av_rescale_q(
      Int64(parameters.pointee.initial_padding), AVRational(num: 1, den: 48_000), AVRational(num: 1, den: 1_000_000_000)
    )
    return av_rescale_q(nanoseconds, AVRational(num: 1, den: 1_000_000_000), base)
  }

  /// Writes a packet at 0 to memory and reads at what time it is.
  private static func trial() -> Int64? {
    guard let bytes = write() else { return nil }
    return MemoryIO(bytes).firstTime(format: "matroska")
  }

  private static func write() -> [UInt8]? {
    var context: UnsafeMutablePointer<AVFormatContext>?
    guard avformat_alloc_output_context2(&context, nil, "matroska", nil) >= 0, let context else { return nil }
    defer { avformat_free_context(context) }
    context.pointee.avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED
    guard let stream = avformat_new_stream(context, nil), let parameters = stream.pointee.codecpar,
      let packet = Packet(),
      av_new_packet(packet.pointer, 1) >= 0
    else { return nil }
    parameters.pointee.codec_type = AVMEDIA_TYPE_AUDIO
    parameters.pointee.codec_id = AV_CODEC_ID_OPUS
    parameters.pointee.sample_rate = 48_000
    parameters.pointee.initial_padding = sample
    parameters.pointee.ch_layout = cff_layout_mono()
    // The head of Opus: version 1, one channel, what is to be skipped, 48 kHz.
    let head = Array("OpusHead".utf8) + [1, 1, UInt8(sample & 0xFF), UInt8(sample >> 8), 0x80, 0xBB, 0, 0, 0, 0, 0]
    guard let header = av_mallocz(head.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)) else { return nil }
    head.withUnsafeBytes { if let start = $0.baseAddress { header.copyMemory(from: start, byteCount: $0.count) } }
    parameters.pointee.extradata = header.assumingMemoryBound(to: UInt8.self)
    parameters.pointee.extradata_size = CInt(head.count)
    guard avio_open_dyn_buf(&context.pointee.pb) >= 0 else { return nil }
    packet.pointer.pointee.data[0] = 0xF8
    packet.pointer.pointee.pts = 0
    packet.pointer.pointee.dts = 0
    packet.pointer.pointee.duration = 20
    packet.pointer.pointee.flags = AV_PKT_FLAG_KEY
    let isWritten =
      avformat_write_header(context, nil) >= 0 && av_write_frame(context, packet.pointer) >= 0
      && av_write_trailer(context) >= 0
    var buffer: UnsafeMutablePointer<UInt8>?
    let count = avio_close_dyn_buf(context.pointee.pb, &buffer)
    context.pointee.pb = nil
    defer { av_free(buffer) }
    guard isWritten, let buffer, count > 0 else { return nil }
    return Array(UnsafeBufferPointer(start: buffer, count: Int(count)))
  }
}
