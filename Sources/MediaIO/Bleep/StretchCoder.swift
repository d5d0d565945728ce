import CFFmpeg

/// Codes some frames of a track so that they fit between those that stay.
protocol StretchCoder {
  /// Samples of a packet.
  var frameSize: Int { get }
  /// Whether the frames that stay can have been made in several ways that do not show in all of them.
  var hasVariants: Bool { get }

  /// The packets `first...last`; decoded, packet n gives the samples from n × `frameSize` on.
  ///
  /// - Parameter channels: samples of each channel, from packet 0 on.
  func code(
    _ channels: [[Float]], first: Int, last: Int, between seams: StretchSeams
  ) throws(SoundCodingError) -> [[UInt8]]
}

/// The packets of the source on both sides of those that are coded anew.
struct StretchSeams {
  /// The one before the first; nil where there is none.
  var before: [UInt8]?
  /// The one in the place of the last; nil where none follows it.
  var last: [UInt8]?
  /// Channels for which the other variant is to be tried.
  var otherLeft: Set<Int> = []
  var otherRight: Set<Int> = []
}

/// Runs an encoder over a part of the sound so that its packets lie where those of the source do.
enum StretchRun {
  /// Packets in front of those that are wanted, in which an encoder finds its way.
  static let preroll = 4

  /// Packets by their number.
  static func code(
    _ channels: [[Float]], packets wanted: ClosedRange<Int>, as coding: SoundCoding, frameSize: Int
  ) throws(SoundCodingError) -> [Int: [UInt8]] {
    FFmpegLog.clear()
    let encoder = try SoundEncoder(coding)
    guard encoder.frameSize == frameSize else {
      throw SoundCodingError("the encoder makes packets of \(encoder.frameSize) samples, the track has \(frameSize)")
    }
    guard let frame = Frame() else { throw SoundCodingError(step: "coding", code: cff_ERR_ENOMEM) }
    var result: [Int: [UInt8]] = [:]
    // Its first packet begins so much earlier than the first sample that it gets.
    var position = (wanted.lowerBound - preroll) * frameSize + encoder.padding
    var isOver = false
    while result[wanted.upperBound] == nil, !isOver {
      isOver = position > (wanted.upperBound + preroll) * frameSize + encoder.padding
      if isOver {
        try encoder.send(nil)
      } else {
        try prepare(frame.pointer, for: encoder, count: frameSize)
        SampleFormat.fill(frame.pointer, from: channels, at: position)
        frame.pointer.pointee.pts = Int64(position)
        try encoder.send(frame.pointer)
        position += frameSize
      }
      while let packet = try encoder.receive() {
        let (number, rest) = Int(packet.pointee.pts).quotientAndRemainder(dividingBy: frameSize)
        guard rest == 0 else { throw SoundCodingError("the encoder's packets are not where those of the track are") }
        if wanted.contains(number) {
          result[number] = Array(UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))
        }
      }
    }
    guard wanted.allSatisfy({ result[$0] != nil }) else {
      throw SoundCodingError("the encoder made fewer packets than it should")
    }
    return result
  }

  private static func prepare(
    _ frame: UnsafeMutablePointer<AVFrame>, for encoder: SoundEncoder, count: Int
  ) throws(SoundCodingError) {
    let context = encoder.context.pointer
    av_frame_unref(frame)
    frame.pointee.nb_samples = CInt(clamping: count)
    frame.pointee.format = CInt(context.pointee.sample_fmt.rawValue)
    frame.pointee.sample_rate = context.pointee.sample_rate
    av_channel_layout_copy(&frame.pointee.ch_layout, &context.pointee.ch_layout)
    let code = av_frame_get_buffer(frame, 0)
    guard code >= 0 else { throw SoundCodingError(step: "coding", code: code) }
  }
}
