import CFFmpeg

/// Converts frames of one format to mono float samples at the output's rate.
///
/// Levels: one and two channels are averaged, so that speech on both keeps its level. Where there is a centre channel it
/// is taken as it is, since dialogue sits there, and the others are added to it as usual, 3 dB down; the sum may
/// exceed ±1, which floats hold.
final class Resampler {
  /// Outside of it a frame's rate is damage, not sound: telephone codecs begin at 8 kHz, the fastest (DSD) end at 2.8 MHz.
  static let plausibleRates = 1000...3_000_000
  /// Output samples that one conversion may produce.
  private static let capacity = 1 << 16

  private let outputRate: Int
  private var context: OpaquePointer?
  private var layout = AVChannelLayout()
  private let format: CInt
  private let inputRate: Int
  private let scratch: UnsafeMutableBufferPointer<Float>

  /// Nil where the samples cannot be converted: implausible rate, more than 64 channels.
  init?(for frame: borrowing Frame, outputRate: Int) {
    self.outputRate = outputRate
    format = frame.pointer.pointee.format
    inputRate = frame.sampleRate
    scratch = .allocate(capacity: Self.capacity)
    guard Self.plausibleRates.contains(inputRate),
      av_channel_layout_copy(&layout, &frame.pointer.pointee.ch_layout) >= 0
    else { return nil }
    var source = AVChannelLayout()
    defer { av_channel_layout_uninit(&source) }
    if layout.order == AV_CHANNEL_ORDER_UNSPEC {
      av_channel_layout_default(&source, layout.nb_channels)
    } else if av_channel_layout_copy(&source, &layout) < 0 {
      return nil
    }
    var mono = cff_layout_mono()
    let code = swr_alloc_set_opts2(
      &context, &mono, AV_SAMPLE_FMT_FLT, CInt(outputRate), &source, AVSampleFormat(format), CInt(inputRate), 0, nil)
    guard code >= 0, let context else { return nil }
    if source.order != AV_CHANNEL_ORDER_NATIVE {
      // Nobody says where these channels are: take their average.
      let count = Int(source.nb_channels)
      guard (1...64).contains(count) else { return nil }
      let matrix = [Double](repeating: 1 / Double(count), count: count)
      guard swr_set_matrix(context, matrix, CInt(count)) >= 0 else { return nil }
    } else if av_channel_layout_index_from_channel(&source, AV_CHAN_FRONT_CENTER) < 0 {
      av_opt_set_double(UnsafeMutableRawPointer(context), "rematrix_maxval", 1, 0)
    }
    guard swr_init(context) >= 0 else { return nil }
  }

  deinit {
    swr_free(&context)
    av_channel_layout_uninit(&layout)
    scratch.deallocate()
  }

  /// Whether `frame` has the format that this resampler was made for.
  func accepts(_ frame: borrowing Frame) -> Bool {
    frame.pointer.pointee.format == format && frame.sampleRate == inputRate
      && av_channel_layout_compare(&frame.pointer.pointee.ch_layout, &layout) == 0
  }

  /// Output samples that went in and did not come out yet.
  var delay: Int64 { swr_get_delay(context, Int64(outputRate)) }

  /// Output samples that last as long as `count` samples of the input.
  func outputLength(of count: Int) -> Int64 { Int64(count) * Int64(outputRate) / Int64(inputRate) }
  /// Input samples that last as long as `count` samples of the output.
  func inputLength(of count: Int64) -> Int64 {
    let (product, overflow) = count.multipliedReportingOverflow(by: Int64(inputRate))
    return overflow ? .max : product / Int64(outputRate)
  }

  /// Appends the sound of `frame` from its sample `offset` on; what is no number becomes silence, as one would turn all
  /// that is computed from it into none.
  ///
  /// - Returns: samples that were no numbers; nil when FFmpeg refuses the frame.
  func convert(_ frame: borrowing Frame, from offset: Int, appendingTo samples: inout [Float]) -> Int? {
    // Leaves room for what the resampler still holds.
    let slice = max(1, Int(inputLength(of: Int64(Self.capacity - 1024))))
    var offset = offset
    var damaged = 0
    while offset < frame.sampleCount {
      let count = min(slice, frame.sampleCount - offset)
      let produced = cff_convert(
        context, scratch.baseAddress, CInt(Self.capacity), frame.pointer, CInt(offset), CInt(count))
      guard produced >= 0 else { return nil }
      damaged += silenceDamage(Int(produced))
      samples.append(contentsOf: scratch.prefix(Int(produced)))
      offset += count
    }
    return damaged
  }

  /// Makes what is no number silent, or so loud that it is no sound (120 dB above full scale); how many these were.
  private func silenceDamage(_ count: Int) -> Int {
    var damaged = 0
    for index in 0..<count where !(abs(scratch[index]) < 1e6) {
      scratch[index] = 0
      damaged += 1
    }
    return damaged
  }

  /// Appends what is still held and makes ready for sound that does not follow on.
  func flush(appendingTo samples: inout [Float]) {
    while true {
      let produced = cff_flush(context, scratch.baseAddress, CInt(Self.capacity))
      guard produced > 0 else { break }
      _ = silenceDamage(Int(produced))
      samples.append(contentsOf: scratch.prefix(Int(produced)))
    }
    swr_init(context)
  }
}
