import CFFmpeg

/// A packet that is kept until its group is looked at.
final class VideoPacket {
  let pointer: UnsafeMutablePointer<AVPacket>

  /// Takes over what `packet` holds, which is empty afterwards. Nil when out of memory.
  init?(taking packet: borrowing Packet) {
    guard let pointer = av_packet_alloc() else { return nil }
    av_packet_move_ref(pointer, packet.pointer)
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVPacket>? = self.pointer
    av_packet_free(&pointer)
  }

  /// When its frame is shown, in units of the stream's time base; nil where the container does not say.
  var time: Int64? { pointer.pointee.pts == cff_NOPTS ? nil : pointer.pointee.pts }
  /// Bytes.
  var size: Int { Int(pointer.pointee.size) }
  var isKey: Bool { pointer.pointee.flags & AV_PKT_FLAG_KEY != 0 }
}
