import CFFmpeg

/// Sole owner of one opened decoder.
struct CodecContext: ~Copyable {
  let pointer: UnsafeMutablePointer<AVCodecContext>

  /// Nil when out of memory.
  init?(_ codec: UnsafePointer<AVCodec>) {
    guard let pointer = avcodec_alloc_context3(codec) else { return nil }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVCodecContext>? = self.pointer
    avcodec_free_context(&pointer)
  }

  /// Opens the decoder for `stream`; one of FFmpeg's error codes when it fails.
  ///
  /// - Parameter threads: 0 for as many as there are processors. Audio decoders gain nothing from more than one, and
  ///   errors would be logged on theirs.
  func open(for stream: UnsafeMutablePointer<AVStream>, threads: CInt = 1) -> CInt {
    let code = avcodec_parameters_to_context(pointer, stream.pointee.codecpar)
    guard code >= 0 else { return code }
    // Without it decoders cannot correct the times of frames whose first samples are priming.
    pointer.pointee.pkt_timebase = stream.pointee.time_base
    pointer.pointee.thread_count = threads
    return avcodec_open2(pointer, nil, nil)
  }
}
