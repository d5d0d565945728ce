/// Straight pieces that as many points as possible lie on, with as few pieces as the points allow.
///
/// Each point far from its piece costs the same, however far it is: wrong points do not bend the fit.
struct PiecewiseFit {
  struct Piece {
    var line: ClockLine
    /// Of the points.
    var points: Range<Int>
    var change: FrameRateChange?
  }

  private(set) var pieces: [Piece]
  /// What the points and the pieces cost: the less, the better they explain each other.
  private(set) var cost: Double
  let noise: Double

  /// What a point costs that is not on its piece: as one at three times the noise.
  private static let stray = 4.5
  /// A piece must explain about three points that no other does.
  private static let perCut = 12.0
  /// What a speed costs other than none: a well-known one, and any.
  private static let perChange = 2.0
  private static let perRate = 6.0
  /// Smaller jumps are not told from errors of recognition, nor seen by people.
  private static let leastJump = 0.2
  private static let fewestPoints = 3
  private static let mostLines = 40

  /// The best fit to `points`, which are in the order of the subtitles; nil for no points.
  static func best(of points: [ClockPoint]) -> PiecewiseFit? {
    guard !points.isEmpty else { return nil }
    let noise = points.noise
    var fits = RateCandidates.all(points, noise: noise).map { PiecewiseFit(points, $0, noise: noise) }
    // Two recordings joined, each with a speed of its own.
    let lines = largest(fits.flatMap(\.pieces)).map { ($0.line, $0.change) }
    if Set(lines.map(\.0.rate)).count > 1, let mixed = PiecewiseFit(points, among: lines, noise: noise) {
      fits.append(mixed)
    }
    // The first of equals: candidates begin with the simplest.
    return fits.min { $0.cost < $1.cost }
  }

  /// Whether a point is on its piece.
  func explains(_ point: ClockPoint, by piece: Piece) -> Bool { abs(piece.line.residual(point)) <= reach }

  /// How far from its piece a point may be that lies on it, in seconds.
  var reach: Double { max(3 * noise, 0.3) }

  /// The fit with one rate for all pieces.
  private init(_ points: [ClockPoint], _ candidate: RateCandidates.Candidate, noise: Double) {
    self.noise = noise
    pieces = []
    cost = 0
    var rate = candidate.rate
    for _ in 0..<5 {
      let lines = Self.levels(points, rate: rate, noise: noise).map { ClockLine(rate: rate, offset: $0) }
      divide(points, among: lines.map { ($0, candidate.change) })
      regress(points, isFixed: candidate.isFixed)
      let refined = pieces.first?.line.rate ?? rate
      let change = abs(refined - rate) * points.length
      rate = refined
      if change < noise / 20 { break }
    }
    divide(points, among: Self.largest(pieces).map { ($0.line, $0.change) })
    regress(points, isFixed: candidate.isFixed)
    measure(points)
  }

  /// The fit in which pieces have any of `lines`; nil where all come to have one rate.
  private init?(_ points: [ClockPoint], among lines: [(ClockLine, FrameRateChange?)], noise: Double) {
    self.noise = noise
    pieces = []
    cost = 0
    divide(points, among: lines)
    guard Set(pieces.map(\.line.rate)).count > 1 else { return nil }
    for index in pieces.indices { pieces[index] = refined(pieces[index], points) }
    measure(points)
  }

  /// The piece fitted by itself, at a well-known speed near its own where that fits as well.
  private func refined(_ piece: Piece, _ points: [ClockPoint]) -> Piece {
    var changes: [FrameRateChange?] = [nil]
    changes += FrameRateChange.all.map { $0 }
    var best: (piece: Piece, cost: Double)?
    func consider(_ piece: Piece, isFixed: Bool, prior: Double) {
      var alone = self
      alone.pieces = [piece]
      alone.regress(points, isFixed: isFixed)
      let cost = prior + cost(of: piece.points, alone.pieces[0].line, points)
      if best.map({ cost < $0.cost }) ?? true { best = (alone.pieces[0], cost) }
    }
    for change in changes {
      let rate = change?.rate ?? 1
      guard abs(rate - piece.line.rate) < 0.002 else { continue }
      var fixed = piece
      fixed.change = change
      // The middle of the piece stays where it is.
      let middle = points[piece.points.lowerBound + piece.points.count / 2].subtitle
      fixed.line = ClockLine(rate: rate, offset: piece.line.time(middle) - rate * middle)
      consider(fixed, isFixed: true, prior: change == nil ? 0 : Self.perChange)
    }
    if piece.change == nil, piece.line.rate != 1 { consider(piece, isFixed: false, prior: Self.perRate) }
    return best?.piece ?? piece
  }

  /// Those of the most points.
  private static func largest(_ pieces: [Piece]) -> [Piece] {
    pieces.count <= mostLines ? pieces : Array(pieces.sorted { $0.points.count > $1.points.count }.prefix(mostLines))
  }

  private static func cost(_ residual: Double, _ weight: Double, _ noise: Double) -> Double {
    let scaled = residual / noise
    return weight * min(scaled * scaled / 2, stray)
  }

  /// Offsets that many points have at `rate`, the commonest first.
  private static func levels(_ points: [ClockPoint], rate: Double, noise: Double) -> [Double] {
    var offsets = points.map { $0.media - rate * $0.subtitle }.sorted()
    var levels: [Double] = []
    let least = min(fewestPoints, points.count)
    while levels.count < mostLines, let level = offsets.densest(width: 3 * noise), level.count >= least {
      levels.append(level.value)
      offsets.removeAll { abs($0 - level.value) <= 2 * noise }
    }
    return levels.isEmpty ? [offsets.median ?? 0] : levels
  }

  /// Divides the points among `lines` at the least cost.
  private mutating func divide(_ points: [ClockPoint], among lines: [(ClockLine, FrameRateChange?)]) {
    var costs = [Double](repeating: 0, count: lines.count)
    // From which line the best way to a line comes: itself, or the best of all.
    var stays = [Bool](repeating: true, count: lines.count * points.count)
    var bests = [Int](repeating: 0, count: points.count)
    for (index, point) in points.enumerated() {
      let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
      bests[index] = best
      let switched = costs[best] + Self.perCut
      for line in lines.indices {
        let atRate = lines[line].0.rate == lines[best].0.rate ? 0 : Self.perRate
        if index > 0, switched + atRate < costs[line] {
          costs[line] = switched + atRate
          stays[index * lines.count + line] = false
        }
        costs[line] += Self.cost(lines[line].0.residual(point), point.weight, noise)
      }
    }
    var line = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    var found: [Piece] = []
    var end = points.count
    for index in points.indices.reversed() where !stays[index * lines.count + line] {
      found.append(Piece(line: lines[line].0, points: index..<end, change: lines[line].1))
      end = index
      line = bests[index]
    }
    found.append(Piece(line: lines[line].0, points: 0..<end, change: lines[line].1))
    pieces = found.reversed()
    joinWeakPieces(points)
  }

  /// Gives the points of pieces that say too little to their neighbours, the weakest first.
  private mutating func joinWeakPieces(_ points: [ClockPoint]) {
    for support in 1...Self.fewestPoints {
      while join(pieces.indices.map { count($0, points) < support }, points) {}
    }
    while join(pieces.indices.map { isSmallJump(before: $0) || isSmallJump(before: $0 + 1) }, points) {}
  }

  /// How many points lie on the piece.
  private func count(_ index: Int, _ points: [ClockPoint]) -> Int {
    points[pieces[index].points].count { explains($0, by: pieces[index]) }
  }

  private func isSmallJump(before index: Int) -> Bool {
    guard index > 0, index < pieces.count else { return false }
    let (piece, next) = (pieces[index - 1], pieces[index])
    guard piece.line.rate == next.line.rate else { return false }
    return abs(next.line.offset - piece.line.offset) < Self.leastJump
  }

  /// Gives the points of weak pieces to the neighbour that they fit better, but of two in a row only one at a time.
  /// Returns whether there were any.
  private mutating func join(_ isWeak: [Bool], _ points: [ClockPoint]) -> Bool {
    guard pieces.count > 1 else { return false }
    var joined: [Piece] = []
    var mayJoin = true
    var start: Int?
    for (index, piece) in pieces.enumerated() {
      var piece = piece
      if let begun = start { piece.points = begun..<piece.points.upperBound }
      start = nil
      guard mayJoin, isWeak[index] else {
        joined.append(piece)
        mayJoin = true
        continue
      }
      mayJoin = false
      let toLeft = joined.last.map { cost(of: piece.points, $0.line, points) } ?? .infinity
      let toRight = index + 1 < pieces.count ? cost(of: piece.points, pieces[index + 1].line, points) : .infinity
      if toLeft <= toRight, let last = joined.indices.last {
        joined[last].points = joined[last].points.lowerBound..<piece.points.upperBound
      } else {
        start = piece.points.lowerBound
      }
    }
    let isLess = joined.count < pieces.count
    pieces = joined
    return isLess
  }

  private func cost(of range: Range<Int>, _ line: ClockLine, _ points: [ClockPoint]) -> Double {
    points[range].reduce(0) { $0 + Self.cost(line.residual($1), $1.weight, noise) }
  }

  /// Fits the offset of each piece and, where it is not fixed, the rate that they share. Points far off do not count.
  private mutating func regress(_ points: [ClockPoint], isFixed: Bool) {
    for round in 0..<8 {
      // From wide to narrow.
      let limit = noise * (round < 2 ? 8 : 4.7)
      var (products, squares) = (0.0, 0.0)
      var means: [(subtitle: Double, media: Double)] = []
      for piece in pieces {
        var (sum, subtitle, media) = (0.0, 0.0, 0.0)
        for point in points[piece.points] {
          let weight = Self.weight(point, piece.line, limit)
          sum += weight
          subtitle += weight * point.subtitle
          media += weight * point.media
        }
        guard sum > 0 else {
          means.append((0, piece.line.offset))
          continue
        }
        (subtitle, media) = (subtitle / sum, media / sum)
        means.append((subtitle, media))
        for point in points[piece.points] {
          let weight = Self.weight(point, piece.line, limit)
          products += weight * (point.subtitle - subtitle) * (point.media - media)
          squares += weight * (point.subtitle - subtitle) * (point.subtitle - subtitle)
        }
      }
      let rate = pieces.first.map(\.line.rate) ?? 1
      let slope = isFixed || squares <= 0 ? rate : products / squares
      for (index, mean) in means.enumerated() {
        pieces[index].line = ClockLine(rate: slope, offset: mean.media - slope * mean.subtitle)
      }
    }
  }

  /// Tukey's biweight: 0 beyond `limit`.
  private static func weight(_ point: ClockPoint, _ line: ClockLine, _ limit: Double) -> Double {
    let scaled = line.residual(point) / limit
    guard abs(scaled) < 1 else { return 0 }
    let near = 1 - scaled * scaled
    return point.weight * near * near
  }

  private mutating func measure(_ points: [ClockPoint]) {
    cost = Double(pieces.count - 1) * Self.perCut
    for piece in pieces {
      for point in points[piece.points] { cost += Self.cost(piece.line.residual(point), point.weight, noise) }
    }
    var seen: Set<Double> = [1]
    for piece in pieces where seen.insert(piece.line.rate).inserted {
      cost += piece.change == nil ? Self.perRate : Self.perChange
    }
  }
}
