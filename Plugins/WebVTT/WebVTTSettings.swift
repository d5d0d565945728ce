import Subtitles

/// Cue settings and region settings (W3C WebVTT §6.3 and §6.2), as placements and back.
enum WebVTTSettings {
  /// What settings say; nil where that is nothing.
  static func placement(_ settings: String) -> CuePlacement? {
    var placement = CuePlacement()
    var size = 1.0
    var anchor: Anchor?
    for (name, value) in pairs(settings) {
      switch name {
      case "region": placement.region = value
      case "vertical":
        if value == "rl" { placement.writing = .verticalRightToLeft }
        if value == "lr" { placement.writing = .verticalLeftToRight }
      case "line": setLine(value, &placement)
      case "position": setPosition(value, &placement, &anchor)
      case "size":
        if let part = percentage(value) {
          size = part
          placement.width = part < 1 ? part : nil
        }
      case "align": if let alignment = CuePlacement.Alignment(rawValue: value) { placement.alignment = alignment }
      default: break
      }
    }
    if let anchor, let position = placement.position { move(&placement, from: position, anchor, size) }
    // A region rules its cues' lines (§6.3, at the end).
    if placement.row != nil || placement.line != nil || placement.width != nil || placement.writing != .horizontal {
      placement.region = nil
    }
    return placement == CuePlacement() ? nil : placement
  }

  static func pairs(_ settings: String) -> [(name: String, value: String)] {
    settings.split { " \t\n\u{0C}".contains($0) }.compactMap { setting in
      let parts = setting.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
      return (String(parts[0]), String(parts[1]))
    }
  }

  /// 0…1 for `0%`…`100%`; nil for anything else.
  static func percentage(_ text: String) -> Double? {
    guard text.hasSuffix("%"), isNumber(text.dropLast()), let value = Double(text.dropLast()), value <= 100 else {
      return nil
    }
    return value / 100
  }

  private static func isNumber(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
  }

  private static func setLine(_ value: String, _ placement: inout CuePlacement) {
    let parts = value.split(separator: ",", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return }
    var edge = CuePlacement.Edge.top
    if parts.count == 2 {
      guard let named = ["start": CuePlacement.Edge.top, "center": .middle, "end": .bottom][parts[1]] else { return }
      edge = named
    }
    if let line = percentage(first) {
      placement.edge = edge
      // The middle is where one that says only that is.
      placement.line = line == 0.5 && edge == .middle ? nil : line
    } else if let row = Int(first), abs(row) <= 1_000_000,
      first.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") })
    {
      // The first row is what a cue at the top has, the last what any other has.
      placement.row = row == 0 || row == -1 ? nil : row
      placement.edge = row >= 0 ? .top : .bottom
    }
  }

  private enum Anchor: String {
    case left = "line-left"
    case center
    case right = "line-right"

    init(_ alignment: CuePlacement.Alignment) {
      switch alignment {
      case .start, .left: self = .left
      case .center: self = .center
      case .end, .right: self = .right
      }
    }
  }

  private static func setPosition(_ value: String, _ placement: inout CuePlacement, _ anchor: inout Anchor?) {
    let parts = value.split(separator: ",", maxSplits: 1).map(String.init)
    guard let first = parts.first, let position = percentage(first) else { return }
    if parts.count == 2 {
      guard let named = Anchor(rawValue: parts[1]) else { return }
      anchor = named
    }
    placement.position = position
  }

  /// Says where the point lies that the lines are aligned to, where the file says it of another point of the box.
  private static func move(_ placement: inout CuePlacement, from position: Double, _ anchor: Anchor, _ size: Double) {
    let aligned = Anchor(placement.alignment)
    guard anchor != aligned else { return }
    let room =
      switch anchor {
      case .left: 1 - position
      case .center: 2 * min(position, 1 - position)
      case .right: position
      }
    let width = min(size, room)
    let left = position - [.left: 0, .center: width / 2, .right: width][anchor, default: 0]
    let offset = [.left: 0, .center: width / 2, .right: width][aligned, default: 0]
    placement.position = ((left + offset) * 1_000_000).rounded() / 1_000_000
    placement.width = width
  }

  // MARK: - Writing

  /// With a space before each setting; empty for a cue in its usual place.
  static func text(of placement: CuePlacement) -> String {
    var settings: [String] = []
    switch placement.writing {
    case .horizontal: break
    case .verticalRightToLeft: settings.append("vertical:rl")
    case .verticalLeftToRight: settings.append("vertical:lr")
    }
    if let row = placement.row {
      settings.append("line:\(row)")
    } else if let line = placement.line {
      let side = [CuePlacement.Edge.top: "", .middle: ",center", .bottom: ",end"][placement.edge] ?? ""
      settings.append("line:\(percent(line))\(side)")
    } else if placement.edge == .top {
      settings.append("line:0")
    } else if placement.edge == .middle {
      settings.append("line:50%,center")
    }
    if let position = placement.position { settings.append("position:\(percent(position))") }
    if let width = placement.width { settings.append("size:\(percent(width))") }
    if placement.alignment != .center { settings.append("align:\(placement.alignment.rawValue)") }
    if let region = placement.region { settings.append("region:\(region)") }
    return settings.map { " " + $0 }.joined()
  }

  /// With up to four decimal places.
  static func percent(_ part: Double) -> String {
    let tenThousandths = Int((min(max(0, part), 1) * 1_000_000).rounded())
    let (whole, rest) = tenThousandths.quotientAndRemainder(dividingBy: 10_000)
    guard rest > 0 else { return "\(whole)%" }
    var digits = String(10_000 + rest).dropFirst()
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)%"
  }
}

extension CueRegion {
  /// From the lines of a REGION block; nil for one without a name.
  init?(webVTT settings: String) {
    var region = CueRegion(id: "")
    for (name, value) in WebVTTSettings.pairs(settings) {
      switch name {
      case "id": region.id = value
      case "width": if let width = WebVTTSettings.percentage(value) { region.width = width }
      case "lines":
        if let lines = Int(value), (0...1_000).contains(lines), value.allSatisfy(\.isNumber) { region.lines = lines }
      case "regionanchor": if let point = CuePoint(webVTT: value) { region.anchor = point }
      case "viewportanchor": if let point = CuePoint(webVTT: value) { region.viewportAnchor = point }
      case "scroll": if value == "up" { region.scrollsUp = true }
      default: break
      }
    }
    guard !region.id.isEmpty else { return nil }
    self = region
  }

  /// The lines of a REGION block.
  var webVTT: String {
    func point(_ point: CuePoint) -> String {
      "\(WebVTTSettings.percent(point.x)),\(WebVTTSettings.percent(point.y))"
    }
    return """
      REGION
      id:\(id)
      width:\(WebVTTSettings.percent(width))
      lines:\(lines)
      regionanchor:\(point(anchor))
      viewportanchor:\(point(viewportAnchor))

      """ + (scrollsUp ? "scroll:up\n" : "")
  }
}

extension CuePoint {
  fileprivate init?(webVTT text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      WebVTTSettings.percentage(String($0))
    }
    guard parts.count == 2, let x = parts[0], let y = parts[1] else { return nil }
    self.init(x: x, y: y)
  }
}
