import CFFmpeg
import Timeline

/// What FLAC says of the whole before the sound: how many samples there are, and their MD5 (RFC 9639, 8.2). Of a part neither
/// holds.
enum FlacLength {
  /// Bytes of the block: after 13 and a half of them, 36 bits with the number of samples, then the MD5.
  private static let size = 34

  /// Makes both unknown, which 0 stands for.
  static func forget(_ parameters: UnsafeMutablePointer<AVCodecParameters>) {
    guard parameters.pointee.codec_id == AV_CODEC_ID_FLAC, parameters.pointee.extradata_size >= size,
      let bytes = parameters.pointee.extradata
    else { return }
    bytes[13] &= 0xF0
    for index in 14..<size { bytes[index] = 0 }
  }

  /// The block with the number of samples that `length` has; nil for what is no FLAC.
  static func block(_ parameters: AVCodecParameters, length: MediaTime) -> [UInt8]? {
    guard parameters.codec_id == AV_CODEC_ID_FLAC, parameters.extradata_size >= size, let bytes = parameters.extradata,
      parameters.sample_rate > 0
    else { return nil }
    var block = Array(UnsafeBufferPointer(start: bytes, count: size))
    let count = length.ticks(in: Rational(1, Int64(parameters.sample_rate)))
    guard (0..<1 << 36).contains(count) else { return block }
    block[13] = block[13] & 0xF0 | UInt8(count >> 32)
    for index in 0..<4 { block[14 + index] = UInt8(truncatingIfNeeded: count >> (24 - 8 * index)) }
    return block
  }
}

extension MediaCopy {
  /// Files of FLAC take the length at the end, from a packet without sound.
  func writeFlacLength(_ length: MediaTime) throws(MediaError) {
    guard context.pointee.oformat.map({ String(cString: $0.pointee.name) }) == "flac" else { return }
    for index in 0..<Int(context.pointee.nb_streams) {
      guard let stream = context.pointee.streams[index], let parameters = stream.pointee.codecpar,
        let block = FlacLength.block(parameters.pointee, length: length)
      else { continue }
      guard let packet = Packet(),
        let data = av_packet_new_side_data(packet.pointer, AV_PKT_DATA_NEW_EXTRADATA, block.count)
      else { throw outOfMemory }
      for (place, byte) in block.enumerated() { data[place] = byte }
      packet.pointer.pointee.stream_index = stream.pointee.index
      let base = Rational(Int64(stream.pointee.time_base.num), Int64(stream.pointee.time_base.den))
      packet.pointer.pointee.pts = length.ticks(in: base)
      packet.pointer.pointee.dts = packet.pointer.pointee.pts
      try write(packet)
    }
  }
}
