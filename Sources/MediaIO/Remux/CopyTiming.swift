import CFFmpeg
import Timeline

/// Times that containers leave out, and those that they do not take.
struct CopyTiming {
  /// Packets that had to be moved.
  private(set) var movedCount = 0
  /// How often the times of a track began anew.
  var restartCount: Int { restarts.count }
  /// Packets that the source marks as damaged.
  var corruptCount = 0
  /// When the last packet ends, on the clock of the source.
  private(set) var end: MediaTime?

  /// Whether two packets of a track may not have the same decoding time.
  private let isStrict: Bool
  /// Whether decoding times are stored, and not only the times of showing.
  private let keepsDecodingTimes: Bool
  /// Whether the delay of Opus must be put back, which demuxers of Matroska take off.
  private let restoresDelay: Bool
  /// By track of the source: how much its decoding times are too late.
  private let shifts: [CInt: Int64]
  /// By track of the source: when the next packet is to be decoded, by those before.
  private var expected: [CInt: Int64] = [:]
  /// By track of the copy.
  private var restarts = RestartedTimes()
  private var last: [CInt: Int64] = [:]

  init(for format: CopyFormat, muxer: UnsafePointer<AVOutputFormat>, shifts: [CInt: Int64]) {
    isStrict = muxer.pointee.flags & AVFMT_TS_NONSTRICT == 0
    keepsDecodingTimes = !format.isMatroska
    restoresDelay = format.isMatroska && !MatroskaDelay.isKeptByMuxer
    self.shifts = shifts
  }

  /// Gives a packet of the source the decoding time that it lacks: muxers order by it.
  mutating func complete(_ packet: borrowing Packet, of stream: UnsafeMutablePointer<AVStream>) {
    let pointer = packet.pointer
    let index = stream.pointee.index
    if pointer.pointee.dts == cff_NOPTS {
      if let next = expected[index] {
        pointer.pointee.dts = pointer.pointee.pts == cff_NOPTS ? next : min(next, pointer.pointee.pts)
      } else {
        pointer.pointee.dts = pointer.pointee.pts
      }
    } else if let shift = shifts[index] {
      pointer.pointee.dts &-= shift
    }
    if pointer.pointee.dts != cff_NOPTS { expected[index] = pointer.pointee.dts &+ max(0, pointer.pointee.duration) }
    let stamp = pointer.pointee.pts == cff_NOPTS ? pointer.pointee.dts : pointer.pointee.pts
    if let start = stream.time(stamp), stream.pointee.codecpar?.pointee.codec_type != AVMEDIA_TYPE_SUBTITLE {
      end = max(end ?? start, start + (stream.time(max(0, pointer.pointee.duration)) ?? .zero))
    }
  }

  /// Moves a packet that would be decoded before the one in front of it, which muxers refuse.
  mutating func order(_ packet: borrowing Packet, for stream: UnsafeMutablePointer<AVStream>) {
    let pointer = packet.pointer
    guard pointer.pointee.dts != cff_NOPTS, let parameters = stream.pointee.codecpar else { return }
    if restoresDelay, parameters.pointee.codec_id == AV_CODEC_ID_OPUS {
      let delay = MatroskaDelay.ticks(of: parameters, in: stream.pointee.time_base)
      pointer.pointee.dts &+= delay
      if pointer.pointee.pts != cff_NOPTS { pointer.pointee.pts &+= delay }
    }
    follow(packet, in: stream)
    let isLoose = !isStrict || isSparse(stream)
    if let previous = last[stream.pointee.index] {
      let least = isLoose ? previous : previous &+ 1
      if pointer.pointee.dts < least {
        if keepsDecodingTimes { movedCount += 1 }
        pointer.pointee.dts = least
      }
    }
    if pointer.pointee.pts != cff_NOPTS, pointer.pointee.pts < pointer.pointee.dts {
      if keepsDecodingTimes {
        pointer.pointee.pts = pointer.pointee.dts
      } else {
        // Only their order matters here.
        pointer.pointee.dts = pointer.pointee.pts
      }
    }
    last[stream.pointee.index] = pointer.pointee.dts
  }

  /// Whether the time of a packet is far ahead of those before it, so that it counts only when the next one follows.
  func isLeap(_ packet: borrowing Packet, in stream: UnsafeMutablePointer<AVStream>) -> Bool {
    guard let time = stream.time(packet.pointer.pointee.dts), !isSparse(stream) else { return false }
    return restarts.isLeap(to: time, in: stream.pointee.index)
  }

  /// Puts a packet that was far ahead behind those before it, unless `next` follows it.
  func correct(
    _ packet: borrowing Packet, followedBy next: borrowing Packet, in stream: UnsafeMutablePointer<AVStream>
  ) {
    let pointer = packet.pointer
    guard let time = stream.time(pointer.pointee.dts), let nextTime = stream.time(next.pointer.pointee.dts),
      let expected = restarts.expected(in: stream.pointee.index)
    else { return }
    let distance = nextTime - time - (stream.time(max(0, pointer.pointee.duration)) ?? .zero)
    guard max(distance, -distance) > MediaTime(seconds: 1) else { return }
    shift(pointer, by: expected - time, in: stream)
  }

  private func shift(
    _ packet: UnsafeMutablePointer<AVPacket>, by offset: MediaTime, in stream: UnsafeMutablePointer<AVStream>
  ) {
    let base = stream.pointee.time_base
    let ticks = offset.ticks(in: Rational(Int64(base.num), Int64(base.den)))
    packet.pointee.dts &+= ticks
    if packet.pointee.pts != cff_NOPTS { packet.pointee.pts &+= ticks }
  }

  private func isSparse(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
    let type = stream.pointee.codecpar?.pointee.codec_type
    return type == AVMEDIA_TYPE_SUBTITLE || type == AVMEDIA_TYPE_DATA
  }

  private mutating func follow(_ packet: borrowing Packet, in stream: UnsafeMutablePointer<AVStream>) {
    let pointer = packet.pointer
    guard let time = stream.time(pointer.pointee.dts) else { return }
    let length = stream.time(max(0, pointer.pointee.duration)) ?? .zero
    let offset = restarts.offset(of: time, lasting: length, in: stream.pointee.index, isSparse: isSparse(stream))
    if offset != .zero { shift(pointer, by: offset, in: stream) }
  }

  /// Where the source ends and where it should, when that is later; nil where all is well, or nobody knows.
  func missingEnd(of input: MediaInput) -> (end: MediaTime, promise: MediaTime)? {
    guard let end else { return nil }
    let start = MediaTime(av: input.context.pointee.start_time) ?? .zero
    if input.isMP4Family {
      // It lists every packet; how long it says that it is is wrong more often.
      let listed = input.streams.compactMap { stream -> MediaTime? in
        let count = avformat_index_get_entries_count(stream)
        guard expected[stream.pointee.index] != nil, count > 0 else { return nil }
        return avformat_index_get_entry(stream, count - 1).flatMap { stream.time($0.pointee.timestamp) }
      }
      guard let last = listed.max(), last - end > MediaTime(milliseconds: 500) else { return nil }
      return (end - start, last - start)
    }
    guard input.context.pointee.duration_estimation_method == AVFMT_DURATION_FROM_STREAM,
      let duration = MediaTime(av: input.context.pointee.duration)
    else { return nil }
    // Subtitles may be the longest track; containers differ in whether a duration counts from 0 or from the start.
    let reached = max(end, end - start)
    return duration - reached > MediaTime(seconds: max(5, duration.seconds * 0.02)) ? (reached, duration) : nil
  }
}
