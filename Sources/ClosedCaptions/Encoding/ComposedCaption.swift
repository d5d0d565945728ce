package import Subtitles
internal import TextEncoding
internal import Timeline

/// What pops on at once, and when.
package struct ComposedCaption: Hashable, Sendable {
  /// The frame at which it is shown.
  package var start: Int64
  /// The frame at which it is gone.
  package var end: Int64
  /// At most four.
  package var rows: [CaptionRow]
  /// The numbers of the parts of cues that it shows.
  var parts: [Int]

  /// What is read from it, with frames of `grid`.
  package func cues(_ grid: TimeGrid) -> [Cue] {
    var memory = CaptionMemory()
    for row in rows { row.write(to: &memory) }
    return memory.cues(TimeRange(start: grid.time(of: start), end: grid.time(of: end)))
  }
}

/// Makes captions of cues: in characters that there are, no wider than 32 columns and no higher than four rows, one at a
/// time.
package struct CaptionComposer: Sendable {
  /// Rows that are shown at a time: more cover too much of the picture, and some decoders do not show them.
  static let mostRows = 4
  /// Cues that overlap by no more frames than this only touch.
  private static let leastOverlap: Int64 = 5
  /// Cues that are looked at together; more at a time are no captions.
  private static let mostParts = 16

  private let grid: TimeGrid

  /// - Parameter grid: of frames.
  package init(grid: TimeGrid) {
    self.grid = grid
  }

  /// All or a part of a cue, of at most four lines.
  private struct Part {
    var cue: Int
    var start: Int64
    var end: Int64
    var lines: [CueLine]
    var placement: CuePlacement
  }

  /// - Parameter features: what of the document is kept.
  package func captions(of document: SubtitleDocument, keeping features: Set<SubtitleFeature>) -> [ComposedCaption] {
    composition(of: document, keeping: features).captions
  }

  /// The captions, and for each number of a part that of its cue.
  func composition(
    of document: SubtitleDocument, keeping features: Set<SubtitleFeature>
  ) -> (captions: [ComposedCaption], cues: [Int]) {
    // Voices tell where a line must not run on into the next.
    let cues = document.withVisibleText().normalised(keeping: features.union([.voices])).withSides().cues
    var parts = cues.enumerated().flatMap { self.parts(of: $1, number: $0) }
    // Stable, as the order of what starts together is that of reading.
    parts.sort { $0.start < $1.start }
    return (captions(of: &parts), parts.map(\.cue))
  }

  /// In characters that there are, broken to the width, and cut into as many pieces as it has too many lines. Pieces last
  /// as long as they have characters.
  private func parts(of cue: Cue, number: Int) -> [Part] {
    let spans = cue.text.flatMap { line in
      line.spans.map { span in span.with(NearestText.text(span.text, holds: CaptionCharacters.holds)) }
        + [CueSpan("\n")]
    }
    let lines = CueText.wrapped(CueText.lines(of: spans), width: CaptionMemory.columnCount)
    guard !lines.isEmpty else { return [] }
    let start = grid.ticks(cue.range.start)
    let end = max(start + 1, grid.ticks(cue.range.end))
    let weights = lines.map { Int64($0.string.unicodeScalars.count) }
    let total = weights.reduce(0, +)
    let count = (lines.count + Self.mostRows - 1) / Self.mostRows
    var before: Int64 = 0
    return (0..<count).map { index in
      let range = (lines.count * index / count)..<(lines.count * (index + 1) / count)
      let weight = weights[range].reduce(0, +)
      defer { before += weight }
      func frame(_ weight: Int64) -> Int64 {
        start + Int64((Double(end - start) * Double(weight) / Double(max(1, total))).rounded())
      }
      return Part(
        cue: number, start: frame(before), end: frame(before + weight), lines: Array(lines[range]),
        placement: cue.placement ?? CuePlacement())
    }
  }

  /// A caption for each time in which the same parts are shown: of those that overlap, the last that have room.
  private func captions(of parts: inout [Part]) -> [ComposedCaption] {
    var captions: [ComposedCaption] = []
    var active: [Int] = []
    var next = 0
    var time: Int64 = 0
    while next < parts.count || !active.isEmpty {
      if active.isEmpty { time = parts[next].start }
      while next < parts.count, parts[next].start <= time {
        active.append(next)
        next += 1
      }
      if active.count > Self.mostParts { active.removeFirst(active.count - Self.mostParts) }
      if next < parts.count {
        for index in active where (0...Self.leastOverlap).contains(parts[index].end - parts[next].start) {
          parts[index].end = parts[next].start
        }
      }
      let end = active.map { parts[$0].end }.min() ?? time
      let change = next < parts.count ? min(end, parts[next].start) : end
      if change > time {
        let shown = shown(active, parts)
        captions.append(
          ComposedCaption(start: time, end: change, rows: Self.rows(of: shown.map { parts[$0] }), parts: shown))
      }
      time = max(time, change)
      active.removeAll { parts[$0].end <= time }
    }
    return captions
  }

  private func shown(_ active: [Int], _ parts: [Part]) -> [Int] {
    var room = Self.mostRows
    var shown: [Int] = []
    for index in active.reversed() {
      guard parts[index].lines.count <= room else { break }
      room -= parts[index].lines.count
      shown.append(index)
    }
    return shown.reversed()
  }

  // MARK: - Places

  private static func rows(of parts: [Part]) -> [CaptionRow] {
    var rows: [CaptionRow] = []
    var taken: Set<Int> = []
    // What keeps to the bottom is stacked from there upwards, so that it is read in order; all else from above.
    let fromBelow = parts.filter { $0.placement.edge == .bottom }
    let others = parts.filter { $0.placement.edge != .bottom }
    for part in fromBelow.reversed() + others {
      let last = lastRow(of: part, taken: taken)
      for (index, line) in part.lines.enumerated() {
        let row = last - part.lines.count + 1 + index
        taken.insert(row)
        rows.append(
          CaptionRow(
            line, alignment: part.placement.alignment,
            position: part.placement.position.map(CaptionArea.column(atLeft:)), row: row))
      }
    }
    return rows.sorted { $0.row < $1.row }
  }

  private static func lastRow(of part: Part, taken: Set<Int>) -> Int {
    let count = part.lines.count
    let all = CaptionMemory.rowCount
    let placement = part.placement
    var last: Int
    if let row = placement.row {
      last = row.addingReportingOverflow(row < 0 ? all : 0).partialValue
      last = min(max(0, last), all) + count
    } else {
      switch (placement.edge, placement.line) {
      case (.top, let line): last = line.map { CaptionArea.row(atTop: $0) - 1 + count } ?? count
      case (.middle, let line): last = (line.map { CaptionArea.row(atTop: $0) - 1 } ?? all / 2) + (count + 1) / 2
      case (.bottom, let line): last = line.map { CaptionArea.row(atTop: $0) - 1 } ?? all
      }
    }
    last = min(max(count, last), all)
    func isFree(_ last: Int) -> Bool { taken.isDisjoint(with: (last - count + 1)...last) }
    let nearest = Array((count...all).reversed().drop { $0 > last }) + (last...all)
    return nearest.first(where: isFree) ?? last
  }
}
