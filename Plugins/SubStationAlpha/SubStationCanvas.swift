import Subtitles

/// The picture that the lengths of a script refer to.
struct SubStationCanvas {
  var width: Double
  var height: Double

  /// As renderers take it where a script does not say, or says only one of the two.
  init(width: Double?, height: Double?) {
    switch (width, height) {
    case (let width?, let height?): (self.width, self.height) = (width, height)
    case (let width?, nil): (self.width, self.height) = (width, width == 1280 ? 1024 : max(1, width * 3 / 4))
    case (nil, let height?): (self.width, self.height) = (height == 1024 ? 1280 : height * 4 / 3, height)
    case (nil, nil): (self.width, self.height) = (384, 288)
    }
  }

  /// Where text stands of which nothing is known but its alignment and its margins.
  ///
  /// - Parameter code: 1…9, as the digits lie on a keypad.
  func anchor(_ code: Int, _ margins: SubStationMargins) -> CuePoint {
    let x = [margins.left, (margins.left + width - margins.right) / 2, width - margins.right][(code - 1) % 3]
    let y = [height - margins.vertical, height / 2, margins.vertical][(code - 1) / 3]
    return point(x, y)
  }

  /// A point in parts of the picture. Five decimal places are finer than a fiftieth of a pixel, and give decimal parts
  /// back as they were.
  func point(_ x: Double, _ y: Double) -> CuePoint {
    func part(_ value: Double, of whole: Double) -> Double {
      min(max(0, (value / whole * 100_000).rounded() / 100_000), 1)
    }
    return CuePoint(x: part(x, of: width), y: part(y, of: height))
  }
}

/// Room that text keeps free, in units of the canvas.
struct SubStationMargins: Hashable {
  var left = 0.0
  var right = 0.0
  /// At the top for text that stands there, else at the bottom.
  var vertical = 0.0
}
