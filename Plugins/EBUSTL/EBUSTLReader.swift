import Subtitles
import Timeline

/// Reads EBU STL: a block that tells about the file, and blocks of text.
struct EBUSTLReader: Sendable {
  /// Nil for what the file says.
  var programmeStart: TimeCode?
  var dropFrame: Bool

  /// How long subtitles stay whose end is not told.
  private static let lastingTime: Int64 = 4

  /// A block of text with frames counted from the start of the programme.
  private struct Subtitle {
    var block: TTIBlock
    var start: Int64
    var end: Int64
    var text: TextField.Text
  }

  func document(from bytes: [UInt8]) throws -> SubtitleDocument {
    let header = try GSIBlock(bytes)
    let count = header.count(dropFrame: dropFrame)
    let blocks = TTIBlock.all(in: bytes[GSIBlock.length...])
    var document = SubtitleDocument(cues: [], language: header.language)
    document.title = header.title
    document.frameRate = count.frameRate

    var subtitles: [Subtitle] = []
    let offset = start(of: blocks, header, count)
    for block in blocks {
      let text = TextField.text(block.text, standard: header.standard, table: header.table)
      guard !text.lines.isEmpty else { continue }
      let range = block.isComment ? nil : frames(of: block, count, offset: offset)
      // What comes before the programme tells about it, as comments do.
      if let range, range.end > 0 {
        subtitles.append(Subtitle(block: block, start: max(0, range.start), end: range.end, text: text))
      } else {
        document.notes.append(text.lines.map(\.string).joined(separator: "\n"))
      }
    }
    finishOpenEnds(&subtitles, count)
    document.cues = cues(of: subtitles, rows: header.rows, TimeGrid(frameRate: count.frameRate))
    return document
  }

  // MARK: - Times

  /// The time code that is subtracted from those of the file; nil where it is none.
  func programmeStart(of bytes: [UInt8], _ header: GSIBlock) -> TimeCode? {
    let count = header.count(dropFrame: dropFrame)
    let frame = start(of: TTIBlock.all(in: bytes[GSIBlock.length...]), header, count)
    return frame > 0 ? count.timeCode(of: frame) : nil
  }

  /// The frame of the programme's start: what was set, or what the file says where most of its subtitles come after.
  private func start(of blocks: [TTIBlock], _ header: GSIBlock, _ count: TimeCodeCount) -> Int64 {
    if let programmeStart { return count.frame(at: programmeStart) }
    guard let start = header.programmeStart.map(count.frame), start > 0 else { return 0 }
    let starts = blocks.filter { !$0.isComment }.compactMap { TTIBlock.timeCode($0.start).map(count.frame) }
    let after = starts.count { $0 >= start || $0 < start - count.framesPerDay / 2 }
    return 2 * after > starts.count ? start : 0
  }

  /// Nil where its start is no time. The end is that of the start where there is none.
  private func frames(
    of block: TTIBlock, _ count: TimeCodeCount, offset: Int64
  ) -> (start: Int64, end: Int64)? {
    guard let start = TTIBlock.timeCode(block.start) else { return nil }
    func frame(_ timeCode: TimeCode) -> Int64 {
      // Time codes begin again at midnight.
      let frame = count.frame(at: timeCode) - offset
      return frame < -count.framesPerDay / 2 ? frame + count.framesPerDay : frame
    }
    let first = frame(start)
    var last = TTIBlock.timeCode(block.end).map(frame) ?? first
    if last < first - count.framesPerDay / 2 { last += count.framesPerDay }
    return (first, max(first, last))
  }

  /// A subtitle without an end stays until the next, but no longer than four seconds.
  private func finishOpenEnds(_ subtitles: inout [Subtitle], _ count: TimeCodeCount) {
    for index in subtitles.indices where subtitles[index].end <= subtitles[index].start {
      let start = subtitles[index].start
      var end = start + Self.lastingTime * count.framesPerSecond
      if index + 1 < subtitles.count, subtitles[index + 1].start > start { end = min(end, subtitles[index + 1].start) }
      subtitles[index].end = end
    }
  }

  // MARK: - Cues

  /// A cue for each subtitle. In a set that cumulates there is one for each state, with all that is shown then.
  private func cues(of subtitles: [Subtitle], rows: Int, _ grid: TimeGrid) -> [Cue] {
    var cues: [Cue] = []
    var set: [Subtitle] = []
    func add(_ shown: [Subtitle], _ start: Int64, _ end: Int64) {
      guard let first = shown.first, end > start else { return }
      let range = TimeRange(start: grid.time(of: start), end: grid.time(of: end))
      // Those of a set stand one below the other.
      let ordered = shown.sorted { $0.block.row < $1.block.row }
      let last = ordered.map { max(1, Int($0.block.row)) + $0.text.rows - 1 }.max() ?? 1
      let place = TextPlace(row: ordered.first?.block.row ?? 0, last: last, of: rows)
      cues.append(
        Cue(range: range, text: ordered.flatMap(\.text.lines), placement: place.placement(first.block.justification)))
    }
    func finishSet() {
      let end = set.map(\.end).max() ?? 0
      for index in set.indices {
        let next = index + 1 < set.count ? set[index + 1].start : end
        // More than a page has rows are no set.
        add(Array(set[max(0, index - rows)...index]), set[index].start, next)
      }
      set = []
    }
    for subtitle in subtitles {
      switch subtitle.block.cumulation {
      case .none:
        finishSet()
        add([subtitle], subtitle.start, subtitle.end)
      case .first:
        finishSet()
        set = [subtitle]
      case .intermediate: set.append(subtitle)
      case .last:
        set.append(subtitle)
        finishSet()
      }
    }
    finishSet()
    return cues
  }
}
