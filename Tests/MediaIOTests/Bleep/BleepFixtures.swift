import CFFmpeg
import Foundation
import SystemPackage
import Testing

/// Files of sound made on the spot, and their samples.
enum BleepFixtures {
  /// A list of samples for each channel.
  typealias Sound = [[Float]]

  static let rate = 48_000

  /// Tones of which every channel has others, that never rest: what is missing of them shows. With a pulse every 50 ms, so
  /// that it shows as well where it is late.
  static func sound(seconds: Double, channels: Int, rate: Int = rate) -> Sound {
    (0..<channels).map { channel in
      (0..<Int(seconds * Double(rate))).map { index in
        let time = Double(index) / Double(rate)
        let tones = [220.0, 467, 911, 1_733].enumerated().reduce(0.0) { sum, tone in
          sum + sin(2 * .pi * (tone.element + Double(17 * channel)) * time + Double(tone.offset))
            / Double(tone.offset + 1)
        }
        let pulse = exp(-(time * 20 - (time * 20).rounded(.down)) * 8)
        return Float(0.08 * tones * (0.6 + pulse))
      }
    }
  }

  /// Writes `sound` as one track; the extension of `name` says the container.
  static func write(
    _ sound: Sound, as codecName: String, to path: FilePath, rate: Int = rate, bitRate: Int64 = 192_000,
    options: [String: String] = [:]
  ) throws {
    var output: UnsafeMutablePointer<AVFormatContext>?
    try #require(avformat_alloc_output_context2(&output, nil, nil, path.string) >= 0, "no container for \(path)")
    let format = try #require(output)
    defer { avformat_free_context(format) }
    let codec = try #require(avcodec_find_encoder_by_name(codecName), "no encoder \(codecName)")
    var encoder: UnsafeMutablePointer<AVCodecContext>? = avcodec_alloc_context3(codec)
    defer { avcodec_free_context(&encoder) }
    let context = try #require(encoder)
    av_channel_layout_default(&context.pointee.ch_layout, CInt(sound.count))
    context.pointee.sample_rate = CInt(rate)
    context.pointee.time_base = AVRational(num: 1, den: CInt(rate))
    context.pointee.bit_rate = bitRate
    context.pointee.sample_fmt = codec.pointee.sample_fmts[0]
    for (name, value) in options { av_opt_set(context, name, value, CInt(AV_OPT_SEARCH_CHILDREN)) }
    if format.pointee.oformat.pointee.flags & AVFMT_GLOBALHEADER != 0 {
      context.pointee.flags |= CInt(AV_CODEC_FLAG_GLOBAL_HEADER)
    }
    try #require(avcodec_open2(context, codec, nil) >= 0, "the encoder \(codecName) does not open")
    let stream = try #require(avformat_new_stream(format, nil))
    stream.pointee.time_base = context.pointee.time_base
    try #require(avcodec_parameters_from_context(stream.pointee.codecpar, context) >= 0)
    try #require(avio_open(&format.pointee.pb, path.string, AVIO_FLAG_WRITE) >= 0)
    defer { avio_closep(&format.pointee.pb) }
    try #require(avformat_write_header(format, nil) >= 0)
    let size = context.pointee.frame_size > 0 ? Int(context.pointee.frame_size) : 1_024
    let count = sound[0].count
    for start in stride(from: 0, to: count, by: size) {
      let frame = try frame(of: sound, from: start, count: min(size, count - start), like: context)
      defer {
        var frame: UnsafeMutablePointer<AVFrame>? = frame
        av_frame_free(&frame)
      }
      try #require(avcodec_send_frame(context, frame) >= 0)
      try drain(context, stream, format)
    }
    avcodec_send_frame(context, nil)
    try drain(context, stream, format)
    try #require(av_write_trailer(format) >= 0)
  }

  private static func drain(
    _ context: UnsafeMutablePointer<AVCodecContext>, _ stream: UnsafeMutablePointer<AVStream>,
    _ format: UnsafeMutablePointer<AVFormatContext>
  ) throws {
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    while avcodec_receive_packet(context, packet) >= 0 {
      packet?.pointee.stream_index = stream.pointee.index
      av_packet_rescale_ts(packet, context.pointee.time_base, stream.pointee.time_base)
      try #require(av_interleaved_write_frame(format, packet) >= 0)
    }
  }

  private static func frame(
    of sound: Sound, from start: Int, count: Int, like context: UnsafeMutablePointer<AVCodecContext>
  ) throws -> UnsafeMutablePointer<AVFrame> {
    let frame = try #require(av_frame_alloc())
    frame.pointee.nb_samples = CInt(count)
    frame.pointee.format = CInt(context.pointee.sample_fmt.rawValue)
    frame.pointee.sample_rate = context.pointee.sample_rate
    frame.pointee.pts = Int64(start)
    av_channel_layout_copy(&frame.pointee.ch_layout, &context.pointee.ch_layout)
    try #require(av_frame_get_buffer(frame, 0) >= 0)
    let planar = av_sample_fmt_is_planar(context.pointee.sample_fmt) != 0
    let size = Int(av_get_bytes_per_sample(context.pointee.sample_fmt))
    for channel in sound.indices {
      let plane = try #require(frame.pointee.extended_data[planar ? channel : 0])
      for index in 0..<count {
        let place = UnsafeMutableRawPointer(plane) + (planar ? index : index * sound.count + channel) * size
        let value = Double(sound[channel][start + index])
        switch av_get_packed_sample_fmt(context.pointee.sample_fmt) {
        case AV_SAMPLE_FMT_S16: place.storeBytes(of: Int16((value * 32_768).rounded()), as: Int16.self)
        case AV_SAMPLE_FMT_S32: place.storeBytes(of: Int32((value * 2_147_483_648).rounded()), as: Int32.self)
        case AV_SAMPLE_FMT_U8: place.storeBytes(of: UInt8((value * 128).rounded() + 128), as: UInt8.self)
        default: place.storeBytes(of: Float(value), as: Float.self)
        }
      }
    }
    return frame
  }

  /// All samples of a track as players hear them; sample 0 is the start of the container, or time 0 of its clock.
  static func read(_ path: FilePath, track: Int = 0, fromZero: Bool = false) throws -> Sound {
    var input: UnsafeMutablePointer<AVFormatContext>?
    try #require(avformat_open_input(&input, path.string, nil, nil) >= 0, "cannot open \(path)")
    let format = try #require(input)
    defer { avformat_close_input(&input) }
    try #require(avformat_find_stream_info(format, nil) >= 0)
    let streams = (0..<Int(format.pointee.nb_streams)).compactMap { format.pointee.streams[$0] }
      .filter { $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO }
    let stream = streams[track]
    let codec = try #require(avcodec_find_decoder(stream.pointee.codecpar.pointee.codec_id))
    var decoder: UnsafeMutablePointer<AVCodecContext>? = avcodec_alloc_context3(codec)
    defer { avcodec_free_context(&decoder) }
    let context = try #require(decoder)
    avcodec_parameters_to_context(context, stream.pointee.codecpar)
    context.pointee.pkt_timebase = stream.pointee.time_base
    av_opt_set_double(context, "drc_scale", 0, CInt(AV_OPT_SEARCH_CHILDREN))
    try #require(avcodec_open2(context, codec, nil) >= 0)
    var sound: Sound = Array(repeating: [], count: Int(stream.pointee.codecpar.pointee.ch_layout.nb_channels))
    var (packet, frame) = (av_packet_alloc(), av_frame_alloc())
    defer {
      av_packet_free(&packet)
      av_frame_free(&frame)
    }
    let rate = Double(stream.pointee.codecpar.pointee.sample_rate)
    let origin = fromZero || format.pointee.start_time == cff_NOPTS ? 0 : Double(format.pointee.start_time) / 1e6
    var isFirst = true
    func receive() {
      while avcodec_receive_frame(context, frame) >= 0, let frame {
        if isFirst, frame.pointee.pts != cff_NOPTS {
          let start =
            Double(frame.pointee.pts) * av_q2d(stream.pointee.time_base) - origin
          for channel in sound.indices {
            sound[channel] += [Float](repeating: 0, count: max(0, Int((start * rate).rounded())))
          }
        }
        isFirst = false
        append(frame, to: &sound)
      }
    }
    while av_read_frame(format, packet) >= 0 {
      if packet?.pointee.stream_index == stream.pointee.index, avcodec_send_packet(context, packet) >= 0 { receive() }
      av_packet_unref(packet)
    }
    avcodec_send_packet(context, nil)
    receive()
    return sound
  }

  private static func append(_ frame: UnsafeMutablePointer<AVFrame>, to sound: inout Sound) {
    let format = AVSampleFormat(frame.pointee.format)
    let planar = av_sample_fmt_is_planar(format) != 0
    let size = Int(av_get_bytes_per_sample(format))
    for channel in sound.indices {
      guard let plane = frame.pointee.extended_data[planar ? channel : 0] else { continue }
      for index in 0..<Int(frame.pointee.nb_samples) {
        let place = UnsafeRawPointer(plane) + (planar ? index : index * sound.count + channel) * size
        switch av_get_packed_sample_fmt(format) {
        case AV_SAMPLE_FMT_S16: sound[channel].append(Float(place.load(as: Int16.self)) / 32_768)
        case AV_SAMPLE_FMT_S32: sound[channel].append(Float(Double(place.load(as: Int32.self)) / 2_147_483_648))
        case AV_SAMPLE_FMT_U8: sound[channel].append((Float(place.load(as: UInt8.self)) - 128) / 128)
        default: sound[channel].append(place.load(as: Float.self))
        }
      }
    }
  }

  /// How far `found` is from `wanted` in a part of all channels, in dB below `wanted`.
  static func distance(_ wanted: Sound, _ found: Sound, in range: Range<Int>) -> Double {
    var (signal, error) = (0.0, 0.0)
    for (wanted, found) in zip(wanted, found) {
      for index in range where index < wanted.count && index < found.count && index >= 0 {
        signal += Double(wanted[index] * wanted[index])
        error += Double((wanted[index] - found[index]) * (wanted[index] - found[index]))
      }
    }
    return error == 0 ? .infinity : 10 * log10(max(signal, 1e-20) / error)
  }
}
