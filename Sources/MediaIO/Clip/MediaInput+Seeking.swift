import CFFmpeg
import Timeline

extension MediaInput {
  /// What decides where a copy can begin: the film, or the first track of sound.
  var anchor: UnsafeMutablePointer<AVStream>? {
    filmStream ?? streams.first { $0.pointee.codecpar?.pointee.codec_type == AVMEDIA_TYPE_AUDIO }
  }

  /// Goes to a packet of `stream` from which on all after `time` can be decoded.
  func seek(_ stream: UnsafeMutablePointer<AVStream>, to time: MediaTime) throws(MediaError) {
    let base = stream.pointee.time_base
    let ticks = time.ticks(in: Rational(Int64(base.num), Int64(base.den)))
    FFmpegLog.clear()
    if av_seek_frame(context, stream.pointee.index, ticks, AVSEEK_FLAG_BACKWARD) >= 0 { return }
    // There may be none before it.
    guard avformat_seek_file(context, stream.pointee.index, .min, ticks, .max, 0) >= 0 else {
      throw MediaError(
        .unsupportedContainer, path: path,
        message:
          "cannot be searched for a time (\(FFmpegLog.lastLine ?? "it has no index")); copy it into an .mkv first")
    }
  }

  /// The last place not after `time` at which a decoder can begin: a key frame, or a packet of sound. `time` itself where
  /// there is none before it.
  func copyableStart(at time: MediaTime, toleratesDamage: Bool) throws(MediaError) -> MediaTime {
    guard let anchor else {
      throw MediaError(.noAudio, path: path, message: "there is neither sound nor picture in it to be cut")
    }
    let origin = MediaTime(av: context.pointee.start_time) ?? .zero
    for lead in Self.leads {
      let place = time - MediaTime(seconds: lead)
      try seek(anchor, to: place)
      if let start = try lastStart(before: time, of: anchor, toleratesDamage: toleratesDamage) { return start }
      if place <= origin { break }
    }
    return time
  }

  /// Seconds to go back, each where the one before did not come to a key frame: transport streams have no index of them,
  /// and indices of sound may be coarse.
  private static let leads = [0.0, 1, 4, 15, 60, 240]

  /// Where in what is read now a decoder can begin, nil where that is nowhere up to `time`.
  private func lastStart(
    before time: MediaTime, of anchor: UnsafeMutablePointer<AVStream>, toleratesDamage: Bool
  ) throws(MediaError) -> MediaTime? {
    let source = try PacketSource(self, toleratesDamage: toleratesDamage, seeksShifts: false)
    guard let packet = Packet() else {
      throw MediaError(.io, path: path, message: "not enough memory to read it; close other programs")
    }
    var best: MediaTime?
    while try source.next(into: packet) {
      let pointer = packet.pointer
      guard pointer.pointee.stream_index == anchor.pointee.index else { continue }
      let stamp = pointer.pointee.pts == cff_NOPTS ? pointer.pointee.dts : pointer.pointee.pts
      guard let shown = anchor.time(stamp) else { continue }
      // All packets of sound are marked as key frames.
      if pointer.pointee.flags & AV_PKT_FLAG_KEY != 0 {
        if shown > time { break }
        best = shown
      }
      if let decoded = anchor.time(pointer.pointee.dts), decoded > time { break }
    }
    return best
  }
}
