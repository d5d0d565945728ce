import CFFmpeg
import SystemPackage
import Timeline

/// A track of samples that are stored as they are: those in the spans are changed where they stand.
final class EditedTrack: TrackEditor {
  let timeBase: AVRational
  private let stream: UnsafeMutablePointer<AVStream>
  private let path: FilePath
  private var editor: SpanEditor
  private let decoder: SoundDecoder
  private let encoder: SoundEncoder
  private let pending: Packet
  private var isPending = false
  private let bytesPerSample: Int
  private(set) var changedCount = 0
  /// Where the sound ends so far, on the media clock.
  var end: MediaTime { editor.end }

  /// Whether samples of the codec are stored as they are, and can be written so.
  static func holds(_ codec: AVCodecID) -> Bool {
    let framed = [AV_CODEC_ID_PCM_DVD, AV_CODEC_ID_PCM_BLURAY, AV_CODEC_ID_PCM_S24DAUD, AV_CODEC_ID_PCM_LXF]
    return String(cString: avcodec_get_name(codec)).hasPrefix("pcm_") && !framed.contains(codec)
      && av_get_bits_per_sample(codec) >= 8 && avcodec_find_encoder(codec) != nil
  }

  init(_ stream: UnsafeMutablePointer<AVStream>, of input: MediaInput, spans: TrackSpans) throws(MediaError) {
    self.stream = stream
    path = input.path
    timeBase = stream.pointee.time_base
    let index = stream.pointee.index
    guard let parameters = stream.pointee.codecpar, let codec = avcodec_find_encoder(parameters.pointee.codec_id),
      let pending = Packet()
    else { throw MediaError(.unsupportedCodec, path: path, message: "stream \(index): cannot be coded anew") }
    self.pending = pending
    let rate = Int(parameters.pointee.sample_rate)
    editor = SpanEditor(spans, clock: TrackClock(stream, of: input))
    bytesPerSample =
      Int(av_get_bits_per_sample(parameters.pointee.codec_id)) / 8
      * Int(max(1, parameters.pointee.ch_layout.nb_channels))
    do throws(SoundCodingError) {
      decoder = try SoundDecoder(for: stream)
      encoder = try SoundEncoder(
        SoundCoding(codec: codec, rate: rate, layout: parameters.pointee.ch_layout, bitRate: 0),
        preferring: codec.sampleFormat(like: AV_SAMPLE_FMT_S32))
    } catch {
      throw MediaError(.unsupportedCodec, path: path, message: "stream \(index): cannot be coded anew: \(error)")
    }
  }

  func describe(_ target: UnsafeMutablePointer<AVStream>) {}

  func take(_ packet: UnsafeMutablePointer<AVPacket>?, at stamp: MediaTime?) throws(MediaError) {
    guard let packet else { return }
    av_packet_move_ref(pending.pointer, packet)
    isPending = true
    let count = Int(max(0, pending.pointer.pointee.size)) / bytesPerSample
    let (place, isTouched) = editor.place(at: stamp, samples: count)
    guard isTouched else { return }
    do throws(SoundCodingError) {
      try edit()
      changedCount += 1
    } catch {
      throw MediaError(
        .damaged, path: path, message: "stream \(stream.pointee.index) cannot be changed at \(place.stamp): \(error)")
    }
  }

  private func edit() throws(SoundCodingError) {
    guard decoder.send(pending.pointer), decoder.receive() else {
      throw SoundCodingError(step: "decoding", code: cff_ERR_INVALIDDATA)
    }
    let frame = decoder.frame.pointer
    try editor.apply(to: frame)
    frame.pointee.pts = 0
    try encoder.send(frame)
    let code = av_packet_make_writable(pending.pointer)
    guard code >= 0, let coded = try encoder.receive() else { throw SoundCodingError(step: "coding", code: code) }
    // A file that was cut off may end within a sample.
    let rest = Int(pending.pointer.pointee.size) - Int(coded.pointee.size)
    guard (0..<bytesPerSample).contains(rest) else {
      throw SoundCodingError("its samples take another size when they are written")
    }
    pending.pointer.pointee.data.update(from: coded.pointee.data, count: Int(coded.pointee.size))
    (pending.pointer.pointee.data + Int(coded.pointee.size)).update(repeating: 0, count: rest)
  }

  func next(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool {
    guard isPending else { return false }
    isPending = false
    av_packet_unref(packet)
    av_packet_move_ref(packet, pending.pointer)
    return true
  }
}
