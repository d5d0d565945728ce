import CFFmpeg

/// The sound of some packets that follow each other, decoded by themselves: a list of samples for each channel.
struct StretchSound {
  /// Samples of each packet.
  let frameSize: Int
  let packetCount: Int
  private(set) var channels: [[Float]]
  let roles: ChannelRoles
  let rate: Int

  /// - Parameter frameSize: samples that each packet must have; nil takes what the packets have.
  /// - Throws: `SoundCodingError` where packets cannot be decoded, or are of different lengths.
  init(
    decoding packets: [StretchPacket], of stream: UnsafeMutablePointer<AVStream>, frameSize: Int?
  ) throws(SoundCodingError) {
    let decoder = try SoundDecoder(for: stream)
    guard let packet = Packet() else { throw SoundCodingError(step: "decoding", code: cff_ERR_ENOMEM) }
    var planes: [[Float]] = []
    var roles: ChannelRoles?
    var rate = 0
    for (index, source) in packets.enumerated() {
      try source.fill(packet.pointer)
      let isTaken = decoder.send(packet.pointer)
      var count = 0
      while isTaken, decoder.receive() {
        let frame = decoder.frame.pointer
        if roles == nil {
          roles = ChannelRoles(&frame.pointee.ch_layout)
          rate = decoder.frame.sampleRate
          planes = Array(repeating: [], count: Int(max(0, frame.pointee.ch_layout.nb_channels)))
        }
        guard Int(frame.pointee.ch_layout.nb_channels) == planes.count, decoder.frame.sampleRate == rate else {
          throw SoundCodingError("its channels change in mid-stream")
        }
        count += decoder.frame.sampleCount
        for channel in planes.indices { SampleFormat.append(frame, channel: channel, to: &planes[channel]) }
      }
      guard let frameSize, count != frameSize else { continue }
      // What comes before the first is missing to it.
      guard count == 0, index == 0 else { throw SoundCodingError("its packets do not hold \(frameSize) samples each") }
      for channel in planes.indices { planes[channel] += [Float](repeating: 0, count: frameSize) }
      if planes.isEmpty { throw SoundCodingError("its packets do not hold \(frameSize) samples each") }
    }
    guard let roles else { throw SoundCodingError("nothing of it can be decoded") }
    self.roles = roles
    self.rate = rate
    self.frameSize = frameSize ?? 0
    packetCount = packets.count
    channels = planes
  }

  mutating func apply(_ shape: BleepShape) {
    for channel in channels.indices {
      shape.apply(to: &channels[channel], at: 0, toneGain: roles.toneGains[channel])
    }
  }
}

/// A packet of the source, or one that takes its place.
enum StretchPacket {
  case held(HeldPacket)
  case bytes([UInt8])

  func fill(_ packet: UnsafeMutablePointer<AVPacket>) throws(SoundCodingError) {
    av_packet_unref(packet)
    let code: CInt
    switch self {
    case .held(let held):
      code = av_packet_ref(packet, held.pointer)
      av_packet_free_side_data(packet)
      // Also what players pass over is sound that packets behind it overlap with.
      packet.pointee.flags &= ~AV_PKT_FLAG_DISCARD
    case .bytes(let bytes):
      code = packet.fill(with: bytes)
    }
    guard code >= 0 else { throw SoundCodingError(step: "decoding", code: code) }
  }
}

extension UnsafeMutablePointer<AVPacket> {
  /// Gives the packet a content of its own; one of FFmpeg's error codes where that fails.
  func fill(with bytes: [UInt8]) -> CInt {
    let code = av_new_packet(self, CInt(clamping: bytes.count))
    guard code >= 0 else { return code }
    if !bytes.isEmpty { pointee.data.update(from: bytes, count: bytes.count) }
    return code
  }
}
