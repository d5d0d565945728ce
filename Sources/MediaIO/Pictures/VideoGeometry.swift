import CFFmpeg
package import Timeline

/// How the pictures of a video are stored, and how they are shown.
package struct VideoGeometry: Hashable, Sendable {
  /// Of the stored picture, in pixels.
  package var width: Int
  package var height: Int
  /// How much wider than high a stored pixel is shown: 16/11 on a wide-screen DVD, 1 on most of what is newer.
  package var pixelAspect: Rational
  /// Quarter turns clockwise from the stored to the shown picture, 0…3.
  package var quarterTurns: Int

  package init(width: Int, height: Int, pixelAspect: Rational = Rational(1, 1), quarterTurns: Int = 0) {
    self.width = width
    self.height = height
    let isPlausible = pixelAspect.value > 0.05 && pixelAspect.value < 20
    self.pixelAspect = isPlausible ? pixelAspect : Rational(1, 1)
    self.quarterTurns = (quarterTurns % 4 + 4) % 4
  }

  /// Whether it is shown turned by a quarter or three.
  package var isSideways: Bool { quarterTurns % 2 == 1 }

  /// Of the picture when it has been turned, its pixels still as wide as they were stored. FFmpeg's filters work on this.
  package var turnedWidth: Int { isSideways ? height : width }
  package var turnedHeight: Int { isSideways ? width : height }

  /// Of the picture as it is shown, with square pixels: what is too narrow is made wider, as players do.
  package var shownWidth: Int {
    isSideways ? height : max(1, Int((Double(width) * pixelAspect.value).rounded()))
  }
  package var shownHeight: Int {
    isSideways ? max(1, Int((Double(width) * pixelAspect.value).rounded())) : height
  }
}

extension VideoGeometry {
  /// Of the stream, which has pictures.
  init?(_ stream: UnsafeMutablePointer<AVStream>, in context: UnsafeMutablePointer<AVFormatContext>) {
    guard let parameters = stream.pointee.codecpar, parameters.pointee.codec_type == AVMEDIA_TYPE_VIDEO,
      parameters.pointee.width > 0, parameters.pointee.height > 0
    else { return nil }
    let aspect = av_guess_sample_aspect_ratio(context, stream, nil)
    self.init(
      width: Int(parameters.pointee.width), height: Int(parameters.pointee.height),
      pixelAspect: aspect.num > 0 && aspect.den > 0 ? Rational(Int64(aspect.num), Int64(aspect.den)) : Rational(1, 1),
      quarterTurns: Self.quarterTurns(of: stream))
  }

  private static func quarterTurns(of stream: UnsafeMutablePointer<AVStream>) -> Int {
    var size = 0
    guard let data = cff_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size), size >= 36 else { return 0 }
    var matrix = [Int32](repeating: 0, count: 9)
    matrix.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(start: data, count: 36)) }
    // Counterclockwise degrees; turns by other angles are made of no film.
    let angle = av_display_rotation_get(matrix)
    guard angle.isFinite else { return 0 }
    return Int((-angle / 90).rounded())
  }
}

extension MediaInput {
  /// The stream whose pictures are the film: not a cover.
  var filmStream: UnsafeMutablePointer<AVStream>? {
    streams.first {
      $0.pointee.codecpar?.pointee.codec_type == AVMEDIA_TYPE_VIDEO
        && $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
    }
  }
}
