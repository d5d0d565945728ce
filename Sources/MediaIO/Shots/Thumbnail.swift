import CFFmpeg

/// A picture reduced to the brightness of 64×36 cells, softened.
///
/// At this size grain, coding artefacts and the combs of interlaced pictures are averaged away, and a search over a few
/// cells follows what moves by a sixteenth of the picture from one frame to the next.
struct Thumbnail: Sendable {
  static let columns = 64
  static let rows = 36

  /// Row by row, 0…255.
  let cells: [UInt8]

  /// Nil for pictures without planes to read, such as those that lie in the memory of a graphics processor.
  init?(_ frame: borrowing Frame) {
    let pointer = frame.pointer
    var code: CInt = 0
    cells = [UInt8](unsafeUninitializedCapacity: Self.columns * Self.rows) { buffer, count in
      code = cff_luma(pointer, buffer.baseAddress, CInt(Self.columns), CInt(Self.rows))
      count = code < 0 ? 0 : Self.columns * Self.rows
      if code >= 0 { cff_soften(buffer.baseAddress, CInt(Self.columns), CInt(Self.rows)) }
    }
    if code < 0 { return nil }
  }
}

/// A decoded frame, as far as shots are concerned.
struct ShotFrame: Sendable {
  /// When it is shown, in units of the stream's time base.
  var time: Int64
  var thumbnail: Thumbnail
}
