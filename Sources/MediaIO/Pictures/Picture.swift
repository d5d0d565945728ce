import CFFmpeg
package import SystemPackage

/// A picture in memory: rows of pixels from the top, each red, green and blue.
package struct Picture: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// `width × height × 3` bytes.
  package var pixels: [UInt8]

  /// A picture of one colour.
  package init(width: Int, height: Int, gray: UInt8 = 0) {
    self.width = max(1, width)
    self.height = max(1, height)
    pixels = [UInt8](repeating: gray, count: self.width * self.height * 3)
  }

  /// Nil where there are not so many bytes.
  package init?(width: Int, height: Int, pixels: [UInt8]) {
    guard width > 0, height > 0, pixels.count == width * height * 3 else { return nil }
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Turned clockwise by so many quarters.
  package func turned(quarters: Int) -> Picture {
    let quarters = (quarters % 4 + 4) % 4
    guard quarters > 0 else { return self }
    let isSideways = quarters % 2 == 1
    var result = Picture(width: isSideways ? height : width, height: isSideways ? width : height)
    for y in 0..<result.height {
      for x in 0..<result.width {
        let (fromX, fromY) =
          switch quarters {
          case 1: (y, height - 1 - x)
          case 2: (width - 1 - x, height - 1 - y)
          default: (width - 1 - y, x)
          }
        let (to, from) = ((y * result.width + x) * 3, (fromY * width + fromX) * 3)
        for part in 0..<3 { result.pixels[to + part] = pixels[from + part] }
      }
    }
    return result
  }

  /// The same picture in another size; itself where memory does not suffice.
  package func scaled(width newWidth: Int, height newHeight: Int) -> Picture {
    guard newWidth != width || newHeight != height, newWidth > 0, newHeight > 0, newWidth <= 32_768,
      newHeight <= 32_768, let frame = Frame()
    else { return self }
    frame.pointer.pointee.width = CInt(width)
    frame.pointer.pointee.height = CInt(height)
    frame.pointer.pointee.format = AV_PIX_FMT_RGB24.rawValue
    var result = Picture(width: newWidth, height: newHeight)
    let isDone = pixels.withUnsafeBufferPointer { source in
      frame.pointer.pointee.data.0 = UnsafeMutablePointer(mutating: source.baseAddress)
      frame.pointer.pointee.linesize.0 = CInt(width * 3)
      return result.take(frame, colors: nil)
    }
    return isDone ? result : self
  }

  /// Fills it from a decoded picture, scaled to its size; false where FFmpeg cannot.
  mutating func take(_ frame: borrowing Frame, colors: (space: CInt, isFullRange: Bool)?) -> Bool {
    let format = AVPixelFormat(rawValue: frame.pointer.pointee.format)
    guard
      let scaler = sws_getContext(
        frame.pointer.pointee.width, frame.pointer.pointee.height, format, CInt(width), CInt(height), AV_PIX_FMT_RGB24,
        SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nil, nil, nil)
    else { return false }
    defer { sws_freeContext(scaler) }
    if let colors { _ = cff_set_colors(scaler, colors.space, colors.isFullRange ? 1 : 0) }
    // What is faster writes past the end of rows.
    let stride = (width * 3 + 63) / 64 * 64
    var rows = [UInt8](repeating: 0, count: stride * height + 64)
    let count = rows.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { cff_scale(scaler, frame.pointer, $0, CInt(stride)) } ?? -1
    }
    guard count > 0 else { return false }
    for y in 0..<height {
      pixels.replaceSubrange(y * width * 3..<(y + 1) * width * 3, with: rows[y * stride..<y * stride + width * 3])
    }
    return true
  }

  /// As a PNG file.
  ///
  /// - Parameter path: what it is for, in errors.
  /// - Throws: `MediaError`.
  package func png(for path: FilePath) throws(MediaError) -> [UInt8] {
    let failure = MediaError(
      .output, path: path, message: "this FFmpeg cannot write PNG pictures of \(width)×\(height)")
    guard let codec = avcodec_find_encoder(AV_CODEC_ID_PNG), let context = CodecContext(codec), let frame = Frame(),
      let packet = Packet()
    else { throw failure }
    context.pointer.pointee.width = CInt(clamping: width)
    context.pointer.pointee.height = CInt(clamping: height)
    context.pointer.pointee.pix_fmt = AV_PIX_FMT_RGB24
    context.pointer.pointee.time_base = AVRational(num: 1, den: 1)
    context.pointer.pointee.thread_count = 1
    guard avcodec_open2(context.pointer, codec, nil) >= 0 else { throw failure }
    frame.pointer.pointee.width = CInt(clamping: width)
    frame.pointer.pointee.height = CInt(clamping: height)
    frame.pointer.pointee.format = AV_PIX_FMT_RGB24.rawValue
    guard av_frame_get_buffer(frame.pointer, 0) >= 0, let rows = frame.pointer.pointee.data.0 else { throw failure }
    let stride = Int(frame.pointer.pointee.linesize.0)
    pixels.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      for y in 0..<height { (rows + y * stride).update(from: start + y * width * 3, count: width * 3) }
    }
    guard avcodec_send_frame(context.pointer, frame.pointer) >= 0, avcodec_send_frame(context.pointer, nil) >= 0,
      avcodec_receive_packet(context.pointer, packet.pointer) >= 0, let data = packet.pointer.pointee.data
    else { throw failure }
    return Array(UnsafeBufferPointer(start: data, count: Int(packet.pointer.pointee.size)))
  }
}
