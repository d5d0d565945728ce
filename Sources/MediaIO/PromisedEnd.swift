import CFFmpeg
import Media
import Timeline

/// When a track should end, where its container says so well enough to call the file cut when it ends before.
struct PromisedEnd {
  /// Differences below this are rounding, priming and padding.
  static let tolerance = MediaTime(milliseconds: 500)
  /// The last picture of a whole file may come this much before the end: it is shown for a while.
  private static let lastPicture = MediaTime(milliseconds: 1000)
  /// How far before the promised end packets are looked for.
  private static let reach = MediaTime(milliseconds: 2000)

  private let input: MediaInput
  private let info: MediaInfo
  private let stream: MediaStream

  /// - Parameter input: read to its end; where other tracks must be looked at, it is read again from near the end on.
  init(of stream: MediaStream, info: MediaInfo, input: MediaInput) {
    self.input = input
    self.info = info
    self.stream = stream
  }

  /// The promised end on the media clock when sound that ends at `end` was cut off; nil when it ends as it should, or
  /// nobody knows.
  ///
  /// - Parameter othersEnd: the end of the last packet seen of other tracks, where those were not skipped.
  func missed(endingAt end: MediaTime, othersEnd: MediaTime?) -> MediaTime? {
    if let promise = ofWaveHeader ?? ownPromise { return promise - end > Self.tolerance ? promise : nil }
    guard input.context.pointee.duration_estimation_method == AVFMT_DURATION_FROM_STREAM, let duration = info.duration
    else { return nil }
    let promise = isMatroska ? duration - info.startTime : duration
    guard promise - end > Self.tolerance else { return nil }
    // The container's duration is that of its longest track: the picture may be longer than the sound.
    if others.isEmpty { return promise }
    let reached = [othersEnd, endOfOthers(from: promise - Self.reach)].compactMap(\.self).max()
    // What could not be looked at (the end of a pipe, behind broken bytes) is no proof either.
    guard let reached else { return input.byteCount == nil ? nil : promise }
    return reached < promise - Self.lastPicture ? promise : nil
  }

  private var isMatroska: Bool { info.container.hasPrefix("matroska") }

  private var others: [MediaStream] {
    info.streams.filter { $0 != stream && $0.kind != .other && !$0.dispositions.contains(.attachedPicture) }
  }

  private var ofWaveHeader: MediaTime? {
    guard let duration = info.duration, let bytes = input.byteCount, let promised = input.promisedByteCount,
      promised > bytes, bytes > 0
    else { return nil }
    return MediaTime(seconds: duration.seconds * Double(promised) / Double(bytes))
  }

  /// What the container says of this track alone.
  private var ownPromise: MediaTime? {
    // Matroska's durations are in truth end times, counted from 0 and not from the container's start.
    if isMatroska { return input.streams[stream.index].taggedEnd.map { $0 - info.startTime } }
    guard let duration = stream.duration,
      input.context.pointee.duration_estimation_method == AVFMT_DURATION_FROM_STREAM
    else { return nil }
    let end = (stream.startTime ?? .zero) + duration
    // These two list every track's packets; others may give the duration of the whole file for each of its tracks.
    if info.container.hasPrefix("mov") || info.container == "avi" { return end }
    guard let whole = info.duration else { return end }
    return whole - end > Self.tolerance ? end : nil
  }

  /// The end of the last packet of the other tracks after `time`; nil where there is none or seeking fails.
  private func endOfOthers(from time: MediaTime) -> MediaTime? {
    guard input.byteCount != nil, !input.cancellation.isCancelled, let packet = Packet() else { return nil }
    let indices = Set(others.map { CInt($0.index) })
    for stream in input.streams {
      stream.pointee.discard = indices.contains(stream.pointee.index) ? AVDISCARD_DEFAULT : AVDISCARD_ALL
    }
    let target = (info.startTime + time).count(perSecond: Int64(AV_TIME_BASE))
    guard avformat_seek_file(input.context, -1, .min, target, target, 0) >= 0 else { return nil }
    var last: MediaTime?
    while !input.cancellation.isCancelled, av_read_frame(input.context, packet.pointer) >= 0 {
      last = [last, input.end(of: packet, since: info.startTime)].compactMap(\.self).max()
      av_packet_unref(packet.pointer)
    }
    return last
  }
}

extension MediaInput {
  /// When a packet's content ends, counted from `start`; nil where it has no time stamp.
  func end(of packet: borrowing Packet, since start: MediaTime) -> MediaTime? {
    let index = Int(packet.pointer.pointee.stream_index)
    guard streams.indices.contains(index) else { return nil }
    let stamp = packet.pointer.pointee.pts == cff_NOPTS ? packet.pointer.pointee.dts : packet.pointer.pointee.pts
    guard let time = streams[index].time(stamp) else { return nil }
    return time + (streams[index].time(packet.pointer.pointee.duration) ?? .zero) - start
  }
}
