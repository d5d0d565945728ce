import CFFmpeg

/// Samples on their way from a decoder to an encoder, in the encoder's format.
final class SoundFifo {
  private let encoder: SoundEncoder
  private var fifo: OpaquePointer?
  private var resampler: OpaquePointer?
  private let converted: Frame

  init(for encoder: SoundEncoder) throws(SoundCodingError) {
    self.encoder = encoder
    guard let frame = Frame() else { throw SoundCodingError(step: "coding", code: cff_ERR_ENOMEM) }
    converted = frame
    fifo = av_audio_fifo_alloc(encoder.format, encoder.context.pointer.pointee.ch_layout.nb_channels, 1_024)
    guard fifo != nil else { throw SoundCodingError(step: "coding", code: cff_ERR_ENOMEM) }
  }

  deinit {
    av_audio_fifo_free(fifo)
    swr_free(&resampler)
  }

  var count: Int { Int(av_audio_fifo_size(fifo)) }

  /// Takes the samples of a decoded frame.
  func write(_ frame: UnsafeMutablePointer<AVFrame>) throws(SoundCodingError) {
    let context = encoder.context.pointer
    guard frame.pointee.ch_layout.nb_channels == context.pointee.ch_layout.nb_channels,
      frame.pointee.sample_rate == context.pointee.sample_rate
    else { throw SoundCodingError("its channels or its sample rate change in mid-stream") }
    // Waves often say how many channels there are, and not which: what is not said cannot be compared.
    if frame.pointee.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC {
      av_channel_layout_default(&frame.pointee.ch_layout, frame.pointee.ch_layout.nb_channels)
    }
    if frame.pointee.format == CInt(encoder.format.rawValue) { return try check(cff_fifo_write(fifo, frame)) }
    prepare(converted.pointer, count: Int(frame.pointee.nb_samples))
    // What lies in another order there is the same here: only the format of the samples changes.
    av_channel_layout_copy(&converted.pointer.pointee.ch_layout, &frame.pointee.ch_layout)
    if resampler == nil { resampler = swr_alloc() }
    try check(swr_convert_frame(resampler, converted.pointer, frame))
    try check(cff_fifo_write(fifo, converted.pointer))
  }

  func writeSilence(_ count: Int) throws(SoundCodingError) {
    var rest = count
    while rest > 0 {
      let piece = min(rest, 1 << 14)
      prepare(converted.pointer, count: piece)
      try check(av_frame_get_buffer(converted.pointer, 0))
      try check(cff_fill_silence(converted.pointer))
      try check(cff_fifo_write(fifo, converted.pointer))
      rest -= piece
    }
  }

  /// Puts `count` samples into `frame`.
  func read(_ count: Int, into frame: UnsafeMutablePointer<AVFrame>) throws(SoundCodingError) {
    prepare(frame, count: count)
    try check(av_frame_get_buffer(frame, 0))
    try check(cff_fifo_read(fifo, frame))
  }

  private func prepare(_ frame: UnsafeMutablePointer<AVFrame>, count: Int) {
    av_frame_unref(frame)
    frame.pointee.nb_samples = CInt(clamping: count)
    frame.pointee.format = CInt(encoder.format.rawValue)
    frame.pointee.sample_rate = encoder.context.pointer.pointee.sample_rate
    av_channel_layout_copy(&frame.pointee.ch_layout, &encoder.context.pointer.pointee.ch_layout)
  }

  private func check(_ code: CInt) throws(SoundCodingError) {
    guard code >= 0 else { throw SoundCodingError(step: "coding", code: code) }
  }
}
