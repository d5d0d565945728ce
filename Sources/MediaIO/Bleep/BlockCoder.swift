import CFFmpeg

/// Frames of AC-3, E-AC-3 and MPEG layer II: nothing in them refers to another frame, and the windows with which they
/// overlap are always the same.
struct BlockCoder: StretchCoder {
  let frameSize: Int
  let hasVariants = false
  private let coding: SoundCoding

  /// - Throws: `SoundCodingError`, which says why frames like those of the track cannot be made.
  init(for stream: UnsafeMutablePointer<AVStream>, like packet: [UInt8]) throws(SoundCodingError) {
    guard let parameters = stream.pointee.codecpar else { throw SoundCodingError("there is nothing known of it") }
    let id = parameters.pointee.codec_id
    frameSize = id == AV_CODEC_ID_MP2 ? 1_152 : 1_536
    guard let codec = avcodec_find_encoder(id) else { throw SoundCodingError("there is no encoder for it") }
    let rate = Int(parameters.pointee.sample_rate)
    guard codec.takes(rate: rate), codec.takes(&parameters.pointee.ch_layout) else {
      throw SoundCodingError("the encoder does not take its channels or its sample rate")
    }
    var bitRate = parameters.pointee.bit_rate
    var options: [(String, String)] = []
    if id == AV_CODEC_ID_AC3 || id == AV_CODEC_ID_EAC3 {
      guard let head = DolbyHead(packet) else {
        throw SoundCodingError("its frames are of a kind that the encoder does not make")
      }
      if head.frameBytes > 0, id == AV_CODEC_ID_EAC3 {
        bitRate = Int64(head.frameBytes) * 8 * Int64(rate) / Int64(frameSize)
      }
      options = head.options
    }
    guard bitRate > 0 else { throw SoundCodingError("its bit rate is not known") }
    coding = SoundCoding(
      codec: codec, rate: rate, layout: parameters.pointee.ch_layout, bitRate: bitRate, options: options)
  }

  func code(
    _ channels: [[Float]], first: Int, last: Int, between seams: StretchSeams
  ) throws(SoundCodingError) -> [[UInt8]] {
    let packets = try StretchRun.code(channels, packets: first...last, as: coding, frameSize: frameSize)
    return (first...last).map { packets[$0] ?? [] }
  }
}

/// What a frame of AC-3 or E-AC-3 says of itself that a receiver goes by: ETSI TS 102 366, 4.3 and E.1.2.
struct DolbyHead: Hashable {
  /// Of E-AC-3; 0 of AC-3, whose encoder goes by the bit rate.
  private(set) var frameBytes = 0
  /// How many decibels below full scale speech is, 1…31: receivers set their level by it.
  private(set) var dialogueLevel = 31
  private var centre = 0.707
  private var surround = 0.5
  private var isEnhanced = false

  /// Nil where it is no such frame, or E-AC-3 in short frames or of several parts.
  init?(_ frame: [UInt8]) {
    var bits = BitReader(frame)
    guard frame.count >= 8, bits.read(16) == 0x0B77 else { return nil }
    // At the same place in both.
    isEnhanced = frame[5] >> 3 > 10
    if isEnhanced {
      guard bits.read(2) != 1, bits.read(3) == 0 else { return nil }
      frameBytes = (bits.read(11) + 1) * 2
      guard bits.read(2) != 3, bits.read(2) == 3, frameBytes == frame.count else { return nil }
      bits.skip(3 + 1 + 5)
      dialogueLevel = bits.read(5)
    } else {
      bits.skip(16 + 8 + 5 + 3)
      let mode = bits.read(3)
      if mode & 1 != 0, mode != 1 { centre = [0.707, 0.595, 0.5, 0.595][bits.read(2)] }
      if mode & 4 != 0 { surround = [0.707, 0.5, 0, 0.5][bits.read(2)] }
      if mode == 2 { bits.skip(2) }
      bits.skip(1)
      dialogueLevel = bits.read(5)
    }
    if dialogueLevel == 0 { dialogueLevel = 31 }
  }

  /// Of FFmpeg's encoders.
  var options: [(String, String)] {
    let level = [("dialnorm", "-\(dialogueLevel)")]
    return isEnhanced ? level : level + [("center_mixlev", "\(centre)"), ("surround_mixlev", "\(surround)")]
  }
}
