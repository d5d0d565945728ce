public import Timeline

/// A sound that is no speech, for those who do not hear it.
public struct SoundTag: Hashable, Sendable {
  public var range: TimeRange
  /// What is to be heard, in lower case and without brackets: `door slams`, `tense music`.
  public var name: String

  public init(range: TimeRange, name: String) { (self.range, self.name) = (range, name) }

  /// As subtitles show it.
  var text: String { "[\(CueText.lines(of: name).joined(separator: " "))]" }
}

/// Puts sounds among the cues of what is said: where nothing is shown they are cues of their own, beside a short line they
/// are a line above it. What finds no place is left out: words come first.
struct SoundTagPlacement {
  private let limits: CueingLimits
  private let mediaEnd: Int64

  /// - Parameter mediaEnd: ticks; 0 where it is not known.
  init(_ limits: CueingLimits, mediaEnd: Int64) { (self.limits, self.mediaEnd) = (limits, mediaEnd) }

  /// - Parameter cues: in time order, on the grid.
  func placed(_ tags: [SoundTag], among cues: [Cue]) -> [Cue] {
    var cues = cues
    for tag in tags.sorted(by: { $0.range.start < $1.range.start })
    where !tag.name.isEmpty && tag.text.columns <= limits.lineLength {
      if let cue = ownCue(for: tag, among: cues) {
        cues.insert(cue, at: cues.firstIndex { $0.range.start > cue.range.start } ?? cues.count)
      } else {
        putAbove(tag, in: &cues)
      }
    }
    return cues
  }

  private func ownCue(for tag: SoundTag, among cues: [Cue]) -> Cue? {
    let grid = limits.grid
    var start = max(0, grid.ticksDown(tag.range.start))
    let next = cues.firstIndex { $0.range.end > tag.range.start } ?? cues.count
    if next > 0 { start = max(start, grid.ticks(cues[next - 1].range.end) + clearance) }
    var latest = mediaEnd > 0 ? mediaEnd : .max / 2
    if next < cues.count {
      guard cues[next].range.start > tag.range.start else { return nil }
      latest = min(latest, grid.ticks(cues[next].range.start) - clearance)
    }
    let wished = max(grid.ticksUp(tag.range.end), start + limits.minimumDuration)
    let end = min(wished, latest, start + limits.maximumDuration)
    guard end - start >= limits.minimumDuration, start < grid.ticksUp(tag.range.end) else { return nil }
    return Cue(range: TimeRange(start: grid.time(of: start), end: grid.time(of: end)), lines: [tag.text])
  }

  /// To the neighbours: a gap that does not flicker.
  private var clearance: Int64 { max(limits.minimumGap, limits.chainBelow) }

  private func putAbove(_ tag: SoundTag, in cues: inout [Cue]) {
    let index = cues.firstIndex { $0.range.end > tag.range.start && $0.range.start < tag.range.end }
    guard let index, cues[index].text.count < limits.lineCount, !cues[index].lines.contains(tag.text) else { return }
    // Long enough to be read with it.
    let columns = cues[index].lines.reduce(tag.text.columns) { $0 + $1.columns }
    let needed = limits.rules.readingTime(columns: columns, words: 0)
    guard cues[index].range.duration.seconds >= needed else { return }
    cues[index].text.insert(CueLine(tag.text), at: 0)
  }
}
