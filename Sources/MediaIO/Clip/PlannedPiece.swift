import CFFmpeg
import Timeline

/// A piece with its open files and where it really begins. Times are on the clock of the container, which may not begin at 0.
struct PlannedPiece {
  let piece: ClipPiece
  let input: MediaInput
  /// With pictures that take the place of the source's.
  let pictures: MediaInput?
  let start: MediaTime
  let end: MediaTime

  init(
    _ piece: ClipPiece, in input: MediaInput, pictures: MediaInput?, toleratesDamage: Bool
  ) throws(MediaError) {
    (self.piece, self.input, self.pictures) = (piece, input, pictures)
    let origin = MediaTime(av: input.context.pointee.start_time) ?? .zero
    var end = origin + piece.range.end
    if let duration = MediaTime(av: input.context.pointee.duration), duration > .zero {
      guard piece.range.start < duration else {
        throw MediaError(
          .empty, path: input.path, message: "lasts \(duration), and a part is to begin at \(piece.range.start)")
      }
      end = min(end, origin + duration)
    }
    let asked = origin + max(.zero, piece.range.start)
    self.end = max(end, asked)
    if pictures == nil {
      start = try input.copyableStart(at: asked, toleratesDamage: toleratesDamage)
    } else {
      start = asked
    }
  }

  /// On the clock of the media.
  var range: TimeRange {
    let origin = MediaTime(av: input.context.pointee.start_time) ?? .zero
    return TimeRange(start: start - origin, end: end - origin)
  }
}
