import Foundation
import TestSupport

/// Video as uncompressed frames of grey, in the form that `yuv4mpegpipe` reads: made here, without an encoder.
struct RawVideo {
  static let width = 128
  static let height = 72

  private(set) var frames: [[UInt8]] = []

  /// Adds frames of `scene` that moves by so many pixels a frame.
  mutating func add(_ scene: Scene, frames count: Int, speed: Double = 0, brightness: Double = 1) {
    for number in 0..<count { frames.append(scene.frame(offset: speed * Double(number), brightness: brightness)) }
  }

  /// Adds frames that go over from the last one to `scene`.
  mutating func dissolve(to scene: Scene, frames count: Int) {
    guard let last = frames.last else { return }
    let target = scene.frame(offset: 0, brightness: 1)
    for number in 1...count {
      let share = Double(number) / Double(count)
      frames.append(zip(last, target).map { UInt8(Double($0) * (1 - share) + Double($1) * share) })
    }
  }

  mutating func flash(at frame: Int, frames count: Int) {
    for number in frame..<(frame + count) { frames[number] = [UInt8](repeating: 235, count: Self.width * Self.height) }
  }

  /// - Parameter rate: as `25:1`.
  func data(rate: String) -> Data {
    var data = Data("YUV4MPEG2 W\(Self.width) H\(Self.height) F\(rate) Ip A1:1 Cmono\n".utf8)
    for frame in frames {
      data.append(contentsOf: "FRAME\n".utf8)
      data.append(contentsOf: frame)
    }
    return data
  }

  /// A landscape of soft patches, wider than the picture, other for each seed.
  struct Scene {
    private static let width = 4 * RawVideo.width
    private var levels: [Double]

    init(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      // Patches of a fifth of the picture: what is smaller is followed from one picture into any other.
      let patch = 24
      let columns = Self.width / patch + 2
      let rows = RawVideo.height / patch + 2
      let grid = (0..<columns * rows).map { _ in Double.random(in: 20...230, using: &generator) }
      levels = []
      levels.reserveCapacity(Self.width * RawVideo.height)
      for y in 0..<RawVideo.height {
        for x in 0..<Self.width {
          let (column, row) = (x / patch, y / patch)
          let (right, down) = (Double(x % patch) / Double(patch), Double(y % patch) / Double(patch))
          let above = grid[row * columns + column] * (1 - right) + grid[row * columns + column + 1] * right
          let below =
            grid[(row + 1) * columns + column] * (1 - right) + grid[(row + 1) * columns + column + 1] * right
          levels.append(above * (1 - down) + below * down)
        }
      }
    }

    func frame(offset: Double, brightness: Double) -> [UInt8] {
      let shift = Int(offset) % (Self.width - RawVideo.width)
      return (0..<RawVideo.height).flatMap { y in
        (0..<RawVideo.width).map { x in UInt8(levels[y * Self.width + shift + x] * brightness) }
      }
    }
  }
}
