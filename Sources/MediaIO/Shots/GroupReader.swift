import CFFmpeg

/// Reads the packets of one video stream, a group of pictures at a time. Used by one thread at a time.
final class GroupReader {
  /// A group is cut at so many packets, 15 s at 60 frames a second, or so many bytes.
  private static let mostPackets = 900
  private static let mostBytes = 64 << 20
  /// Where every frame is a key frame, as in intermediate codecs, so many make a group: none but flashes are shorter.
  private static let keysTogether = CutFinder.flash + 1
  /// A demuxer that fails more often than this without a packet in between has nothing more to give.
  private static let patience = 100

  private let input: MediaInput
  private let index: CInt
  private let packet: Packet
  /// The first packet of the next group.
  private var pending: VideoPacket?
  private var nextContinues = false
  private var isFinished = false
  /// Packets of the stream so far.
  private(set) var packetCount = 0
  private(set) var meter = FrameRateMeter()

  /// Nil when out of memory.
  init?(input: MediaInput, index: CInt) {
    guard let packet = Packet() else { return nil }
    self.input = input
    self.index = index
    self.packet = packet
    for stream in input.streams where stream.pointee.index != index { stream.pointee.discard = AVDISCARD_ALL }
  }

  /// The next group; nil at the end.
  func next() throws(MediaError) -> PictureGroup? {
    var packets: [VideoPacket] = []
    if let pending { packets.append(pending) }
    pending = nil
    let continues = nextContinues
    nextContinues = false
    var bytes = packets.first?.size ?? 0
    while let packet = try read() {
      let isAllKeys = packets.allSatisfy(\.isKey)
      let isFull = packets.count >= Self.mostPackets || bytes >= Self.mostBytes
      if !packets.isEmpty, packet.isKey ? !isAllKeys || packets.count >= Self.keysTogether || isFull : isFull {
        pending = packet
        nextContinues = !packet.isKey
        break
      }
      packets.append(packet)
      bytes += packet.size
    }
    if packets.isEmpty { return nil }
    return PictureGroup(packets: packets, isContinuation: continues || !packets[0].isKey)
  }

  /// The next packet of the stream that holds anything; nil at the end.
  private func read() throws(MediaError) -> VideoPacket? {
    var failures = 0
    while !isFinished {
      if input.cancellation.isCancelled { break }
      av_packet_unref(packet.pointer)
      let code = av_read_frame(input.context, packet.pointer)
      if code >= 0 {
        failures = 0
        guard packet.pointer.pointee.stream_index == index, packet.pointer.pointee.size > 0 else { continue }
        guard let kept = VideoPacket(taking: packet) else {
          throw MediaError(.io, path: input.path, message: "not enough memory to read it; close other programs")
        }
        packetCount += 1
        if let time = kept.time { meter.add(time) }
        return kept
      }
      if code == cff_ERR_EAGAIN || code == cff_ERR_INVALIDDATA, failures < Self.patience {
        failures += 1
        continue
      }
      isFinished = true
    }
    if input.cancellation.isCancelled {
      throw MediaError(.cancelled, path: input.path, message: "cancelled while looking for its shots")
    }
    return nil
  }
}
