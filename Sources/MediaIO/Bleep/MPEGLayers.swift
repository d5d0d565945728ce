import CFFmpeg

/// Which layer the tracks of MPEG audio are, by their first packets.
///
/// Transport streams have one number for all layers, and programme streams another: FFmpeg calls them MP3 or MP2 by that
/// until they are decoded, and a copy would be written as what it is not.
struct MPEGLayers {
  private var codecs: [CInt: AVCodecID] = [:]

  /// Packets of all tracks that are looked at: seconds of a film, in which every track that has sound begins.
  private static let most = 5_000
  private static let kinds = [AV_CODEC_ID_MP1, AV_CODEC_ID_MP2, AV_CODEC_ID_MP3]

  /// Looks into the file of `input`, whose own place in it stays.
  ///
  /// - Throws: `MediaError` where the file cannot be opened a second time, or on cancellation.
  init(of input: MediaInput) throws(MediaError) {
    var waiting = Set(input.streams.filter(Self.isMPEG).map(\.pointee.index))
    guard !waiting.isEmpty else { return }
    let again = try MediaInput.open(input.path, cancellation: input.cancellation)
    guard let packet = Packet() else {
      throw MediaError(.io, path: input.path, message: "not enough memory to read it; close other programs")
    }
    for stream in again.streams where !waiting.contains(stream.pointee.index) {
      stream.pointee.discard = AVDISCARD_ALL
    }
    for _ in 0..<Self.most where !waiting.isEmpty {
      av_packet_unref(packet.pointer)
      // The copy says what is wrong with the file.
      guard av_read_frame(again.context, packet.pointer) >= 0 else { return }
      let index = packet.pointer.pointee.stream_index
      let bytes = UnsafeBufferPointer(
        start: packet.pointer.pointee.data, count: Int(max(0, packet.pointer.pointee.size)))
      guard waiting.contains(index), let codec = Self.codec(of: bytes) else { continue }
      codecs[index] = codec
      waiting.remove(index)
    }
  }

  /// Sets right what `input`, of the same file, says of its tracks.
  func apply(to input: MediaInput) {
    for stream in input.streams where Self.isMPEG(stream) {
      if let codec = codecs[stream.pointee.index] { stream.pointee.codecpar.pointee.codec_id = codec }
    }
  }

  private static func isMPEG(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
    stream.pointee.codecpar.map { kinds.contains($0.pointee.codec_id) } ?? false
  }

  /// By the header of a frame, ISO/IEC 11172-3, 2.4.1.3: eleven bits of synchronisation, two of the version, two of the
  /// layer. Nil where it is no such header.
  static func codec(of frame: UnsafeBufferPointer<UInt8>) -> AVCodecID? {
    guard frame.count >= 4, frame[0] == 0xFF, frame[1] & 0xE0 == 0xE0 else { return nil }
    switch frame[1] >> 1 & 3 {
    case 3: return AV_CODEC_ID_MP1
    case 2: return AV_CODEC_ID_MP2
    case 1: return AV_CODEC_ID_MP3
    default: return nil
    }
  }
}
