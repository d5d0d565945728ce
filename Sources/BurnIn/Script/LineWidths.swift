import Subtitles
import SystemPackage
import Timeline

/// How wide lines of text are, measured by drawing them.
struct LineWidths {
  /// Of a line, in pixels; large enough to be exact.
  private static let fontSize = 40.0
  private static let canvasWidth = 8_000
  /// Lines drawn at most: the longest.
  private static let most = 300
  /// Columns drawn of a line at most: full-width characters take the font size for two.
  private static let mostColumns = 200

  /// The widest line, in parts of the font size.
  private(set) var widest = 0.0
  /// What a column takes on average, in parts of the font size; 0 where there is no text.
  private(set) var perColumn = 0.0

  /// - Throws: `BurnInError`.
  init(of document: SubtitleDocument, font family: String, fonts folder: FilePath?) throws(BurnInError) {
    let lines = document.cues.flatMap(\.text).map { ($0, $0.string.columns) }.filter { $0.1 > 0 }
      .sorted { $0.1 > $1.1 }.prefix(Self.most)
    guard !lines.isEmpty else { return }
    var style = BurnInStyle()
    (style.playResX, style.playResY) = (Self.canvasWidth, 200)
    (style.fontName, style.fontSize, style.outline) = (family, Self.fontSize, 0)
    var script = BurnInScript.head(style)
    for (index, line) in lines.enumerated() {
      script += BurnInScript.event(
        from: BurnInScript.time(MediaTime(milliseconds: Int64(index) * 1000)),
        to: BurnInScript.time(MediaTime(milliseconds: Int64(index) * 1000 + 900)),
        text: "{\\an7\\pos(40,40)}" + BurnInScript.text(of: Self.beginning(of: line.0)))
    }
    let canvas = try ScriptCanvas(
      width: Self.canvasWidth, height: 200, shownWidth: Self.canvasWidth, shownHeight: 200, fonts: folder)
    try canvas.load(Array(script.utf8))
    var (sum, columns) = (0.0, 0)
    for (index, line) in lines.enumerated() {
      guard let extent = canvas.extent(at: MediaTime(milliseconds: Int64(index) * 1000 + 450)) else { continue }
      // The rest of a long line is as wide as its beginning.
      let share = Double(line.1) / Double(Self.beginning(of: line.0).string.columns)
      let width = Double(extent.right - extent.left) / Self.fontSize * max(1, share)
      widest = max(widest, width)
      sum += width
      columns += line.1
    }
    perColumn = columns > 0 ? sum / Double(columns) : 0
  }

  private static func beginning(of line: CueLine) -> CueLine {
    guard line.string.columns > mostColumns else { return line }
    // No character is wider than two columns.
    return CueLine(String(line.string.prefix(mostColumns / 2)))
  }
}
