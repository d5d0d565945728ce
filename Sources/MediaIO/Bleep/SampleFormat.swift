import CFFmpeg

/// Samples of frames in whatever format the decoder gives them.
enum SampleFormat {
  /// Appends a channel of `frame` as numbers in units of full scale.
  static func append(_ frame: UnsafeMutablePointer<AVFrame>, channel: Int, to samples: inout [Float]) {
    let count = Int(frame.pointee.nb_samples)
    samples.reserveCapacity(samples.count + count)
    guard let (start, step) = locate(frame, channel) else {
      samples.append(contentsOf: repeatElement(0, count: count))
      return
    }
    let format = av_get_packed_sample_fmt(AVSampleFormat(frame.pointee.format))
    if format == AV_SAMPLE_FMT_FLT {
      for index in 0..<count { samples.append(start.load(fromByteOffset: index * step, as: Float.self)) }
    } else {
      for index in 0..<count { samples.append(Float(read(start + index * step, format))) }
    }
  }

  /// Fills `frame`, which has room for them, with samples from `offset` on; what there is none of becomes silence.
  static func fill(_ frame: UnsafeMutablePointer<AVFrame>, from channels: [[Float]], at offset: Int) {
    let format = av_get_packed_sample_fmt(AVSampleFormat(frame.pointee.format))
    for (channel, samples) in channels.enumerated() {
      guard let (start, step) = locate(frame, channel) else { continue }
      for index in 0..<Int(frame.pointee.nb_samples) {
        let position = offset + index
        let value = samples.indices.contains(position) ? Double(samples[position]) : 0
        write(value, start + index * step, format)
      }
    }
  }

  /// Changes those samples of `frame` that lie within `shape`; all others stay bit for bit.
  ///
  /// - Parameter offset: the number of its first sample.
  static func apply(_ shape: BleepShape, to frame: UnsafeMutablePointer<AVFrame>, at offset: Int64, roles: ChannelRoles)
  {
    let first = max(shape.start, offset)
    let last = min(shape.end, offset + Int64(frame.pointee.nb_samples))
    guard first < last else { return }
    let format = av_get_packed_sample_fmt(AVSampleFormat(frame.pointee.format))
    for channel in 0..<Int(max(0, frame.pointee.ch_layout.nb_channels)) {
      guard let (start, step) = locate(frame, channel) else { continue }
      let toneGain = channel < roles.toneGains.count ? roles.toneGains[channel] : 0
      for index in first..<last {
        let place = start + Int(index - offset) * step
        let gain = shape.gain(at: index)
        write(read(place, format) * gain + toneGain * shape.tone(at: index, gain: gain), place, format)
      }
    }
  }

  /// Makes all samples of `frame` louder or softer.
  static func scale(_ frame: UnsafeMutablePointer<AVFrame>, by factor: Double) {
    let format = av_get_packed_sample_fmt(AVSampleFormat(frame.pointee.format))
    for channel in 0..<Int(max(0, frame.pointee.ch_layout.nb_channels)) {
      guard let (start, step) = locate(frame, channel) else { continue }
      for index in 0..<Int(max(0, frame.pointee.nb_samples)) {
        let place = start + index * step
        write(read(place, format) * factor, place, format)
      }
    }
  }

  /// The first sample of a channel and the bytes from one to the next.
  private static func locate(
    _ frame: UnsafeMutablePointer<AVFrame>, _ channel: Int
  ) -> (start: UnsafeMutableRawPointer, step: Int)? {
    let format = AVSampleFormat(frame.pointee.format)
    let size = Int(av_get_bytes_per_sample(format))
    guard size > 0, let planes = frame.pointee.extended_data else { return nil }
    if av_sample_fmt_is_planar(format) != 0 { return planes[channel].map { (UnsafeMutableRawPointer($0), size) } }
    let step = size * Int(frame.pointee.ch_layout.nb_channels)
    return planes[0].map { (UnsafeMutableRawPointer($0) + channel * size, step) }
  }

  private static func read(_ place: UnsafeMutableRawPointer, _ format: AVSampleFormat) -> Double {
    switch format {
    case AV_SAMPLE_FMT_U8: (Double(place.load(as: UInt8.self)) - 128) / 128
    case AV_SAMPLE_FMT_S16: Double(place.load(as: Int16.self)) / 32_768
    case AV_SAMPLE_FMT_S32: Double(place.load(as: Int32.self)) / 2_147_483_648
    case AV_SAMPLE_FMT_S64: Double(place.load(as: Int64.self)) / 9_223_372_036_854_775_808
    case AV_SAMPLE_FMT_FLT: Double(place.load(as: Float.self))
    case AV_SAMPLE_FMT_DBL: place.load(as: Double.self)
    default: 0
    }
  }

  private static func write(_ value: Double, _ place: UnsafeMutableRawPointer, _ format: AVSampleFormat) {
    // Samples of broken files may be no numbers.
    let value = value.isFinite ? value : 0
    func whole(_ scale: Double) -> Double { (value * scale).rounded() }
    switch format {
    case AV_SAMPLE_FMT_U8: place.storeBytes(of: UInt8(max(0, min(255, whole(128) + 128))), as: UInt8.self)
    case AV_SAMPLE_FMT_S16: place.storeBytes(of: Int16(max(-32_768, min(32_767, whole(32_768)))), as: Int16.self)
    case AV_SAMPLE_FMT_S32:
      place.storeBytes(of: Int32(max(-2_147_483_648, min(2_147_483_647, whole(2_147_483_648)))), as: Int32.self)
    case AV_SAMPLE_FMT_S64:
      let scaled = whole(9_223_372_036_854_775_808)
      place.storeBytes(of: Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max), as: Int64.self)
    case AV_SAMPLE_FMT_FLT: place.storeBytes(of: Float(value), as: Float.self)
    case AV_SAMPLE_FMT_DBL: place.storeBytes(of: value, as: Double.self)
    default: break
    }
  }
}
