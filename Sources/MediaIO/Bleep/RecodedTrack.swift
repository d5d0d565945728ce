import CFFmpeg
import SystemPackage
import Timeline

/// A track that is coded anew from its start to its end.
///
/// Where the codec and the length of packets stay, each new packet takes the place of an old one, with its times and with
/// what it says of samples that are not to be heard. Otherwise packets have the times of their samples, and what is not to
/// be heard is not coded.
final class RecodedTrack: TrackEditor {
  let timeBase: AVRational
  private let stream: UnsafeMutablePointer<AVStream>
  private let path: FilePath
  private let coding: SoundReplacement
  private var editor: SpanEditor
  private let decoder: SoundDecoder
  /// What goes to the encoder.
  private let frame: Frame
  private var encoder: SoundEncoder
  private var fifo: SoundFifo
  private var isRunning = false
  /// The place behind the last sample of the run; nil before it is known.
  private var end: Int64?
  /// The place of the next sample for the encoder; 0 is the first of the run.
  private var position: Int64 = 0
  /// The time of sample 0.
  private var origin = MediaTime.zero
  /// What is known of packets of the source whose places are free.
  private var places: [HeldPacket] = []
  private var finished: [HeldPacket] = []
  private var nextFinished = 0
  private(set) var packetCount = 0

  init(
    _ stream: UnsafeMutablePointer<AVStream>, of input: MediaInput, as coding: SoundReplacement, spans: TrackSpans
  ) throws(MediaError) {
    self.stream = stream
    path = input.path
    self.coding = coding
    editor = SpanEditor(spans, clock: TrackClock(stream, of: input))
    timeBase = coding.keepsPlaces ? stream.pointee.time_base : AVRational(num: 1, den: CInt(coding.coding.rate))
    guard let frame = Frame() else { throw MediaError(.io, path: path, message: "not enough memory to code it anew") }
    self.frame = frame
    do throws(SoundCodingError) {
      decoder = try SoundDecoder(for: stream, hearsAll: coding.keepsPlaces)
      encoder = try SoundEncoder(coding.coding, preferring: coding.sampleFormat)
      fifo = try SoundFifo(for: encoder)
    } catch {
      throw MediaError(
        .unsupportedCodec, path: path, message: "stream \(stream.pointee.index): cannot be coded anew: \(error)")
    }
  }

  func describe(_ target: UnsafeMutablePointer<AVStream>) throws(MediaError) {
    guard let parameters = target.pointee.codecpar, let source = stream.pointee.codecpar else { return }
    let code = coding.describe(parameters, encoder: encoder, source: source)
    guard code >= 0 else { throw MediaError(.io, path: path, message: "not enough memory to code it anew") }
    if !coding.keepsPlaces { target.pointee.time_base = timeBase }
  }

  func take(_ packet: UnsafeMutablePointer<AVPacket>?, at stamp: MediaTime?) throws(MediaError) {
    do throws(SoundCodingError) {
      FFmpegLog.clear()
      guard let packet else {
        try endRun()
        return
      }
      if coding.keepsPlaces { try takeInPlace(packet, at: stamp) } else { try takeFreely(packet) }
      try encode()
    } catch {
      throw MediaError(
        .damaged, path: path,
        message: "stream \(stream.pointee.index) cannot be coded anew: \(error); nothing was kept of the copy")
    }
  }

  func next(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool {
    guard nextFinished < finished.count else {
      finished.removeAll(keepingCapacity: true)
      nextFinished = 0
      return false
    }
    av_packet_unref(packet)
    av_packet_move_ref(packet, finished[nextFinished].pointer)
    nextFinished += 1
    return true
  }

  // MARK: - Decoding

  private func takeInPlace(
    _ packet: UnsafeMutablePointer<AVPacket>, at stamp: MediaTime?
  ) throws(SoundCodingError) {
    let size = coding.frameSize
    let (place, isTouched) = editor.place(at: stamp, samples: size)
    if !place.isContinuous { try startRun(at: place.stamp) }
    guard let held = HeldPacket(packet, number: 0, time: place.stamp, isContinuous: true) else {
      throw SoundCodingError(step: "coding", code: cff_ERR_ENOMEM)
    }
    av_packet_free_side_data(packet)
    packet.pointee.flags &= ~AV_PKT_FLAG_DISCARD
    var count = 0
    if decoder.send(packet) {
      while decoder.receive() {
        let frame = decoder.frame.pointer
        guard count + decoder.frame.sampleCount <= size else {
          throw SoundCodingError("its packets have more samples than its container says")
        }
        if isTouched { try editor.apply(to: frame, offset: count) }
        count += Int(frame.pointee.nb_samples)
        try fifo.write(frame)
      }
    }
    // Damaged packets have no sound.
    if count < size { try fifo.writeSilence(size - count) }
    places.append(held)
  }

  private func takeFreely(_ packet: UnsafeMutablePointer<AVPacket>) throws(SoundCodingError) {
    if decoder.send(packet) { try receive() }
  }

  private func receive() throws(SoundCodingError) {
    while decoder.receive() {
      let frame = decoder.frame.pointer
      let (place, isTouched) = editor.place(
        at: stream.time(frame.pointee.best_effort_timestamp), samples: decoder.frame.sampleCount)
      if !place.isContinuous { try startRun(at: place.stamp) }
      if isTouched { try editor.apply(to: frame) }
      try fifo.write(frame)
      try encode()
    }
  }

  // MARK: - Coding

  /// Begins anew where sound does not follow on.
  private func startRun(at time: MediaTime) throws(SoundCodingError) {
    if isRunning {
      try endRun(isLast: false)
      encoder = try SoundEncoder(coding.coding, preferring: coding.sampleFormat)
      fifo = try SoundFifo(for: encoder)
    }
    isRunning = true
    end = nil
    origin = time
    // So much that the packets of the encoder lie where those of the source do, and the first has only silence.
    let silence = coding.dropsEarly ? (encoder.frameSize - encoder.padding % encoder.frameSize) % encoder.frameSize : 0
    position = Int64(-silence)
    try fifo.writeSilence(silence)
  }

  private func encode() throws(SoundCodingError) {
    let size = encoder.frameSize
    while fifo.count > 0, fifo.count >= size { try send(size > 0 ? size : fifo.count) }
  }

  private func send(_ count: Int) throws(SoundCodingError) {
    try fifo.read(count, into: frame.pointer)
    if coding.coding.gain != 1 { SampleFormat.scale(frame.pointer, by: Double(coding.coding.gain)) }
    frame.pointer.pointee.pts = position
    position += Int64(count)
    try encoder.send(frame.pointer)
    try drain()
  }

  private func endRun(isLast: Bool = true) throws(SoundCodingError) {
    guard isRunning else { return }
    if isLast, !coding.keepsPlaces, decoder.send(nil) { try receive() }
    try encode()
    let end = position + Int64(fifo.count)
    self.end = end
    let size = encoder.frameSize
    // Those that hold back no packets still hold back samples, and give them only when they get more.
    let wantsMore = coding.isFramed && size > 0 && !encoder.can(AV_CODEC_CAP_DELAY) && encoder.padding > 0
    if fifo.count > 0 {
      if size > 0, wantsMore || !encoder.can(AV_CODEC_CAP_SMALL_LAST_FRAME) { try fifo.writeSilence(size - fifo.count) }
      try send(fifo.count)
    }
    while wantsMore, position - Int64(encoder.padding) < end {
      try fifo.writeSilence(size)
      try send(size)
    }
    try encoder.send(nil)
    try drain()
    places.removeAll()
  }

  private func drain() throws(SoundCodingError) {
    while let packet = try encoder.receive() {
      guard packet.pointee.size > 0 || !coding.keepsPlaces else { continue }
      let isEarly = packet.pointee.pts != cff_NOPTS && packet.pointee.pts < 0
      if isEarly, coding.dropsEarly { continue }
      if coding.keepsPlaces {
        guard !places.isEmpty else { continue }
        let place = places.removeFirst()
        let properties = place.pointer
        av_packet_free_side_data(packet)
        guard av_packet_copy_props(packet, properties) >= 0 else {
          throw SoundCodingError(step: "coding", code: cff_ERR_ENOMEM)
        }
        packet.pointee.flags &= ~AV_PKT_FLAG_CORRUPT
      } else if packet.pointee.pts != cff_NOPTS {
        // Encoders round up at the end.
        if let end, packet.pointee.size > 0 {
          guard packet.pointee.pts < end else { continue }
          packet.pointee.duration = min(packet.pointee.duration, end &- packet.pointee.pts)
        }
        let start = origin.count(perSecond: Int64(coding.coding.rate))
        packet.pointee.pts &+= start
        packet.pointee.dts = packet.pointee.pts
      }
      guard let held = HeldPacket(packet, number: 0, time: .zero, isContinuous: true) else {
        throw SoundCodingError(step: "coding", code: cff_ERR_ENOMEM)
      }
      packetCount += 1
      finished.append(held)
    }
  }
}
