/// How much is wrong with cues. What comes first matters most: less of it is better whatever comes after.
struct CueFaults: Hashable, Comparable {
  /// Errors and warnings that better subtitles of the same words would not have.
  var avoidable = 0
  /// Errors and warnings of both kinds, by how bad they are.
  var weight = 0
  /// Starts and ends beside a change of shot. Whether those could be avoided shows only in all cues together, so that they
  /// are not among the avoidable ones; `weight` has them.
  var shots = 0
  /// What is a matter of taste.
  var remarks = 0
  /// By how much limits are missed, in thousandths of each: what is still too fast may be less so.
  var excess = 0
  /// Starts and ends between two frames.
  var strayTimes = 0

  static let none = CueFaults()

  static func + (a: CueFaults, b: CueFaults) -> CueFaults {
    CueFaults(
      avoidable: a.avoidable + b.avoidable, weight: a.weight + b.weight, shots: a.shots + b.shots,
      remarks: a.remarks + b.remarks,
      excess: a.excess + b.excess, strayTimes: a.strayTimes + b.strayTimes)
  }

  static func += (a: inout CueFaults, b: CueFaults) { a = a + b }

  static func < (a: CueFaults, b: CueFaults) -> Bool {
    (a.avoidable, a.weight, a.remarks, a.excess, a.strayTimes)
      < (b.avoidable, b.weight, b.remarks, b.excess, b.strayTimes)
  }

  mutating func addShot() { (shots, weight) = (shots + 1, weight + 1) }

  /// - Parameter ratio: of what was found to what is allowed, or the other way round.
  mutating func add(excess ratio: Double) { excess += Int(min(max(ratio - 1, 0), 3) * 1000) }

  mutating func add(
    _ rule: StyleRule, severity: StyleViolation.Severity? = nil, isAvoidable: Bool = true
  ) {
    switch severity ?? rule.severity {
    case .info: remarks += 1
    case .warning: (avoidable, weight) = (avoidable + (isAvoidable ? 1 : 0), weight + 1)
    case .error: (avoidable, weight) = (avoidable + (isAvoidable ? 1 : 0), weight + Self.weight(of: rule))
    }
  }

  /// Two texts at once, and one that is never seen, are worse than a text that is hard to read.
  private static func weight(of rule: StyleRule) -> Int {
    switch rule {
    case .noDuration, .order: 12
    case .overlap: 6
    default: 3
    }
  }
}

extension CueFaults {
  /// Those that the checker found.
  init(_ violations: [StyleViolation]) {
    for violation in violations {
      add(violation.rule, severity: violation.severity, isAvoidable: violation.isAvoidable)
    }
  }
}
