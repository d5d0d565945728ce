import Subtitles
import Timeline

/// The lines of a script, taken apart but not yet understood.
struct SubStationScript {
  /// A line that is shown.
  struct Event {
    var range: TimeRange
    var style: String
    var name: String
    /// 0 for those of its style.
    var margins: SubStationMargins
    var text: Substring
  }

  var title: Substring = ""
  var language: Substring = ""
  var styles: [String: ScriptStyle] = [:]
  var events: [Event] = []
  /// The texts of lines that are not shown.
  var comments: [Substring] = []
  /// 0…3; in 2 lines are broken nowhere but where the text says it.
  var wrapStyle = 0
  private var width: Double?
  private var height: Double?

  private enum Section { case info, styles, events, other }

  /// - Throws: `SubtitleReadError` where there is no section and no event.
  init(_ text: String) throws {
    var section = Section.other
    var isLegacy = false
    var isScript = false
    var styleFields: SubStationFields?
    var eventFields = SubStationFields(SubStationFields.events[...])
    let lines = CueText.fileLines(of: text)
    for line in lines {
      let line = SubStationFields.trimmed(line[...])
      if let found = Self.section(line) {
        (section, isScript) = (found.section, isScript || found.section != .other)
        if section == .styles { (isLegacy, styleFields) = (found.isLegacy, nil) }
        continue
      }
      guard let (key, value) = Self.pair(line) else { continue }
      switch (section, key) {
      case (.info, "title"): title = SubStationFields.trimmed(value)
      case (.info, "language"): language = SubStationFields.trimmed(value)
      case (.info, "wrapstyle"): wrapStyle = Int(SubStationFields.trimmed(value)) ?? 0
      case (.info, "playresx"): width = Self.length(value)
      case (.info, "playresy"): height = Self.length(value)
      case (.styles, "format"): styleFields = SubStationFields(value)
      case (.styles, "style"):
        let usual = isLegacy ? SubStationFields.legacyStyles : SubStationFields.styles
        let fields = styleFields ?? SubStationFields(usual[...])
        styleFields = fields
        let row = fields.row(value)
        styles[Self.styleName(row["name"])] = ScriptStyle(row, isLegacy: isLegacy)
      case (.events, "format"): eventFields = SubStationFields(value)
      case (.events, "dialogue"): add(eventFields.row(value))
      case (.events, "comment"): comments.append(eventFields.row(value).raw("text"))
      default: break
      }
    }
    guard isScript else {
      let first = lines.firstIndex { !SubStationFields.trimmed($0[...]).isEmpty }
      throw SubtitleReadError(
        line: first.map { $0 + 1 }, "this is not SubStation Alpha: there is no section [Script Info] or [Events]")
    }
  }

  var canvas: SubStationCanvas { SubStationCanvas(width: width, height: height) }

  /// The style that the look of the script is told from: `Default` where a line has it, else the one that most have.
  var base: ScriptStyle {
    var counts: [String: Int] = [:]
    for event in events { counts[event.style, default: 0] += 1 }
    if let style = styles["Default"], counts["Default"] != nil || counts.keys.contains(where: { styles[$0] == nil }) {
      return style
    }
    let known = counts.filter { styles[$0.key] != nil }
    let most = known.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return most.flatMap { styles[$0.key] } ?? ScriptStyle()
  }

  /// A line without two times is none.
  private mutating func add(_ row: SubStationFields.Row) {
    guard let start = SubStationTime.parse(row["start"]), let end = SubStationTime.parse(row["end"]) else { return }
    let actor = row["name"]
    events.append(
      Event(
        range: TimeRange(start: start, end: end), style: Self.styleName(row["style"]),
        name: String(actor.isEmpty ? row["actor"] : actor), margins: SubStationMargins(row), text: row.raw("text")))
  }

  /// Old scripts have a star before the names of styles that they bring along.
  private static func styleName(_ text: Substring) -> String {
    let name = text.drop { $0 == "*" }
    return name.lowercased() == "default" ? "Default" : String(name)
  }

  private static func length(_ text: Substring) -> Double? {
    Decimal.leading(text).flatMap { $0 >= 1 ? $0 : nil }
  }

  /// Fonts and pictures are lines of capitals, digits and signs: what is no name of a section is none of those.
  private static func section(_ line: Substring) -> (section: Section, isLegacy: Bool)? {
    guard line.utf8.first == UInt8(ascii: "["), line.utf8.count <= 64 else { return nil }
    switch line.lowercased().prefix(while: { $0 != "]" }).dropFirst() {
    case "script info": return (.info, false)
    case "v4 styles": return (.styles, true)
    case "v4+ styles", "v4++ styles": return (.styles, false)
    case "events": return (.events, false)
    case "fonts", "graphics", "aegisub project garbage", "aegisub extradata": return (.other, false)
    default: return nil
    }
  }

  /// `Key: value`; nil for anything else, and for a remark.
  private static func pair(_ line: Substring) -> (key: String, value: Substring)? {
    guard let colon = line.utf8.prefix(32).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let value = line[colon...].utf8.dropFirst()
    return (SubStationFields.trimmed(line[..<colon]).lowercased(), Substring(value))
  }
}
