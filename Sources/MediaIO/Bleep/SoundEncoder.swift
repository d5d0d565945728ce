import CFFmpeg

/// What an encoder is to make.
struct SoundCoding {
  var codec: UnsafePointer<AVCodec>
  var rate: Int
  var layout: AVChannelLayout
  /// Bits a second; 0 where the codec loses nothing.
  var bitRate: Int64
  /// Bits of a sample, where the codec loses nothing; 0 leaves it to the encoder.
  var bitsPerSample: CInt = 0
  /// Samples that a packet is to have, where the codec leaves the choice; 0 leaves it to the encoder.
  var frameSize = 0
  var needsGlobalHeader = false
  /// What samples are multiplied with first, so that they come out as loud as they went in.
  var gain: Float = 1
  /// Of the encoder itself.
  var options: [(name: String, value: String)] = []
}

/// Sole owner of an open encoder of sound, which takes samples in the format of its choice.
final class SoundEncoder {
  let context: CodecContext
  private let packet: Packet

  init(_ coding: SoundCoding, preferring format: AVSampleFormat = AV_SAMPLE_FMT_FLTP) throws(SoundCodingError) {
    guard let context = CodecContext(coding.codec), let packet = Packet() else {
      throw SoundCodingError(step: "coding", code: cff_ERR_ENOMEM)
    }
    self.context = context
    self.packet = packet
    let pointer = self.context.pointer
    pointer.pointee.sample_rate = CInt(clamping: coding.rate)
    var layout = coding.layout
    av_channel_layout_copy(&pointer.pointee.ch_layout, &layout)
    pointer.pointee.sample_fmt = coding.codec.sampleFormat(like: format)
    pointer.pointee.bit_rate = coding.bitRate
    pointer.pointee.time_base = AVRational(num: 1, den: CInt(clamping: coding.rate))
    pointer.pointee.bits_per_raw_sample = coding.bitsPerSample
    if coding.frameSize > 0 { pointer.pointee.frame_size = CInt(clamping: coding.frameSize) }
    // No name of the program in the first packet.
    pointer.pointee.flags |= CInt(AV_CODEC_FLAG_BITEXACT)
    if coding.needsGlobalHeader { pointer.pointee.flags |= CInt(AV_CODEC_FLAG_GLOBAL_HEADER) }
    pointer.pointee.thread_count = 1
    for option in coding.options {
      av_opt_set(pointer, option.name, option.value, CInt(AV_OPT_SEARCH_CHILDREN))
    }
    let code = avcodec_open2(pointer, coding.codec, nil)
    guard code >= 0 else { throw SoundCodingError(step: "opening the encoder", code: code) }
  }

  /// Samples that it takes at a time; 0 for any number.
  var frameSize: Int { Int(max(0, context.pointer.pointee.frame_size)) }
  /// Samples by which packets are early.
  var padding: Int { Int(max(0, context.pointer.pointee.initial_padding)) }
  var format: AVSampleFormat { context.pointer.pointee.sample_fmt }

  /// Whether it has one of FFmpeg's capabilities of encoders.
  func can(_ capability: CInt) -> Bool { context.pointer.pointee.codec.pointee.capabilities & capability != 0 }

  /// Takes a frame; nil says that there are no more.
  func send(_ frame: UnsafeMutablePointer<AVFrame>?) throws(SoundCodingError) {
    let code = avcodec_send_frame(context.pointer, frame)
    guard code >= 0 else { throw SoundCodingError(step: "coding", code: code) }
  }

  /// The next packet, good until the next is asked for; nil where more samples are needed first.
  func receive() throws(SoundCodingError) -> UnsafeMutablePointer<AVPacket>? {
    let code = avcodec_receive_packet(context.pointer, packet.pointer)
    if code == cff_ERR_EAGAIN || code == cff_ERR_EOF { return nil }
    guard code >= 0 else { throw SoundCodingError(step: "coding", code: code) }
    return packet.pointer
  }
}

extension UnsafePointer<AVCodec> {
  /// The format among those that it takes that is the most like `wanted`.
  func sampleFormat(like wanted: AVSampleFormat) -> AVSampleFormat {
    guard let list = pointee.sample_fmts else { return wanted }
    var formats: [AVSampleFormat] = []
    var position = 0
    while list[position] != AV_SAMPLE_FMT_NONE {
      formats.append(list[position])
      position += 1
    }
    let packed = av_get_packed_sample_fmt(wanted)
    return formats.first { $0 == wanted } ?? formats.first { av_get_packed_sample_fmt($0) == packed }
      ?? formats.max { av_get_bytes_per_sample($0) < av_get_bytes_per_sample($1) } ?? wanted
  }

  /// Whether it takes `rate` samples a second.
  func takes(rate: Int) -> Bool {
    guard let list = pointee.supported_samplerates else { return true }
    var position = 0
    while list[position] != 0 {
      if Int(list[position]) == rate { return true }
      position += 1
    }
    return false
  }

  /// Whether it takes the channels of `layout`.
  func takes(_ layout: UnsafePointer<AVChannelLayout>) -> Bool {
    guard let list = pointee.ch_layouts else { return true }
    var position = 0
    while list[position].nb_channels != 0 {
      if av_channel_layout_compare(list + position, layout) == 0 { return true }
      position += 1
    }
    return false
  }
}
