import Timeline

/// Where the cues of a file are in a drawing of several lanes below each other, each of the same length of time.
struct TimelineMarks {
  /// A cue, or several that are too short to be drawn by themselves.
  struct Mark {
    /// From the start of the lane.
    var left: Double
    var right: Double
    var cues: Int
    var broken: Int
    /// The first of the worst cues, with what is wrong there.
    var cue: Int
    var severity: StyleViolation.Severity?
    /// The text that is the hardest to read, in comparison to the limit of the style; 0 where it has none.
    var speed: Double
  }

  static let width = 1000.0
  /// What is narrower is drawn together with what is beside it.
  private static let narrow = 2.5
  private static let mostLanes = 8.0
  /// Of lanes, in seconds.
  private static let lengths = [600.0, 900, 1200, 1800, 3600]

  /// Seconds in a lane.
  let laneSeconds: Double
  private(set) var lanes: [[Mark]] = []

  init(_ section: FileSection) {
    let cues = section.file.document.cues
    let end = max(1, cues.map(\.range.end.seconds).max() ?? 1)
    var length = Self.lengths.first { end / $0 <= Self.mostLanes } ?? 3600
    while end / length > Self.mostLanes { length *= 2 }
    laneSeconds = min(length, end)
    lanes = Array(repeating: [], count: max(1, Int((end / laneSeconds).rounded(.up))))
    let rules = section.file.style.rules(for: section.file.language)
    for index in cues.indices.sorted(by: { cues[$0].range.start < cues[$1].range.start }) {
      add(cues[index], number: index + 1, severity: section.worst[index + 1], speed: Self.speed(of: cues[index], rules))
    }
  }

  private mutating func add(_ cue: Cue, number: Int, severity: StyleViolation.Severity?, speed: Double) {
    let (start, end) = (max(0, cue.range.start.seconds), max(0, cue.range.end.seconds))
    let first = min(Int(start / laneSeconds), lanes.count - 1)
    for lane in first...max(first, min(Int(end / laneSeconds), lanes.count - 1)) {
      let offset = Double(lane) * laneSeconds
      let scale = Self.width / laneSeconds
      let mark = Mark(
        left: min(max(0, (start - offset) * scale), Self.width), right: min(max(0, (end - offset) * scale), Self.width),
        cues: 1, broken: severity == nil ? 0 : 1, cue: number, severity: severity, speed: speed)
      if lane > first, mark.right - mark.left <= 0 { continue }
      add(mark, to: lane)
    }
  }

  private mutating func add(_ mark: Mark, to lane: Int) {
    if let last = lanes[lane].last, last.right - last.left < Self.narrow, mark.right - mark.left < Self.narrow,
      Int(last.left / Self.narrow) == Int(mark.left / Self.narrow)
    {
      var both = last
      both.right = max(last.right, mark.right)
      (both.cues, both.broken) = (last.cues + 1, last.broken + mark.broken)
      both.speed = max(last.speed, mark.speed)
      if let severity = mark.severity, last.severity.map({ severity > $0 }) ?? true {
        (both.severity, both.cue) = (severity, mark.cue)
      }
      lanes[lane][lanes[lane].count - 1] = both
    } else {
      lanes[lane].append(mark)
    }
  }

  private static func speed(of cue: Cue, _ rules: StyleRules) -> Double {
    let seconds = cue.range.duration.seconds
    guard seconds > 0 else { return 0 }
    let lines = cue.lines
    let needed = rules.readingTime(
      columns: lines.reduce(0) { $0 + $1.columns }, words: lines.reduce(0) { $0 + $1.split(separator: " ").count })
    return needed / seconds
  }
}
