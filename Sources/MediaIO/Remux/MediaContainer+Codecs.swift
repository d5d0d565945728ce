import CFFmpeg
package import Media

extension MediaContainer {
  /// The tracks of text in `media` that it holds in another codec only.
  package func convertedTexts(of media: MediaInfo) -> [MediaStream] {
    ExtractedSubtitles.textStreams(of: media).filter { !holds($0.codec) }
  }

  /// Whether this FFmpeg writes a codec, by FFmpeg's name of it, into the container.
  package func holds(_ codec: String) -> Bool {
    guard let description = avcodec_descriptor_get_by_name(codec) else { return false }
    return holds(description.pointee.id)
  }

  func holds(_ codec: AVCodecID) -> Bool {
    guard codec != AV_CODEC_ID_NONE, let format = av_guess_format(muxer, nil, nil) else { return false }
    return avformat_query_codec(format, codec, FF_COMPLIANCE_EXPERIMENTAL) != 0
  }
}
