import CFFmpeg

/// Sole owner of one `AVPacket`.
struct Packet: ~Copyable {
  let pointer: UnsafeMutablePointer<AVPacket>

  /// Nil when out of memory.
  init?() {
    guard let pointer = av_packet_alloc() else { return nil }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVPacket>? = self.pointer
    av_packet_free(&pointer)
  }
}
