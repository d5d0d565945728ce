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

  /// Whether this FFmpeg writes a codec into it, or may.
  func holds(_ codec: AVCodecID) -> Bool {
    guard codec != AV_CODEC_ID_NONE, let format = av_guess_format(muxer, nil, nil) else { return false }
    return avformat_query_codec(format, codec, FF_COMPLIANCE_EXPERIMENTAL) != 0
  }
}
