import CAss
package import MediaIO
package import SystemPackage
package import Timeline

/// Draws the lines of a script as FFmpeg's `ass` filter does. Sole owner of a renderer of libass; used by one thread at a
/// time.
package final class ScriptCanvas {
  package let width: Int
  package let height: Int
  private let library: OpaquePointer
  private let renderer: OpaquePointer
  private var track: UnsafeMutablePointer<ASS_Track>?

  /// - Parameters:
  ///   - width: of what is drawn on, in pixels.
  ///   - height: the same.
  ///   - shownWidth: of the same as it is shown, where pixels are not square.
  ///   - shownHeight: the same.
  ///   - folder: with more fonts than those of the system.
  package init(
    width: Int, height: Int, shownWidth: Int, shownHeight: Int, fonts folder: FilePath? = nil
  ) throws(BurnInError) {
    (self.width, self.height) = (width, height)
    guard let library = ass_library_init() else { throw Self.failure }
    cass_silence(library)
    folder?.withPlatformString { ass_set_fonts_dir(library, $0) }
    guard let renderer = ass_renderer_init(library) else {
      ass_library_done(library)
      throw Self.failure
    }
    (self.library, self.renderer) = (library, renderer)
    ass_set_frame_size(renderer, CInt(clamping: width), CInt(clamping: height))
    ass_set_storage_size(renderer, CInt(clamping: shownWidth), CInt(clamping: shownHeight))
    let aspect = Double(width) / Double(height) / (Double(max(1, shownWidth)) / Double(max(1, shownHeight)))
    ass_set_pixel_aspect(renderer, aspect)
    ass_set_fonts(renderer, nil, nil, 1, nil, 1)
  }

  deinit {
    if let track { ass_free_track(track) }
    ass_renderer_done(renderer)
    ass_library_done(library)
  }

  /// Takes another script.
  package func load(_ script: [UInt8]) throws(BurnInError) {
    if let track { ass_free_track(track) }
    track = nil
    var bytes = script.map { CChar(bitPattern: $0) } + [0]
    let count = script.count
    track = bytes.withUnsafeMutableBufferPointer { ass_read_memory(library, $0.baseAddress, count, nil) }
    guard track != nil else { throw BurnInError(.failed, "libass cannot read the script") }
  }

  /// A part of what is drawn: how much of one colour each pixel of a rectangle gets.
  private func forEachImage(at time: MediaTime, _ body: (ASS_Image) -> Void) {
    guard let track else { return }
    var next = ass_render_frame(renderer, track, time.milliseconds, nil)
    while let image = next {
      body(image.pointee)
      next = image.pointee.next
    }
  }

  /// The rectangle that holds all that is drawn at `time`; nil where nothing is.
  package func extent(at time: MediaTime) -> PixelRectangle? {
    var extent: PixelRectangle?
    forEachImage(at: time) { image in
      if let covered = Self.covered(image) { extent = extent?.union(covered) ?? covered }
    }
    return extent
  }

  /// Where `image` has something: libass makes images as large as whole tiles.
  private static func covered(_ image: ASS_Image) -> PixelRectangle? {
    guard image.w > 0, image.h > 0, let bitmap = image.bitmap else { return nil }
    let (width, height, stride) = (Int(image.w), Int(image.h), Int(image.stride))
    func isRowEmpty(_ y: Int) -> Bool { (0..<width).allSatisfy { bitmap[y * stride + $0] == 0 } }
    guard let top = (0..<height).first(where: { !isRowEmpty($0) }),
      let bottom = (top..<height).last(where: { !isRowEmpty($0) })
    else { return nil }
    func isColumnEmpty(_ x: Int) -> Bool { (top...bottom).allSatisfy { bitmap[$0 * stride + x] == 0 } }
    guard let left = (0..<width).first(where: { !isColumnEmpty($0) }),
      let right = (left..<width).last(where: { !isColumnEmpty($0) })
    else { return nil }
    let (x, y) = (Int(image.dst_x), Int(image.dst_y))
    return PixelRectangle(left: x + left, top: y + top, right: x + right + 1, bottom: y + bottom + 1)
  }

  /// Draws what is shown at `time` on a picture of this size.
  package func draw(at time: MediaTime, on picture: inout Picture) {
    guard picture.width == width, picture.height == height else { return }
    forEachImage(at: time) { image in
      let color = image.color
      let opacity = 255 - Int(color & 0xFF)
      let parts = [Int(color >> 24 & 0xFF), Int(color >> 16 & 0xFF), Int(color >> 8 & 0xFF)]
      let (left, top) = (Int(image.dst_x), Int(image.dst_y))
      guard opacity > 0, let bitmap = image.bitmap else { return }
      for y in 0..<Int(max(0, image.h)) where (0..<height).contains(top + y) {
        for x in 0..<Int(max(0, image.w)) where (0..<width).contains(left + x) {
          let cover = Int(bitmap[y * Int(image.stride) + x]) * opacity
          guard cover > 0 else { continue }
          let pixel = ((top + y) * width + left + x) * 3
          for part in 0..<3 {
            let old = Int(picture.pixels[pixel + part])
            picture.pixels[pixel + part] = UInt8((old * (65_025 - cover) + parts[part] * cover + 32_512) / 65_025)
          }
        }
      }
    }
  }

  private static var failure: BurnInError { BurnInError(.missing, "libass cannot be set up: not enough memory") }
}
