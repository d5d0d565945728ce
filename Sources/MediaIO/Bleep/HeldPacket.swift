import CFFmpeg
import Timeline

/// A packet of the source that is kept for a while.
final class HeldPacket {
  let pointer: UnsafeMutablePointer<AVPacket>
  /// Its number among those of its track, from 0.
  let number: Int
  /// When its first sample is heard, on the media clock.
  let time: MediaTime
  /// Whether it follows the one before.
  let isContinuous: Bool

  /// Nil when out of memory.
  init?(_ packet: UnsafeMutablePointer<AVPacket>, number: Int, time: MediaTime, isContinuous: Bool) {
    guard let pointer = av_packet_clone(packet) else { return nil }
    self.pointer = pointer
    self.number = number
    self.time = time
    self.isContinuous = isContinuous
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVPacket>? = self.pointer
    av_packet_free(&pointer)
  }

  var bytes: [UInt8] {
    Array(UnsafeBufferPointer(start: pointer.pointee.data, count: Int(max(0, pointer.pointee.size))))
  }
}
