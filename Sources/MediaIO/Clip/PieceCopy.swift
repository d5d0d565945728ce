import CFFmpeg
import Timeline

/// Copies the packets of one piece into a clip. Used by one thread.
final class PieceCopy {
  private let copy: MediaCopy
  private let piece: PlannedPiece
  /// By the index of a track of the piece's file.
  private let targets: [CInt: UnsafeMutablePointer<AVStream>]
  /// Where the piece begins in the clip.
  private let place: MediaTime
  /// When the last packet of sound or picture ends, in the clip.
  private(set) var end: MediaTime
  private(set) var packetCount = 0
  private var ordering: CopyTiming
  private var begun: Set<CInt> = []
  private var pictures: (source: PacketSource, stream: UnsafeMutablePointer<AVStream>)?
  /// Of `pictures`, read ahead.
  private var nextPicture: HeldPacket?

  /// Subtitles may have begun so long before and still be shown.
  private static let subtitleLead = MediaTime(seconds: 15)
  /// Sound may be stored so far from the pictures that it belongs to.
  private static let lead = MediaTime(seconds: 3)
  /// A track that has nothing for so long has ended, or pauses.
  private static let patience = MediaTime(seconds: 20)

  init(
    _ piece: PlannedPiece, into copy: MediaCopy, targets: [CInt: UnsafeMutablePointer<AVStream>], at place: MediaTime,
    ordering: CopyTiming
  ) {
    (self.piece, self.copy, self.targets, self.place, self.ordering) = (piece, copy, targets, place, ordering)
    end = place
  }

  /// - Returns: the state that orders what comes behind.
  func run(progress: (Double) -> Void) throws(MediaError) -> CopyTiming {
    let input = piece.input
    guard let anchor = input.anchor else { return ordering }
    try openPictures()
    let hasSubtitles = targets.values.contains { $0.pointee.codecpar?.pointee.codec_type == AVMEDIA_TYPE_SUBTITLE }
    try input.seek(anchor, to: piece.start - (hasSubtitles ? Self.subtitleLead : Self.lead))
    let source = try PacketSource(input, toleratesDamage: copy.options.toleratesDamage)
    var completion = CopyTiming(for: copy.format, muxer: copy.context.pointee.oformat, shifts: source.shifts)
    guard let packet = Packet() else { throw copy.outOfMemory }
    let film = input.filmStream?.pointee.index
    var waiting = Set(
      targets.filter { $0.value.isContinuous && !(pictures != nil && $0.key == film) }.keys)
    var reported = 0.0
    while !waiting.isEmpty, try source.next(into: packet) {
      let index = packet.pointer.pointee.stream_index
      guard let target = targets[index] else { continue }
      var size = 0
      if av_packet_get_side_data(packet.pointer, AV_PKT_DATA_ENCRYPTION_INFO, &size) != nil {
        throw copy.encrypted(Int(index))
      }
      let stream = input.streams[Int(index)]
      completion.complete(packet, of: stream)
      let stamp =
        packet.pointer.pointee.pts == cff_NOPTS ? packet.pointer.pointee.dts : packet.pointer.pointee.pts
      guard let shown = stream.time(stamp), let decoded = stream.time(packet.pointer.pointee.dts) else { continue }
      if decoded > piece.end + Self.patience { break }
      if pictures != nil, index == film { continue }
      switch target.pointee.codecpar?.pointee.codec_type {
      case AVMEDIA_TYPE_VIDEO where target.isContinuous:
        if decoded >= piece.end {
          waiting.remove(index)
          continue
        }
        // Pictures that are shown before the key frame need what came before it.
        guard shown >= piece.start else { continue }
        if !begun.contains(index) {
          guard packet.pointer.pointee.flags & AV_PKT_FLAG_KEY != 0 else { continue }
          begun.insert(index)
        }
      case AVMEDIA_TYPE_SUBTITLE:
        guard clip(packet, of: stream, shown: shown) else { continue }
      default:
        if shown >= piece.end {
          waiting.remove(index)
          continue
        }
        guard shown >= piece.start else { continue }
      }
      try deliverPictures(until: decoded - piece.start)
      try write(packet, of: stream, from: piece.start, to: target)
      let done = (decoded - piece.start).seconds / max(0.001, (piece.end - piece.start).seconds)
      if done >= reported + 0.01 {
        reported = done
        progress(min(1, max(0, done)))
      }
    }
    try deliverPictures(until: nil)
    return ordering
  }

  /// Cuts what is shown to the piece; false where nothing of it is left.
  private func clip(_ packet: borrowing Packet, of stream: UnsafeMutablePointer<AVStream>, shown: MediaTime) -> Bool {
    let length = stream.time(max(0, packet.pointer.pointee.duration)) ?? .zero
    guard shown < piece.end, shown >= piece.start || shown + length > piece.start else { return false }
    guard length > .zero else { return true }
    let (start, end) = (max(shown, piece.start), min(shown + length, piece.end))
    let base = Rational(Int64(stream.pointee.time_base.num), Int64(stream.pointee.time_base.den))
    let first = start.ticks(in: base)
    packet.pointer.pointee.pts = first
    packet.pointer.pointee.dts = first
    packet.pointer.pointee.duration = max(1, end.ticks(in: base) - first)
    return true
  }

  // MARK: - Pictures of another file

  private func openPictures() throws(MediaError) {
    guard let input = piece.pictures, let stream = input.filmStream else { return }
    pictures = (try PacketSource(input, toleratesDamage: false), stream)
  }

  /// Writes what is decoded before `time`, from the start of the piece; nil for all.
  private func deliverPictures(until time: MediaTime?) throws(MediaError) {
    guard let pictures, let film = piece.input.filmStream?.pointee.index, let target = targets[film] else { return }
    guard let packet = Packet() else { throw copy.outOfMemory }
    while true {
      if let held = nextPicture {
        if let time, let decoded = pictures.stream.time(held.pointer.pointee.dts), decoded > time { return }
        nextPicture = nil
        av_packet_unref(packet.pointer)
        av_packet_move_ref(packet.pointer, held.pointer)
        try write(packet, of: pictures.stream, from: .zero, to: target)
      }
      guard try pictures.source.next(into: packet) else { return }
      guard packet.pointer.pointee.stream_index == pictures.stream.pointee.index else { continue }
      guard let held = HeldPacket(packet.pointer, number: 0, time: .zero, isContinuous: false) else {
        throw copy.outOfMemory
      }
      nextPicture = held
    }
  }

  // MARK: - Writing

  /// - Parameter start: the time of the packet's clock that comes to `place`.
  private func write(
    _ packet: borrowing Packet, of stream: UnsafeMutablePointer<AVStream>, from start: MediaTime,
    to target: UnsafeMutablePointer<AVStream>
  ) throws(MediaError) {
    let pointer = packet.pointer
    let base = Rational(Int64(target.pointee.time_base.num), Int64(target.pointee.time_base.den))
    // Rounded once.
    func moved(_ stamp: Int64) -> Int64 {
      stream.time(stamp).map { ($0 - start + place).ticks(in: base) } ?? cff_NOPTS
    }
    let length = stream.time(max(0, pointer.pointee.duration)) ?? .zero
    let shown = stream.time(pointer.pointee.pts == cff_NOPTS ? pointer.pointee.dts : pointer.pointee.pts)
    pointer.pointee.pts = moved(pointer.pointee.pts)
    pointer.pointee.dts = moved(pointer.pointee.dts)
    pointer.pointee.duration = length.ticks(in: base)
    if let shown, target.isContinuous { end = max(end, shown - start + place + length) }
    ordering.order(packet, for: target)
    pointer.pointee.stream_index = target.pointee.index
    pointer.pointee.pos = -1
    try copy.write(packet)
    packetCount += 1
  }
}

extension UnsafeMutablePointer<AVStream> {
  /// Whether it is a film or sound, of which there is some all the time.
  fileprivate var isContinuous: Bool {
    let type = pointee.codecpar?.pointee.codec_type
    return (type == AVMEDIA_TYPE_VIDEO && pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0)
      || type == AVMEDIA_TYPE_AUDIO
  }
}
