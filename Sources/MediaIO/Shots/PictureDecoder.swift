import CFFmpeg

/// Decodes packets of a video stream to thumbnails, as cheaply as they can be had. Used by one thread at a time.
struct PictureDecoder: ~Copyable {
  /// Which frames may be left out.
  enum Thrift {
    case none
    /// Frames that no other frame is made from: the rest is none the worse.
    case unreferenced
  }

  /// No picture is larger: 8K has 33 million pixels.
  private static let mostPixels: Int64 = 80_000_000

  private let codec: CodecContext
  private let frame: Frame
  /// The duration of a frame, for those without a time stamp, in units of the stream's time base.
  private let frameDuration: Int64
  private var lastTime: Int64?
  /// Frames that came out.
  private(set) var decodedCount = 0
  /// Packets and frames that were refused.
  private(set) var refusedCount = 0

  private init(codec: consuming CodecContext, frame: consuming Frame, frameDuration: Int64) {
    self.codec = codec
    self.frame = frame
    self.frameDuration = frameDuration
  }

  /// Opens a decoder for `stream`.
  ///
  /// - Throws: `MediaError`.
  static func open(
    for stream: UnsafeMutablePointer<AVStream>, of input: MediaInput
  ) throws(MediaError) -> PictureDecoder {
    let index = stream.pointee.index
    let identifier = stream.pointee.codecpar.pointee.codec_id
    guard let found = avcodec_find_decoder(identifier) else {
      throw MediaError(
        .unsupportedCodec, path: input.path,
        message:
          "stream \(index): FFmpeg has no decoder for its codec (\(String(cString: avcodec_get_name(identifier))))")
    }
    guard let codec = CodecContext(found), let frame = Frame() else {
      throw MediaError(.io, path: input.path, message: "not enough memory to decode it; close other programs")
    }
    // Blocks stay visible, which the cells of a thumbnail average away; it saves a fifth of the time.
    codec.pointer.pointee.skip_loop_filter = AVDISCARD_ALL
    codec.pointer.pointee.max_pixels = mostPixels
    FFmpegLog.clear()
    let code = codec.open(for: stream)
    guard code >= 0 else {
      let cause = FFmpegLog.lastLine ?? FFmpegLog.describe(code)
      throw MediaError(
        .unsupportedCodec, path: input.path, message: "stream \(index): the decoder of the picture refuses it: \(cause)"
      )
    }
    let rate = av_guess_frame_rate(input.context, stream, nil)
    let duration = rate.num > 0 && rate.den > 0 ? av_rescale_q(1, av_inv_q(rate), stream.pointee.time_base) : 1
    return PictureDecoder(codec: codec, frame: frame, frameDuration: min(max(duration, 1), 1 << 40))
  }

  /// Decodes `packet` and appends the pictures that come out, in the order in which they are shown: not at once those
  /// of this packet.
  mutating func decode(_ packet: VideoPacket, thrift: Thrift = .none, appendingTo pictures: inout [ShotFrame]) {
    codec.pointer.pointee.skip_frame = thrift == .unreferenced ? AVDISCARD_NONREF : AVDISCARD_DEFAULT
    if avcodec_send_packet(codec.pointer, packet.pointer) < 0 { refusedCount += 1 }
    receive(&pictures)
  }

  /// Appends what is still held and makes ready for another key frame.
  mutating func drain(appendingTo pictures: inout [ShotFrame]) {
    avcodec_send_packet(codec.pointer, nil)
    receive(&pictures)
    avcodec_flush_buffers(codec.pointer)
    lastTime = nil
  }

  /// The picture of a key frame alone; nil where it cannot be decoded without others.
  mutating func picture(of packet: VideoPacket) -> ShotFrame? {
    var pictures: [ShotFrame] = []
    decode(packet, appendingTo: &pictures)
    drain(appendingTo: &pictures)
    return pictures.first
  }

  private mutating func receive(_ pictures: inout [ShotFrame]) {
    // A decoder that fails for ever is left alone after some tries.
    var failures = 0
    while failures < 100 {
      let code = avcodec_receive_frame(codec.pointer, frame.pointer)
      if code == cff_ERR_EAGAIN || code == cff_ERR_EOF { return }
      guard code >= 0 else {
        refusedCount += 1
        failures += 1
        continue
      }
      decodedCount += 1
      let stamps = [frame.pointer.pointee.pts, frame.pointer.pointee.best_effort_timestamp]
      let time = stamps.first { $0 != cff_NOPTS } ?? lastTime.map { $0 &+ frameDuration } ?? 0
      lastTime = time
      if let thumbnail = Thumbnail(frame) { pictures.append(ShotFrame(time: time, thumbnail: thumbnail)) }
      frame.clear()
    }
  }
}
