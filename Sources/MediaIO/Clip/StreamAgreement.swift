import CFFmpeg

/// Which tracks of another file go on those of the first, in a clip of several.
enum StreamAgreement {
  /// By the index of a track of `input` that of `first`: the film and the sound must all be there and be coded alike.
  ///
  /// - Parameters:
  ///   - copied: tracks of `first` that are in the clip.
  ///   - hasPictures: whether the film is coded anew, so that it need not agree.
  /// - Throws: `MediaError` where they do not agree.
  static func map(
    _ input: MediaInput, to first: MediaInput, copied: Set<CInt>, hasPictures: Bool
  ) throws(MediaError) -> [CInt: CInt] {
    var map: [CInt: CInt] = [:]
    for kind in [AVMEDIA_TYPE_VIDEO, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_SUBTITLE] {
      let own = first.streams.filter { isOf($0, kind) && copied.contains($0.pointee.index) }
      var others = input.streams.filter { isOf($0, kind) }
      for stream in own {
        let isNeeded = kind != AVMEDIA_TYPE_SUBTITLE
        let isFilm = stream == first.filmStream
        guard let place = others.firstIndex(where: { (isFilm && hasPictures) || agree(stream, $0) }) else {
          guard isNeeded else { continue }
          let codec = stream.pointee.codecpar.map { String(cString: avcodec_get_name($0.pointee.codec_id)) } ?? "?"
          throw MediaError(
            .unsupportedStream, path: input.path,
            message:
              "has no track that goes on stream \(stream.pointee.index) of \(first.path) (\(codec)): size, rate, "
              + "channels and coding must be the same; cut a clip of each file")
        }
        map[others[place].pointee.index] = stream.pointee.index
        others.remove(at: place)
      }
    }
    return map
  }

  private static func isOf(_ stream: UnsafeMutablePointer<AVStream>, _ kind: AVMediaType) -> Bool {
    stream.pointee.codecpar?.pointee.codec_type == kind && stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
  }

  private static func agree(_ one: UnsafeMutablePointer<AVStream>, _ other: UnsafeMutablePointer<AVStream>) -> Bool {
    guard let a = one.pointee.codecpar?.pointee, let b = other.pointee.codecpar?.pointee else { return false }
    guard a.codec_id == b.codec_id, a.width == b.width, a.height == b.height, a.sample_rate == b.sample_rate,
      a.ch_layout.nb_channels == b.ch_layout.nb_channels, a.format == b.format
    else { return false }
    return header(a) == header(b)
  }

  static func header(_ parameters: AVCodecParameters) -> [UInt8] {
    Array(UnsafeBufferPointer(start: parameters.extradata, count: Int(max(0, parameters.extradata_size))))
  }
}
