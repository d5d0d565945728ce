import CFFmpeg
package import Media
package import SystemPackage
import Timeline

/// Decodes one audio stream, piece by piece, to mono float samples on the media clock.
///
/// Pull-based: memory does not grow with the length of the media, and nothing is read ahead. Used by one thread at a
/// time. Sample 0 is the container's start time.
package final class AudioDecoder {
  /// What recognisers take.
  package static let sampleRate = 16_000
  /// A demuxer or a decoder that fails more often than this without a packet in between has nothing more to give.
  private static let patience = 100
  private static let silencePiece: Int64 = 1 << 16

  /// The stream that is decoded.
  package let stream: MediaStream
  /// What the container says; the length of the audio may differ.
  package let info: MediaInfo

  private let input: MediaInput
  private let avStream: UnsafeMutablePointer<AVStream>
  private let codec: CodecContext
  private let packet: Packet
  private let frame: Frame
  private let lookahead: Frame
  private var clock: SampleClock
  private var damageLog = DamageLog()
  private var resampler: Resampler?
  /// The instant of sample 0 in the container's own time.
  private var origin: MediaTime?

  /// Samples handed out so far.
  package private(set) var sampleCount: Int64 = 0
  private var pendingSilence: Int64 = 0
  /// Where in `frame` the part begins that is placed and not converted yet.
  private var pendingFrame: Int?
  private var isDrained = false
  private var isFinished = false
  /// The end of the last packet seen of other tracks; those of pipes are looked at, those of files skipped.
  private var othersEnd: MediaTime?

  /// Opens `path`. Which stream to decode: `index`, or the choice of `AudioTrackSelection` when nil.
  package convenience init(
    path: FilePath, stream index: Int? = nil, cancellation: Cancellation = Cancellation()
  ) throws(MediaError) {
    try self.init(input: try MediaInput.open(path, cancellation: cancellation), stream: index)
  }

  private init(input: MediaInput, stream index: Int?) throws(MediaError) {
    self.input = input
    info = MediaInfo(input)
    stream = try Self.select(index, of: info, path: input.path)
    avStream = input.streams[stream.index]
    guard let found = avcodec_find_decoder(avStream.pointee.codecpar.pointee.codec_id) else {
      let name = String(cString: avcodec_get_name(avStream.pointee.codecpar.pointee.codec_id))
      throw MediaError(
        .unsupportedCodec, path: input.path,
        message:
          "stream \(stream.index): FFmpeg has no decoder for its codec (\(name)); convert the file or choose another track"
      )
    }
    guard let codec = CodecContext(found), let packet = Packet(), let frame = Frame(), let lookahead = Frame() else {
      throw MediaError(.io, path: input.path, message: "not enough memory to decode it; close other programs")
    }
    self.codec = codec
    self.packet = packet
    self.frame = frame
    self.lookahead = lookahead
    clock = SampleClock(rate: Int64(Self.sampleRate), byteCount: input.byteCount, duration: info.duration)
    origin = MediaTime(av: input.context.pointee.start_time)
    let code = self.codec.open(for: avStream)
    guard code >= 0 else {
      throw MediaError(
        .unsupportedCodec, path: input.path,
        message: "stream \(stream.index): the \(stream.codec) decoder refuses it: \(cause(code)); convert the file")
    }
    // A pipe's bytes pass only once: what its other tracks tell about its end must be seen now.
    guard input.byteCount != nil else { return }
    for other in input.streams where other != avStream { other.pointee.discard = AVDISCARD_ALL }
  }

  /// Appends the next piece, some milliseconds to some seconds of sound; false at the end.
  package func append(to samples: inout [Float]) throws(MediaError) -> Bool {
    let before = samples.count
    while samples.count == before {
      if isFinished { return false }
      if pendingSilence > 0 {
        let count = min(pendingSilence, Self.silencePiece)
        samples.append(contentsOf: repeatElement(0, count: Int(count)))
        pendingSilence -= count
      } else if let offset = pendingFrame {
        pendingFrame = nil
        let damaged = resampler?.convert(frame, from: offset, appendingTo: &samples)
        if damaged != 0 {
          let duration = damaged.map { MediaTime(count: Int64($0), perSecond: Int64(Self.sampleRate)) }
          damageLog.badPacket(at: position(0), duration: duration)
        }
      } else if try nextFrame() {
        try place(&samples, before: before)
      } else {
        resampler?.flush(appendingTo: &samples)
        isFinished = true
        noteEarlyEnd(samples.count - before)
      }
    }
    sampleCount += Int64(samples.count - before)
    return true
  }

  /// What is missing or wrong in what was handed out. Complete once `append` has returned false.
  package func damage() -> [AudioDamage] {
    var log = damageLog
    return log.finish()
  }

  /// Packets that the decoder refused.
  package var badPacketCount: Int { damageLog.badPacketCount }

  /// Why there is no sound, where packets were refused.
  var refusal: String? {
    badPacketCount == 0 ? nil : "the \(stream.codec) decoder refused all \(badPacketCount) packets"
  }

  /// The reason, where there is no sound because a pipe brought the index after the media.
  var indexNotInReach: MediaError? {
    guard sampleCount == 0, input.byteCount == nil, info.container.hasPrefix("mov") else { return nil }
    return MediaInput.indexNotInReach(input.path)
  }

  /// How much of the file is done, 0…1; nil where neither duration nor size is known.
  package var progress: Double? {
    if let duration = info.duration, duration > .zero {
      return min(1, position(0).seconds / duration.seconds)
    }
    guard let bytes = input.byteCount, bytes > 0 else { return nil }
    return min(1, max(0, Double(input.bytePosition) / Double(bytes)))
  }

  private static func select(_ index: Int?, of info: MediaInfo, path: FilePath) throws(MediaError) -> MediaStream {
    if let index {
      guard let stream = info.streams.first(where: { $0.index == index }), stream.kind == .audio else {
        throw MediaError(
          .noAudio, path: path,
          message: "stream \(index) is no audio track; those are \(info.audioStreams.map(\.index))")
      }
      return stream
    }
    guard let choice = AudioTrackSelection.choose(from: info) else {
      throw MediaError(.noAudio, path: path, message: "there is no audio track in it; nothing to transcribe")
    }
    return choice.stream
  }
}

// MARK: - Decoding

extension AudioDecoder {
  /// Puts the next decoded frame into `frame`; false at the end.
  private func nextFrame() throws(MediaError) -> Bool {
    if !lookahead.isEmpty {
      frame.take(from: lookahead)
      return true
    }
    return try receive(into: frame)
  }

  private func receive(into target: borrowing Frame) throws(MediaError) -> Bool {
    var failures = 0
    while true {
      let code = avcodec_receive_frame(codec.pointer, target.pointer)
      switch code {
      case cff_ERR_EOF: return false
      case cff_ERR_EAGAIN:
        guard try feed() else { return false }
        failures = 0
      case 0 where !target.isEmpty: return true
      case 0: continue
      default:
        noteBadPacket()
        failures += 1
        if failures > Self.patience { return false }
      }
    }
  }

  /// Gives the decoder the next packet of the stream, or tells it that there are no more; false when it knows already.
  private func feed() throws(MediaError) -> Bool {
    guard !isDrained else { return false }
    var failures = 0
    while true {
      if input.cancellation.isCancelled { throw cancelled() }
      av_packet_unref(packet.pointer)
      FFmpegLog.clear()
      let code = av_read_frame(input.context, packet.pointer)
      if code >= 0 {
        guard packet.pointer.pointee.stream_index == avStream.pointee.index else {
          othersEnd = [othersEnd, input.end(of: packet, since: info.startTime)].compactMap(\.self).max()
          av_packet_unref(packet.pointer)
          continue
        }
        if avcodec_send_packet(codec.pointer, packet.pointer) < 0 { noteBadPacket() }
        return true
      }
      if input.cancellation.isCancelled || code == cff_ERR_EXIT { throw cancelled() }
      if code == cff_ERR_EAGAIN || code == cff_ERR_INVALIDDATA, failures < Self.patience {
        failures += 1
        continue
      }
      isDrained = true
      avcodec_send_packet(codec.pointer, nil)
      return true
    }
  }

  private func noteBadPacket() {
    let duration = avStream.time(packet.pointer.pointee.duration).flatMap { $0 > .zero ? $0 : nil }
    damageLog.badPacket(at: position(0), duration: duration)
  }

  /// Notes where the sound ends before the container says it should; `extra` samples are not counted yet.
  private func noteEarlyEnd(_ extra: Int) {
    let end = position(extra)
    if let failure = input.readFailure {
      damageLog.note(from: end, "reading failed here: \(failure); the rest is missing")
    } else if let promise = PromisedEnd(of: stream, info: info, input: input).missed(
      endingAt: end, othersEnd: othersEnd)
    {
      damageLog.note(
        from: end, "the sound ends \(promise - end) before the \(promise) that the file promises: cut off or damaged")
    }
  }

  private func cancelled() -> MediaError {
    MediaError(.cancelled, path: input.path, message: "cancelled while decoding it")
  }

  private func cause(_ code: CInt) -> String { FFmpegLog.lastLine ?? FFmpegLog.describe(code) }
}

// MARK: - The media clock

extension AudioDecoder {
  /// The media time after what was handed out and `extra` samples.
  private func position(_ extra: Int) -> MediaTime {
    MediaTime(count: sampleCount + Int64(extra), perSecond: Int64(Self.sampleRate))
  }

  /// The sample at which a frame begins, by its time stamp; nil where it has none.
  private func start(of frame: borrowing Frame) -> Int64? {
    let pointer = frame.pointer
    guard let time = avStream.time(pointer.pointee.best_effort_timestamp) else { return nil }
    if origin == nil { origin = time }
    return (time - (origin ?? time)).count(perSecond: Int64(Self.sampleRate))
  }

  /// Decides what comes before `frame` and which part of it is used; appends what the resampler holds where the frame
  /// does not follow on.
  private func place(_ samples: inout [Float], before: Int) throws(MediaError) {
    guard let resampler = resampler(appendingTo: &samples) else {
      damageLog.badPacket(at: position(0), duration: nil)
      frame.clear()
      return
    }
    let expected = sampleCount + Int64(samples.count - before) + resampler.delay
    let start = start(of: frame)
    let length = resampler.outputLength(of: frame.sampleCount)
    var placement = clock.place(at: start, length: length, expected: expected)
    if case .uncertain = placement, let start {
      let isFollowed = try receive(into: lookahead)
      let confirmed = isFollowed && clock.confirms(self.start(of: lookahead), after: start, length: length)
      placement = clock.resolve(at: start, expected: expected, confirmed: confirmed)
    }
    switch placement {
    case .append, .uncertain:
      pendingFrame = 0
    case .silence(let count):
      resampler.flush(appendingTo: &samples)
      pendingSilence = count
      pendingFrame = 0
    case .trim(let count):
      let offset = resampler.inputLength(of: count)
      if offset < frame.sampleCount { pendingFrame = Int(offset) }
    case .discontinuity(let drift):
      let jump = MediaTime(count: drift, perSecond: Int64(Self.sampleRate))
      damageLog.note(
        from: position(samples.count - before),
        "the time stamps jump by \(jump) here, which was not followed; later times may be off")
      pendingFrame = 0
    case .standstill:
      damageLog.note(
        from: position(samples.count - before), "the time stamps are wrong and were not followed; times may be off")
      pendingFrame = 0
    }
  }

  /// The resampler for `frame`: a new one at the first frame and where the format changes in mid-stream.
  private func resampler(appendingTo samples: inout [Float]) -> Resampler? {
    if let resampler, resampler.accepts(frame) { return resampler }
    resampler?.flush(appendingTo: &samples)
    resampler = Resampler(for: frame, outputRate: Self.sampleRate)
    return resampler
  }
}
