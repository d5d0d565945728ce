import CFFmpeg
package import SystemPackage
package import Timeline

/// Single pictures of a film, as they are shown at an instant. Used by one thread at a time.
package final class FrameReader {
  package let geometry: VideoGeometry
  /// Whether the colours are those of HDR, which are shown here as they are: too pale.
  package let isHighDynamicRange: Bool
  /// Whether each picture is two half ones from different instants.
  package let isInterlaced: Bool

  private let input: MediaInput
  private let stream: UnsafeMutablePointer<AVStream>
  private let codec: CodecContext
  private let packet: Packet
  /// The last picture that is not after the instant that is looked for, and the one that was decoded after it.
  private let shown: Frame
  private let next: Frame

  /// - Throws: `MediaError`, also for a file without moving pictures.
  package init(_ path: FilePath, cancellation: Cancellation = Cancellation()) throws(MediaError) {
    let input = try MediaInput.open(path, cancellation: cancellation)
    guard let stream = input.filmStream, let geometry = VideoGeometry(stream, in: input.context),
      let parameters = stream.pointee.codecpar
    else {
      throw MediaError(.noVideo, path: path, message: "there are no moving pictures in it")
    }
    let name = String(cString: avcodec_get_name(parameters.pointee.codec_id))
    guard let found = avcodec_find_decoder(parameters.pointee.codec_id) else {
      throw MediaError(.unsupportedCodec, path: path, message: "FFmpeg has no decoder for its pictures (\(name))")
    }
    guard geometry.width <= 16_384, geometry.height <= 16_384 else {
      throw MediaError(.unsupportedCodec, path: path, message: "its pictures are larger than 16,384 pixels")
    }
    guard let codec = CodecContext(found), let packet = Packet(), let shown = Frame(), let next = Frame() else {
      throw MediaError(.io, path: path, message: "not enough memory to decode it; close other programs")
    }
    (self.input, self.stream, self.geometry) = (input, stream, geometry)
    self.codec = codec
    self.packet = packet
    self.shown = shown
    self.next = next
    isHighDynamicRange = [AVCOL_TRC_SMPTE2084, AVCOL_TRC_ARIB_STD_B67].contains(parameters.pointee.color_trc)
    isInterlaced = [AV_FIELD_TT, AV_FIELD_BB, AV_FIELD_TB, AV_FIELD_BT].contains(parameters.pointee.field_order)
    let code = self.codec.open(for: stream, threads: 0)
    guard code >= 0 else {
      throw MediaError(
        .unsupportedCodec, path: path, message: "the \(name) decoder refuses it: \(FFmpegLog.describe(code))")
    }
    for other in input.streams where other != stream { other.pointee.discard = AVDISCARD_ALL }
  }

  /// The codecs of sound in the film that FFmpeg cannot write into `container`, by their names.
  package func soundCodecs(notHeldBy container: MediaContainer) -> [String] {
    let codecs = input.streams.compactMap { stream -> AVCodecID? in
      guard let parameters = stream.pointee.codecpar, parameters.pointee.codec_type == AVMEDIA_TYPE_AUDIO else {
        return nil
      }
      return parameters.pointee.codec_id
    }
    return Set(codecs.filter { !container.holds($0) }.map { String(cString: avcodec_get_name($0)) }).sorted()
  }

  /// Whether there is a picture for the film beside its own.
  package var hasCover: Bool {
    input.streams.contains { $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0 }
  }

  /// The picture that is shown at `time`, counted from the start of the container; the last one for what comes later.
  /// Turned as it is shown, its pixels as wide as they are stored.
  ///
  /// - Throws: `MediaError` where there is none.
  package func picture(at time: MediaTime) throws(MediaError) -> Picture {
    let start = MediaTime(av: input.context.pointee.start_time) ?? .zero
    let target = time + start
    seek(to: target)
    shown.clear()
    var isFound = false
    while !isFound, try decode() {
      if let stamp = stream.time(next.pointer.pointee.best_effort_timestamp), stamp > target, !shown.isWithoutPicture {
        isFound = true
      } else {
        shown.take(from: next)
      }
    }
    guard !shown.isWithoutPicture else {
      throw MediaError(
        .damaged, path: input.path, message: "no picture at \(time) could be decoded; check that it plays")
    }
    // Sizes may change in the middle; the command that burns subtitles in scales them as well.
    var picture = Picture(width: geometry.width, height: geometry.height)
    guard picture.take(shown, colors: colors) else {
      throw MediaError(.unsupportedCodec, path: input.path, message: "the colours of its pictures cannot be converted")
    }
    return picture.turned(quarters: geometry.quarterTurns)
  }

  private func seek(to target: MediaTime) {
    let base = stream.pointee.time_base
    guard base.num > 0, base.den > 0 else { return }
    let ticks = target.ticks(in: Rational(Int64(base.num), Int64(base.den)))
    if avformat_seek_file(input.context, stream.pointee.index, .min, ticks, ticks, 0) < 0 {
      // Behind the first key picture there is one at least.
      _ = avformat_seek_file(input.context, -1, .min, 0, .max, 0)
    }
    avcodec_flush_buffers(codec.pointer)
  }

  /// Puts the next picture into `next`; false at the end.
  private func decode() throws(MediaError) -> Bool {
    var failures = 0
    while failures < 200 {
      if input.cancellation.isCancelled {
        throw MediaError(.cancelled, path: input.path, message: "cancelled while decoding it")
      }
      let code = avcodec_receive_frame(codec.pointer, next.pointer)
      if code == 0, !next.isWithoutPicture { return true }
      if code == cff_ERR_EOF { return false }
      if code != cff_ERR_EAGAIN { failures += 1 }
      av_packet_unref(packet.pointer)
      let read = av_read_frame(input.context, packet.pointer)
      if read < 0 {
        if read != cff_ERR_EOF { failures += 1 }
        _ = avcodec_send_packet(codec.pointer, nil)
      } else if packet.pointer.pointee.stream_index == stream.pointee.index,
        avcodec_send_packet(codec.pointer, packet.pointer) < 0
      {
        failures += 1
      }
    }
    return false
  }

  /// What its numbers mean. Films that do not say mean by the larger ones the newer colours.
  private var colors: (space: CInt, isFullRange: Bool) {
    let space =
      switch shown.pointer.pointee.colorspace {
      case AVCOL_SPC_BT709: SWS_CS_ITU709
      case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
      case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: SWS_CS_ITU601
      case AVCOL_SPC_FCC: SWS_CS_FCC
      case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
      default: geometry.height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601
      }
    let format = AVPixelFormat(rawValue: shown.pointer.pointee.format)
    let isFull =
      shown.pointer.pointee.color_range == AVCOL_RANGE_JPEG
      || [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P].contains(format)
    return (space, isFull)
  }
}

extension Frame {
  /// Whether no picture was decoded into it.
  fileprivate var isWithoutPicture: Bool { pointer.pointee.data.0 == nil || pointer.pointee.width <= 0 }
}
