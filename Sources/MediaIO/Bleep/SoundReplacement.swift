import CFFmpeg

/// How a track is coded anew as a whole.
struct SoundReplacement {
  let coding: SoundCoding
  /// The format of samples that the encoder is asked for.
  let sampleFormat: AVSampleFormat
  /// Whether each new packet takes the place of an old one.
  let keepsPlaces: Bool
  /// Samples of a packet, where they keep their places.
  let frameSize: Int
  /// Whether packets are of one length and overlap, so that those before the first sample can be left out.
  let isFramed: Bool
  /// Whether the packets before the first sample are left out. Those of Opus stay, as its header says how much of them is
  /// not heard, unless they take the places of those of the source.
  let dropsEarly: Bool
  /// Why the codec is another one, or its profile; nil where both stay.
  let remark: String?

  var codecName: String { String(cString: avcodec_get_name(coding.codec.pointee.id)) }

  /// - Parameters:
  ///   - bitRate: of the track, as it was measured.
  ///   - frameSize: samples of each packet, where all have the same; nil otherwise.
  /// - Returns: nil where this FFmpeg has no encoder that fits.
  init?(
    for stream: UnsafeMutablePointer<AVStream>, in format: CopyFormat, bitRate: Int64, frameSize: Int?
  ) {
    guard let parameters = stream.pointee.codecpar else { return nil }
    let id = parameters.pointee.codec_id
    let rate = Int(parameters.pointee.sample_rate)
    var layout = parameters.pointee.ch_layout
    // Waves often say how many channels there are, and not which.
    if layout.order == AV_CHANNEL_ORDER_UNSPEC { av_channel_layout_default(&layout, layout.nb_channels) }
    guard rate > 0, let muxer = av_guess_format(format.muxer, nil, nil) else { return nil }
    for candidate in Self.candidates(for: parameters, in: format) where format.holds(candidate) {
      guard let codec = Self.encoder(candidate), codec.takes(rate: rate), codec.takes(&layout)
      else { continue }
      var coding = SoundCoding(codec: codec, rate: rate, layout: layout, bitRate: 0)
      coding.needsGlobalHeader = muxer.pointee.flags & AVFMT_GLOBALHEADER != 0
      Self.complete(&coding, like: parameters, bitRate: bitRate, frameSize: frameSize)
      let isLossless = Self.isLossless(candidate)
      let sampleFormat: AVSampleFormat =
        !isLossless ? AV_SAMPLE_FMT_FLTP : coding.bitsPerSample > 16 ? AV_SAMPLE_FMT_S32 : AV_SAMPLE_FMT_S16
      guard let encoder = try? SoundEncoder(coding, preferring: sampleFormat) else { continue }
      self.coding = coding
      self.sampleFormat = sampleFormat
      let isFixed = codec.pointee.capabilities & AV_CODEC_CAP_VARIABLE_FRAME_SIZE == 0
      isFramed = !isLossless && isFixed && encoder.frameSize > 0 && candidate != AV_CODEC_ID_VORBIS
      self.frameSize = encoder.frameSize
      // Many containers round the length of a packet to milliseconds: none of these codecs has two lengths as close.
      let isAlike = frameSize.map { abs($0 - encoder.frameSize) <= rate / 1_000 } ?? false
      keepsPlaces = id == candidate && isFramed && isAlike
      dropsEarly = isFramed && (keepsPlaces || candidate != AV_CODEC_ID_OPUS)
      remark = Self.remark(on: parameters, written: candidate, in: format)
      return
    }
    return nil
  }

  /// Sets what a codec is to make of a track.
  private static func complete(
    _ coding: inout SoundCoding, like parameters: UnsafeMutablePointer<AVCodecParameters>, bitRate: Int64,
    frameSize: Int?
  ) {
    let (id, written) = (parameters.pointee.codec_id, coding.codec.pointee.id)
    let channels = Int64(max(1, parameters.pointee.ch_layout.nb_channels))
    if isLossless(written) {
      coding.bitsPerSample = parameters.pointee.bits_per_raw_sample
      if id == written, let frameSize { coding.frameSize = frameSize }
    } else {
      let given = id == written || !isLossless(id) ? bitRate : 0
      // Where nothing is known: what each codec is usually given for a channel.
      let usual: Int64 = written == AV_CODEC_ID_AC3 ? 96_000 : 64_000
      coding.bitRate = allowed(given > 0 ? given : usual * channels, channels: channels, by: written)
    }
    if written == AV_CODEC_ID_MP3 {
      // Packets must not need those before the first, which is left out.
      coding.options = [("reservoir", "0")]
      coding.gain = 1 / lameScale(rate: coding.rate, bitRate: coding.bitRate)
    }
    if written == AV_CODEC_ID_OPUS {
      coding.options = [("application", "audio")]
      if id == written, let frameSize { coding.options.append(("frame_duration", "\(Double(frameSize) / 48)")) }
    }
  }

  /// Says of the new track what the encoder says, and what stays of the old one.
  func describe(
    _ target: UnsafeMutablePointer<AVCodecParameters>, encoder: SoundEncoder,
    source: UnsafeMutablePointer<AVCodecParameters>
  ) -> CInt {
    let code = avcodec_parameters_from_context(target, encoder.context.pointer)
    guard code >= 0 else { return code }
    target.pointee.codec_tag = 0
    guard keepsPlaces else {
      if dropsEarly { target.pointee.initial_padding = 0 }
      return 0
    }
    target.pointee.initial_padding = source.pointee.initial_padding
    target.pointee.seek_preroll = source.pointee.seek_preroll
    guard source.pointee.codec_id == AV_CODEC_ID_OPUS, source.pointee.extradata_size >= 18,
      let head = source.pointee.extradata
    else { return 0 }
    var bytes = Array(UnsafeBufferPointer(start: head, count: Int(source.pointee.extradata_size)))
    // The gain that players add is in the sound already: RFC 7845, 5.1.
    (bytes[16], bytes[17]) = (0, 0)
    return target.setExtradata(bytes)
  }

  // MARK: - The codec

  private static func encoder(_ id: AVCodecID) -> UnsafePointer<AVCodec>? {
    guard let codec = avcodec_find_encoder(id), codec.pointee.capabilities & AV_CODEC_CAP_EXPERIMENTAL == 0 else {
      return nil
    }
    return codec
  }

  /// Codecs in the order in which they are wanted: its own, one that loses nothing where it loses nothing, and what the
  /// container usually has.
  private static func candidates(
    for parameters: UnsafeMutablePointer<AVCodecParameters>, in format: CopyFormat
  ) -> [AVCodecID] {
    let id = parameters.pointee.codec_id
    var list = id == AV_CODEC_ID_AAC_LATM ? [AV_CODEC_ID_AAC] : [id]
    if isLossless(id) {
      // More players take ALAC there.
      list += format.isMP4Family ? [AV_CODEC_ID_ALAC, AV_CODEC_ID_FLAC] : [AV_CODEC_ID_FLAC, AV_CODEC_ID_ALAC]
    }
    switch format.container {
    case .mp4, .quickTime: list += [AV_CODEC_ID_AAC]
    case .webM: list += [AV_CODEC_ID_OPUS]
    case .matroska: list += [AV_CODEC_ID_AC3, AV_CODEC_ID_AAC]
    case nil:
      if ["mpegts", "vob"].contains(format.muxer) { list.append(AV_CODEC_ID_AC3) }
      if ["wav", "w64"].contains(format.muxer), parameters.pointee.bits_per_raw_sample > 16 {
        list.append(AV_CODEC_ID_PCM_S24LE)
      }
      if let muxer = av_guess_format(format.muxer, nil, nil) { list.append(muxer.pointee.audio_codec) }
      list += [AV_CODEC_ID_AC3, AV_CODEC_ID_AAC, AV_CODEC_ID_OPUS]
    }
    return list + [AV_CODEC_ID_MP3, AV_CODEC_ID_FLAC, AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S16BE]
  }

  private static func isLossless(_ id: AVCodecID) -> Bool {
    guard let descriptor = avcodec_descriptor_get(id) else { return false }
    return descriptor.pointee.props & AV_CODEC_PROP_LOSSLESS != 0 && descriptor.pointee.props & AV_CODEC_PROP_LOSSY == 0
  }

  private static func allowed(_ bitRate: Int64, channels: Int64, by codec: AVCodecID) -> Int64 {
    switch codec {
    case AV_CODEC_ID_AC3: min(640_000, max(64_000, bitRate))
    case AV_CODEC_ID_OPUS: min(256_000 * channels, max(6_000 * channels, bitRate))
    case AV_CODEC_ID_MP3: min(320_000, max(8_000, bitRate))
    case AV_CODEC_ID_VORBIS: min(240_000 * channels, max(32_000 * channels, bitRate))
    default: min(512_000 * channels, max(8_000, bitRate))
    }
  }

  /// What LAME makes samples softer by before it codes them, so that none overflows when they are decoded: measured with
  /// version 3.100 on a sine, at all bit rates and three sample rates.
  private static func lameScale(rate: Int, bitRate: Int64) -> Float {
    if rate < 32_000 { return 0.95 }
    return switch bitRate {
    case ..<176_000: 0.95
    case ..<208_000: 0.97
    case ..<240_000: 0.98
    default: 1
    }
  }

  private static func remark(
    on parameters: UnsafeMutablePointer<AVCodecParameters>, written: AVCodecID, in format: CopyFormat
  ) -> String? {
    let id = parameters.pointee.codec_id
    guard id == written else {
      let name = String(cString: avcodec_get_name(id))
      let reason =
        format.holds(id) ? "FFmpeg has no encoder for \(name)" : "FFmpeg cannot write \(name) into \(format.name)"
      return "\(reason): it is \(String(cString: avcodec_get_name(written))) in the copy"
    }
    let profile = parameters.pointee.profile
    guard id == AV_CODEC_ID_AAC, profile != FF_PROFILE_AAC_LOW, profile != FF_PROFILE_UNKNOWN,
      let name = avcodec_profile_name(id, profile)
    else { return nil }
    return "FFmpeg has no encoder for \(String(cString: name)): it is AAC-LC of the same bit rate in the copy"
  }
}
