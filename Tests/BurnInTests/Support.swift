import BurnIn
import Foundation
import MediaIO
import Subtitles
import SystemPackage
import Timeline

enum Films {
  /// One of `Tests/Fixtures/Media`.
  static func named(_ name: String) -> FilePath {
    FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures").appending("Media")
      .appending(name)
  }
}

/// Cues of a second each, one after the other; a line end in a text begins its second line.
func document(_ texts: String...) -> SubtitleDocument {
  SubtitleDocument(
    cues: texts.enumerated().map { index, text in
      Cue(
        range: TimeRange(
          start: MediaTime(milliseconds: Int64(index) * 1000), end: MediaTime(milliseconds: Int64(index) * 1000 + 900)),
        lines: text.split(separator: "\n").map(String.init))
    })
}

let house = HouseStyle.standard

/// Whether the `ffmpeg` command of this machine can make films with subtitles.
let canBurnIn: Bool = {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  process.arguments = [
    "-c", "ffmpeg -hide_banner -filters | grep -q ' ass ' && ffmpeg -hide_banner -encoders | grep -q libx264",
  ]
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  do { try process.run() } catch { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}()

extension Picture {
  /// Red, green and blue.
  func pixel(_ x: Int, _ y: Int) -> [Int] { (0..<3).map { Int(pixels[(y * width + x) * 3 + $0]) } }

  /// The rectangle of pixels that differ from those of `other`.
  func difference(from other: Picture) -> (left: Int, top: Int, right: Int, bottom: Int)? {
    var rectangle: (left: Int, top: Int, right: Int, bottom: Int)?
    for y in 0..<height {
      for x in 0..<width where zip(pixel(x, y), other.pixel(x, y)).contains(where: { abs($0 - $1) > 24 }) {
        rectangle =
          rectangle.map { (min($0.left, x), min($0.top, y), max($0.right, x), max($0.bottom, y)) } ?? (x, y, x, y)
      }
    }
    return rectangle
  }
}
