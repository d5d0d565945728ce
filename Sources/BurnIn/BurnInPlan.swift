package import MediaIO
package import Subtitles
package import SystemPackage
internal import Timeline
package import Transcript

/// How subtitles will look on a film: where, how large, in which font, and what stands in the way.
package struct BurnInPlan: Sendable {
  /// What somebody may wish for.
  package struct Wishes: Hashable, Sendable {
    /// A font; nil for one that has all characters of the text.
    package var family: String?
    /// The height of a line in parts of the shorter side of the picture, 0.02…0.2; nil for what is usual.
    package var size: Double?
    package var safeArea: SafeArea?
    /// Whether text stands on a box; nil for what the style does.
    package var hasBox: Bool?
    /// A folder with more fonts than those of the system.
    package var fonts: FilePath?

    package init() {}
  }

  package var geometry: VideoGeometry
  package var style: BurnInStyle
  package var font: FontSelection
  package var safeArea: SafeArea
  /// A folder with more fonts than those of the system.
  package var fonts: FilePath?
  /// Columns that the width takes at this size; nil where there is no text.
  package var columns: Int?
  /// What somebody should know before hours are spent on it.
  package var warnings: [String] = []

  /// The height of a line in parts of the shorter side: a twentieth in the cinema's shapes, more on telephones.
  private static func usualSize(_ geometry: VideoGeometry) -> Double {
    geometry.shownHeight > geometry.shownWidth ? 0.065 : 0.05
  }
  /// Below it nobody reads from a sofa, or on a telephone.
  private static let leastSize = 0.03
  /// Units of the shorter side.
  private static let unit = 1080.0

  /// - Throws: `BurnInError`.
  package init(
    for document: SubtitleDocument, on geometry: VideoGeometry, style house: HouseStyle, language: LanguageTag,
    wishes: Wishes = Wishes()
  ) throws(BurnInError) {
    self.geometry = geometry
    fonts = wishes.fonts
    let shown = document.normalised(keeping: BurnInScript.features)
    guard !shown.cues.isEmpty else { throw BurnInError(.empty, "there is no text in the subtitles") }
    let characters = Set(shown.cues.lazy.flatMap { $0.text.flatMap { $0.string.unicodeScalars } })
    font = try FontSelection.choose(
      for: characters, language: language, families: wishes.family.map { [$0] } ?? [], folder: wishes.fonts)
    safeArea = wishes.safeArea ?? .usual(for: geometry, style: house)

    style = BurnInStyle()
    let shorter = Double(max(1, min(geometry.shownWidth, geometry.shownHeight)))
    style.playResX = Int((Self.unit * min(10, Double(geometry.shownWidth) / shorter)).rounded())
    style.playResY = Int((Self.unit * min(10, Double(geometry.shownHeight) / shorter)).rounded())
    style.fontName = font.family
    style.hasBox = wishes.hasBox ?? house.look.hasBox
    if style.hasBox { style.outline = 8 }
    try size(shown, limit: house.rules(for: language).maximumLineLength, wish: wishes.size)
    style.marginVertical = Int((Double(style.playResY) * safeArea.vertical).rounded())
    try fit(shown)
    noteFont(asked: wishes.family)
  }

  /// Makes text as large as is usual, or as the longest line and one of the greatest length of the style have room for.
  private mutating func size(_ document: SubtitleDocument, limit: Int, wish: Double?) throws(BurnInError) {
    let widths = try LineWidths(of: document, font: font.family, fonts: fonts)
    let width = Double(style.playResX)
    // The border, or the box, lies outside of the letters.
    func room(_ side: Double) -> Double { width * (1 - 2 * side) - 2 * style.outline }
    let needed = max(widths.widest, widths.perColumn * Double(limit))
    let usual = Self.unit * (wish.map { min(max($0, 0.02), 0.2) } ?? Self.usualSize(geometry))
    style.fontSize = usual
    if needed > 0, needed * usual > room(safeArea.side) {
      // Wider first, smaller second.
      let side = (width - needed * usual - 2 * style.outline) / 2 / width
      safeArea.side = max(safeArea.leastSide, min(safeArea.side, side))
      let fitting = room(safeArea.side) / needed
      style.fontSize = min(usual, max(fitting, wish == nil ? Self.unit * Self.leastSize : usual))
    }
    style.fontSize = (style.fontSize * 10).rounded(.down) / 10
    if widths.perColumn > 0 {
      columns = Int((room(safeArea.side) / (widths.perColumn * style.fontSize)).rounded(.down))
    }
    if widths.widest * style.fontSize > room(safeArea.side) + 1 {
      style.wrapsLines = true
      warnings.append(
        "some lines are too long for the picture and are broken; make the subtitles anew with lines of "
          + "\(columns ?? 0) characters at most")
    }
  }

  /// Draws cues as they will be drawn, and moves and shrinks what passes the safe area: borders, the tails of letters and
  /// the rounding to pixels are other ones with every font and every size of picture.
  private mutating func fit(_ document: SubtitleDocument) throws(BurnInError) {
    let trial = Self.trial(of: document)
    for _ in 0..<4 {
      style.marginLeft = Int((Double(style.playResX) * safeArea.side).rounded())
      style.marginRight = style.marginLeft
      guard let extent = try extent(of: trial) else { return }
      let (width, height) = (Double(geometry.turnedWidth), Double(geometry.turnedHeight))
      let side = safeArea.side * width
      let below = Double(extent.bottom) - height * (1 - safeArea.vertical)
      let beside = max(side - Double(extent.left), Double(extent.right) - (width - side))
      if below > 0.5 { style.marginVertical += Int((below * Double(style.playResY) / height).rounded(.up)) }
      let isTooWide = beside > 1 && !style.wrapsLines
      if isTooWide {
        // Wider first, smaller second.
        let widened = safeArea.side - beside / width
        if widened >= safeArea.leastSide {
          safeArea.side = widened
        } else {
          let room = width - 2 * side
          style.fontSize = (style.fontSize * room / (room + 2 * beside) * 10).rounded(.down) / 10
        }
      }
      if below <= 0.5, !isTooWide { return }
    }
  }

  /// The cues with the widest lines, and as many from all of the document, one after the other.
  private static func trial(of document: SubtitleDocument) -> SubtitleDocument {
    let half = 50
    let widest = document.cues.enumerated()
      .map { (index: $0.offset, columns: $0.element.text.map(\.string.columns).max() ?? 0) }
      .sorted { ($1.columns, $0.index) < ($0.columns, $1.index) }.prefix(half).map(\.index)
    let step = max(1, document.cues.count / half)
    let chosen = Set(widest).union(stride(from: 0, to: document.cues.count, by: step)).sorted()
    var trial = document
    trial.cues = chosen.enumerated().map { number, index in
      var cue = document.cues[index]
      let start = MediaTime(milliseconds: Int64(number) * 1000)
      cue.range = TimeRange(start: start, end: start + MediaTime(milliseconds: 900))
      return cue
    }
    return trial
  }

  /// What all cues of `trial` take together, in pixels.
  private func extent(of trial: SubtitleDocument) throws(BurnInError) -> PixelRectangle? {
    let canvas = try ScriptCanvas(
      width: geometry.turnedWidth, height: geometry.turnedHeight, shownWidth: geometry.shownWidth,
      shownHeight: geometry.shownHeight, fonts: fonts)
    try canvas.load(Array(BurnInScript.text(of: trial, style: style).utf8))
    var all: PixelRectangle?
    for cue in trial.cues {
      guard let one = canvas.extent(at: cue.range.start + MediaTime(milliseconds: 450)) else { continue }
      all = all?.union(one) ?? one
    }
    return all
  }

  private mutating func noteFont(asked: String?) {
    if let asked, asked.lowercased() != font.family.lowercased() {
      warnings.append("there is no font “\(asked)” here; “\(font.family)” is taken")
    }
    for fallback in font.fallbacks {
      warnings.append(
        "“\(font.family)” lacks \(Self.list(fallback.characters)); those come from “\(fallback.family)”")
    }
    if !font.missing.isEmpty {
      warnings.append(
        "no font here has \(Self.list(font.missing)), which appear as empty boxes; install a font that has them, "
          + "such as one of the Noto family")
    }
  }

  /// `ש (U+05E9), ל (U+05DC) and 12 more`
  private static func list(_ scalars: [Unicode.Scalar]) -> String {
    let shown = scalars.prefix(6).map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      return "\(Character(scalar)) (\(code))"
    }
    let rest = scalars.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
