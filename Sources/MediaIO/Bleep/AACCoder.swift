import CFFmpeg
import Foundation

/// Frames of AAC-LC. Each channel is coded by itself and put in its place in the frame: then it is known at which bit the
/// shape of its window stands.
///
/// A frame overlaps the next by a slope that is a sine or a window of Kaiser and Bessel, as the frame before says. Sound
/// comes out as it went in only where both have the same. FFmpeg's encoder always takes the second: where the track has the
/// first, the sound is bent before it is coded, so that with the encoder's window it is as if that had been the other.
struct AACCoder: StretchCoder {
  let frameSize = 1_024
  let hasVariants = true
  private let frame: AACFrame
  private let rate: Int
  /// Bits a second of a channel.
  private let bitRate: Int64

  /// - Throws: `SoundCodingError`, which says why frames like those of the track cannot be made.
  init(
    for stream: UnsafeMutablePointer<AVStream>, like packet: [UInt8], bitRate: Int64
  ) throws(SoundCodingError) {
    guard let parameters = stream.pointee.codecpar else { throw SoundCodingError("there is nothing known of it") }
    let header = Array(
      UnsafeBufferPointer(start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size))))
    frame = try AACFrame(header: header, packet: packet)
    guard Int(parameters.pointee.ch_layout.nb_channels) == frame.channelCount else {
      throw SoundCodingError("it says one thing of its channels and has another")
    }
    rate = Int(parameters.pointee.sample_rate)
    // A frame has at most 6144 bits for a channel (ISO/IEC 14496-3, 4.5.3.1). By itself, a channel takes a little more
    // than as one of a pair.
    let limit = Int64(6_000) * Int64(rate) / 1_024
    self.bitRate = min(limit, max(16_000, bitRate / Int64(max(1, frame.channelCount)) * 9 / 8))
  }

  func code(
    _ channels: [[Float]], first: Int, last: Int, between seams: StretchSeams
  ) throws(SoundCodingError) -> [[UInt8]] {
    guard let codec = avcodec_find_encoder_by_name("aac") else { throw SoundCodingError("there is no encoder for it") }
    // Noise instead of sound is no help where it is to go on as before.
    var coding = SoundCoding(
      codec: codec, rate: rate, layout: cff_layout_mono(), bitRate: bitRate, options: [("aac_pns", "0")])
    let left = seams.before.flatMap { frame.window(of: $0) }
    let right = seams.last.flatMap { frame.window(of: $0) }
    var streams: [[Int: [UInt8]]] = []
    for (index, samples) in channels.enumerated() {
      var samples = samples
      coding.bitRate = frame.isLow(index) ? 16_000 : bitRate
      let leftIsSine = left.map { $0.isSine != seams.otherLeft.contains(index) } ?? false
      let rightIsSine = right.map { $0.isSine != seams.otherRight.contains(index) } ?? false
      if leftIsSine { AACWindow.bendRise(&samples, at: first * frameSize) }
      if rightIsSine { AACWindow.bendFall(&samples, at: (last + 1) * frameSize) }
      var packets = try StretchRun.code([samples], packets: first...last, as: coding, frameSize: frameSize)
      if rightIsSine { packets[last] = packets[last].map { AACFrame.settingSine($0) } }
      streams.append(packets)
    }
    var result: [[UInt8]] = []
    for number in first...last {
      result.append(try frame.assemble(streams.map { $0[number] ?? [] }))
    }
    return result
  }
}

/// The slopes with which frames of AAC overlap.
enum AACWindow {
  private static let count = 1_024

  /// How many times higher a sine is than a window of Kaiser and Bessel, over the rising slope.
  private static let ratios: [Float] = {
    // ISO/IEC 14496-3, 4.6.11.3.2: alpha is 4 for long windows.
    let terms = (0...count).map { index -> Double in
      let x = 2 * Double(index) / Double(count) - 1
      return bessel(.pi * 4 * max(0, 1 - x * x).squareRoot())
    }
    let total = terms.reduce(0, +)
    var sum = 0.0
    return (0..<count).map { index in
      sum += terms[index]
      return Float(sin(.pi / Double(2 * count) * (Double(index) + 0.5)) / (sum / total).squareRoot())
    }
  }()

  /// Bends a frame of sound that the slope of a frame rises over, and leads up to it in the frame before.
  static func bendRise(_ samples: inout [Float], at start: Int) {
    for index in 0..<count where samples.indices.contains(start + index) { samples[start + index] *= ratios[index] }
    for index in 0..<count where samples.indices.contains(start - 1 - index) {
      samples[start - 1 - index] *= ramp(index)
    }
  }

  /// Bends a frame of sound that the slope of the frame before falls over, and leads away from it in the next.
  static func bendFall(_ samples: inout [Float], at start: Int) {
    for index in 0..<count where samples.indices.contains(start + index) {
      samples[start + index] *= ratios[count - 1 - index]
    }
    for index in 0..<count where samples.indices.contains(start + count + index) {
      samples[start + count + index] *= ramp(index)
    }
  }

  /// From the ratio at the end of a slope to 1.
  private static func ramp(_ index: Int) -> Float {
    let part = Float(index) / Float(count)
    return ratios[0] * (1 - part) + part
  }

  /// The modified Bessel function of the first kind and order 0.
  private static func bessel(_ x: Double) -> Double {
    var (sum, term, n) = (1.0, 1.0, 1.0)
    while term > sum * 1e-14 {
      term *= (x / 2 / n) * (x / 2 / n)
      sum += term
      n += 1
    }
    return sum
  }
}
