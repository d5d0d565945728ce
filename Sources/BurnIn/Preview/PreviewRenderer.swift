package import MediaIO
package import Subtitles
package import SystemPackage
import Timeline

/// Shows cues on the pictures of the film, drawn by what will burn them in.
package struct PreviewRenderer: Sendable {
  /// Between two pictures, in pixels.
  private static let gap = 8

  private let film: FilePath
  private let script: [UInt8]
  private let fonts: FilePath?

  /// - Parameters:
  ///   - script: of SubStation Alpha, with the times of the film.
  ///   - fonts: a folder with more fonts than those of the system.
  package init(film: FilePath, script: [UInt8], fonts: FilePath? = nil) {
    (self.film, self.script, self.fonts) = (film, script, fonts)
  }

  /// A picture for each of `cues`, in the middle of its time, as it is shown: turned, and with square pixels.
  ///
  /// - Throws: `MediaError`, `BurnInError`.
  package func pictures(of cues: [Cue], cancellation: Cancellation = Cancellation()) throws -> [Picture] {
    let reader = try FrameReader(film, cancellation: cancellation)
    let geometry = reader.geometry
    let canvas = try ScriptCanvas(
      width: geometry.turnedWidth, height: geometry.turnedHeight, shownWidth: geometry.shownWidth,
      shownHeight: geometry.shownHeight, fonts: fonts)
    try canvas.load(script)
    return try cues.map { cue in
      let time = MediaTime.midpoint(cue.range.start, cue.range.end)
      var picture = try reader.picture(at: time)
      canvas.draw(at: time, on: &picture)
      return picture.scaled(width: geometry.shownWidth, height: geometry.shownHeight)
    }
  }

  /// Those pictures in one: below each other, or side by side where they are upright.
  ///
  /// - Throws: `MediaError`, `BurnInError`.
  package func sheet(of cues: [Cue], cancellation: Cancellation = Cancellation()) throws -> Picture {
    let pictures = try pictures(of: cues, cancellation: cancellation)
    guard let first = pictures.first else { throw BurnInError(.empty, path: film, "there are no cues to show") }
    let (isUpright, space) = (first.height > first.width, Self.gap * (pictures.count - 1))
    var sheet = Picture(
      width: isUpright ? first.width * pictures.count + space : first.width,
      height: isUpright ? first.height : first.height * pictures.count + space, gray: 128)
    for (index, picture) in pictures.enumerated() {
      let left = isUpright ? index * (first.width + Self.gap) : 0
      let top = isUpright ? 0 : index * (first.height + Self.gap)
      for y in 0..<picture.height {
        let row = picture.pixels[y * picture.width * 3..<(y + 1) * picture.width * 3]
        let start = ((top + y) * sheet.width + left) * 3
        sheet.pixels.replaceSubrange(start..<start + row.count, with: row)
      }
    }
    return sheet
  }
}
