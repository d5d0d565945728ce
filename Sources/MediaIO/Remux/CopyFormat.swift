import CFFmpeg
import SystemPackage

/// What a copy is written as: a container that can take subtitles, or any other that FFmpeg writes.
struct CopyFormat: Hashable, Sendable {
  /// Nil for one that cannot take text subtitles.
  let container: MediaContainer?
  /// FFmpeg's name of what writes it.
  let muxer: String
  /// For people.
  let name: String

  init(_ container: MediaContainer) {
    self.init(container: container, muxer: container.muxer, name: container.name)
  }

  /// By the extension of `path`; nil where this FFmpeg writes nothing of the kind.
  init?(of path: FilePath) {
    if let container = MediaContainer(of: path) {
      self.init(container)
      return
    }
    // Extensions that stand for something else to FFmpeg, or for nothing.
    let known = ["ts": "mpegts", "m2ts": "mpegts", "mts": "mpegts", "mpg": "vob", "mpeg": "vob", "oga": "ogg"]
    guard let kind = path.extension?.lowercased() else { return nil }
    guard let format = av_guess_format(known[kind], "file.\(kind)", nil), format.pointee.flags & AVFMT_NOFILE == 0
    else { return nil }
    self.init(container: nil, muxer: String(cString: format.pointee.name), name: kind.uppercased())
  }

  private init(container: MediaContainer?, muxer: String, name: String) {
    (self.container, self.muxer, self.name) = (container, muxer, name)
  }

  var isMP4Family: Bool { container?.isMP4Family ?? (muxer == "3gp") }
  var isMatroska: Bool { container == .matroska || container == .webM }
  /// Whether a picture beside the sound, such as the front of a record, is one of its tracks.
  var hasCovers: Bool { isMP4Family || ["mp3", "flac", "aiff"].contains(muxer) }

  /// What containers hold of which FFmpeg does not say it.
  private static let soundOnly: [String: [AVCodecID]] = [
    "flac": [AV_CODEC_ID_FLAC], "mp3": [AV_CODEC_ID_MP3], "mp2": [AV_CODEC_ID_MP2], "adts": [AV_CODEC_ID_AAC],
    "ac3": [AV_CODEC_ID_AC3], "eac3": [AV_CODEC_ID_EAC3], "opus": [AV_CODEC_ID_OPUS], "wv": [AV_CODEC_ID_WAVPACK],
    "tta": [AV_CODEC_ID_TTA],
    "ogg": [AV_CODEC_ID_VORBIS, AV_CODEC_ID_OPUS, AV_CODEC_ID_FLAC, AV_CODEC_ID_SPEEX, AV_CODEC_ID_THEORA],
  ]

  /// Whether this FFmpeg writes a codec into it, or may.
  func holds(_ codec: AVCodecID) -> Bool {
    guard codec != AV_CODEC_ID_NONE, let format = av_guess_format(muxer, nil, nil) else { return false }
    if avcodec_get_type(codec) == AVMEDIA_TYPE_AUDIO, let codecs = Self.soundOnly[muxer] {
      return codecs.contains(codec)
    }
    // Waves may have nearly anything in them, which nearly nothing plays.
    if ["wav", "w64"].contains(muxer) {
      let unusual = [AV_CODEC_ID_FLAC, AV_CODEC_ID_ALAC, AV_CODEC_ID_AAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS]
      if unusual.contains(codec) { return false }
    }
    return avformat_query_codec(format, codec, FF_COMPLIANCE_EXPERIMENTAL) != 0
  }
}
