import CFFmpeg

/// The packets of a file in its order, the first of them looked at ahead.
///
/// Where edit lists cut the start of a film, demuxers give decoding times after the times of showing, which muxers refuse.
/// How much they are off shows in the first pictures. The first pictures of Matroska have no decoding times at all; those
/// of the pictures after them tell.
final class PacketSource {
  /// More pictures than any coder puts out of order.
  private static let reach = 48
  /// More packets of all tracks than are looked at, however a file lays them out.
  private static let most = 2_000

  private let input: MediaInput
  private let toleratesDamage: Bool
  private var queue: [UnsafeMutablePointer<AVPacket>] = []
  private var position = 0
  private var isAtEnd = false
  /// What could not be read.
  private(set) var damage: String?
  /// By track: how much its decoding times must be less.
  private(set) var shifts: [CInt: Int64] = [:]

  /// - Parameter seeksShifts: whether the first pictures are looked at; otherwise `shifts` stays empty.
  init(_ input: MediaInput, toleratesDamage: Bool, seeksShifts: Bool = true) throws(MediaError) {
    self.input = input
    self.toleratesDamage = toleratesDamage
    guard seeksShifts, let film = input.filmStream?.pointee.index else { return }
    var seen = 0
    while seen < Self.reach, queue.count < Self.most {
      guard let packet = av_packet_alloc() else { break }
      queue.append(packet)
      guard try read(into: packet) else {
        isAtEnd = true
        queue.removeLast()
        var packet: UnsafeMutablePointer<AVPacket>? = packet
        av_packet_free(&packet)
        break
      }
      guard packet.pointee.stream_index == film else { continue }
      seen += 1
      guard packet.pointee.pts != cff_NOPTS, packet.pointee.dts != cff_NOPTS else { continue }
      let early = packet.pointee.dts &- packet.pointee.pts
      if early > 0 { shifts[film] = max(shifts[film] ?? 0, early) }
    }
    completeFirst(of: film)
  }

  /// Counts back from the first picture with a decoding time, a picture at a time. That may begin before 0.
  private func completeFirst(of film: CInt) {
    let pictures = queue.filter { $0.pointee.stream_index == film }
    guard let first = pictures.firstIndex(where: { $0.pointee.dts != cff_NOPTS }), first > 0,
      pictures[..<first].contains(where: { $0.pointee.pts != cff_NOPTS })
    else { return }
    var time = pictures[first].pointee.dts
    for picture in pictures[..<first].reversed() {
      time &-= max(1, picture.pointee.duration)
      picture.pointee.dts = picture.pointee.pts == cff_NOPTS ? time : min(time, picture.pointee.pts)
    }
  }

  deinit {
    for packet in queue {
      var packet: UnsafeMutablePointer<AVPacket>? = packet
      av_packet_free(&packet)
    }
  }

  /// Puts the next packet into `packet`; false at the end.
  func next(into packet: borrowing Packet) throws(MediaError) -> Bool {
    if input.cancellation.isCancelled { throw cancelled }
    av_packet_unref(packet.pointer)
    if position < queue.count {
      av_packet_move_ref(packet.pointer, queue[position])
      position += 1
      return true
    }
    return isAtEnd ? false : try read(into: packet.pointer)
  }

  private func read(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool {
    var failures = 0
    while true {
      if input.cancellation.isCancelled { throw cancelled }
      av_packet_unref(packet)
      FFmpegLog.clear()
      let code = av_read_frame(input.context, packet)
      if code >= 0 { return true }
      if input.cancellation.isCancelled || code == cff_ERR_EXIT { throw cancelled }
      if let failure = input.readFailure {
        throw MediaError(
          failure, "reading failed", path: input.path,
          advice: "nothing was kept of the copy; check the disk or the network mount")
      }
      guard let cause = FFmpegLog.cause(ofEnd: code) else { return false }
      guard toleratesDamage else {
        throw MediaError(
          .damaged, path: input.path, message: "damaged or cut off (\(cause)); nothing was kept of the copy")
      }
      damage = damage ?? cause
      failures += 1
      if code == cff_ERR_EOF || failures > 100 { return false }
    }
  }

  private var cancelled: MediaError { MediaError(.cancelled, path: input.path, message: "cancelled while copying it") }
}
