import CFFmpeg
import SystemPackage
import Timeline

/// A track of which some packets are others.
final class SplicedTrack: TrackEditor {
  let timeBase: AVRational
  private let path: FilePath
  private let packets: [Int: [UInt8]]
  private var number = 0
  private let pending: Packet
  private var isPending = false

  /// Nil when out of memory.
  init?(_ packets: [Int: [UInt8]], timeBase: AVRational, path: FilePath) {
    guard let pending = Packet() else { return nil }
    self.pending = pending
    self.path = path
    self.packets = packets
    self.timeBase = timeBase
  }

  func describe(_ target: UnsafeMutablePointer<AVStream>) {}

  func take(_ packet: UnsafeMutablePointer<AVPacket>?, at stamp: MediaTime?) throws(MediaError) {
    guard let packet else { return }
    av_packet_move_ref(pending.pointer, packet)
    isPending = true
  }

  func next(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool {
    guard isPending else { return false }
    isPending = false
    av_packet_unref(packet)
    defer { number += 1 }
    guard let bytes = packets[number] else {
      av_packet_move_ref(packet, pending.pointer)
      return true
    }
    guard packet.fill(with: bytes) >= 0, av_packet_copy_props(packet, pending.pointer) >= 0 else {
      throw MediaError(.io, path: path, message: "not enough memory for the sound that takes the place of another")
    }
    packet.pointee.flags &= ~AV_PKT_FLAG_CORRUPT
    av_packet_unref(pending.pointer)
    return true
  }
}
