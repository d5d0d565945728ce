import CFFmpeg

/// Decodes packets of a track of sound.
final class SoundDecoder {
  private let codec: CodecContext
  let frame: Frame

  /// - Parameter hearsAll: whether samples count that players leave out at the start and the end.
  /// - Throws: `SoundCodingError`.
  init(for stream: UnsafeMutablePointer<AVStream>, hearsAll: Bool = true) throws(SoundCodingError) {
    guard let parameters = stream.pointee.codecpar, let found = avcodec_find_decoder(parameters.pointee.codec_id) else {
      throw SoundCodingError(step: "finding a decoder", code: cff_ERR_EINVAL)
    }
    guard let codec = CodecContext(found), let frame = Frame() else {
      throw SoundCodingError(step: "decoding", code: cff_ERR_ENOMEM)
    }
    self.codec = codec
    self.frame = frame
    if hearsAll { self.codec.pointer.pointee.flags2 |= CInt(AV_CODEC_FLAG2_SKIP_MANUAL) }
    let code = self.codec.open(for: stream)
    guard code >= 0 else { throw SoundCodingError(step: "opening the decoder", code: code) }
    // Levels as they are stored: what a receiver makes softer or louder at night is its own affair.
    av_opt_set_double(self.codec.pointer, "drc_scale", 0, CInt(AV_OPT_SEARCH_CHILDREN))
  }

  /// Whether the decoder took it.
  func send(_ packet: UnsafeMutablePointer<AVPacket>?) -> Bool { avcodec_send_packet(codec.pointer, packet) >= 0 }

  /// Puts the next samples into `frame`; false where another packet is needed first.
  func receive() -> Bool {
    var failures = 0
    while failures < 100 {
      let code = avcodec_receive_frame(codec.pointer, frame.pointer)
      if code == 0, !frame.isEmpty { return true }
      if code == cff_ERR_EAGAIN || code == cff_ERR_EOF { return false }
      failures += 1
    }
    return false
  }
}

/// A step of coding sound that FFmpeg refused.
struct SoundCodingError: Error, CustomStringConvertible {
  let step: String
  let cause: String

  init(step: String, code: CInt) {
    self.step = step
    cause = FFmpegLog.lastLine ?? FFmpegLog.describe(code)
  }

  init(_ step: String) {
    self.step = step
    cause = ""
  }

  var description: String { cause.isEmpty ? step : "\(step): \(cause)" }
}
