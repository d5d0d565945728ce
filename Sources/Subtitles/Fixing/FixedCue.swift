import Timeline
import Transcript

/// A cue while it is repaired.
struct FixedCue {
  var start: GridTime
  var end: GridTime
  private(set) var content: CueContent
  var id: String?
  var placement: CuePlacement?
  let isForced: Bool
  /// The cues whose words it has, by their place among those that were given, in the order of their starts.
  var sources: Range<Int>

  init(_ cue: Cue, source: Int, judge: CueJudge) {
    start = GridTime(cue.range.start, on: judge.grid)
    end = GridTime(cue.range.end, on: judge.grid)
    content = CueContent(cue.text, judge: judge)
    (id, placement, isForced) = (cue.id, cue.placement, cue.isForced)
    sources = source..<source + 1
  }

  var text: [CueLine] { content.text }
  var facts: CueContent.TextFacts { content.facts }

  var range: TimeRange { TimeRange(start: start.time, end: end.time) }

  var cue: Cue {
    var cue = Cue(range: range, text: text, id: id, placement: placement)
    cue.isForced = isForced
    return cue
  }

  /// The same with another text. Rows that are counted from below stay where the last line of the text was.
  func with(_ content: CueContent) -> FixedCue {
    var cue = self
    if let row = placement?.row, row < 0 { cue.placement?.row = min(-1, row + text.count - content.text.count) }
    cue.content = content
    return cue
  }

  /// Whether it shows the same as `other`, however it is broken into lines.
  func shows(theSameAs other: FixedCue) -> Bool {
    placement == other.placement && isForced == other.isForced
      && facts.letters == other.facts.letters && text == other.text
  }
}

extension FixedCue {
  /// A cue as any format would hold it; nil where there is nothing to be shown. It begins no earlier than the media and
  /// lasts a tick at least.
  init?(readable cue: Cue, source: Int, judge: CueJudge) {
    let lines = CueText.lines(of: cue.text)
    guard !lines.isEmpty else { return nil }
    var readable = cue
    readable.text = lines
    self.init(readable, source: source, judge: judge)
    let latest = SubtitleDocument.latestTime
    if start.time < .zero { start = GridTime(ticks: 0, on: judge.grid) }
    if start.time > latest { start = GridTime(ticks: judge.grid.ticksDown(latest) - 1, on: judge.grid) }
    if end.time > latest { end = GridTime(ticks: judge.grid.ticksDown(latest), on: judge.grid) }
    if end.ticks <= start.ticks { end = GridTime(ticks: start.ticks + 1, on: judge.grid) }
  }

  /// Whether it has nothing to say. What this system has no name for may be letters.
  var isEmpty: Bool {
    facts.rules.contains(.empty)
      && !text.contains { line in
        line.string.unicodeScalars.contains { [.unassigned, .privateUse].contains($0.properties.generalCategory) }
      }
  }
}

extension Cue {
  /// Without times of words that have passed when the cue begins.
  var withoutPastTimes: Cue {
    guard text.contains(where: { $0.spans.contains { $0.start.map { $0 <= range.start } ?? false } }) else {
      return self
    }
    var cue = self
    for (row, line) in text.enumerated() {
      for (place, span) in line.spans.enumerated() where span.start.map({ $0 <= range.start }) ?? false {
        cue.text[row].spans[place].start = nil
      }
    }
    return cue
  }
}

extension CueText {
  /// Lines as every format can hold them; where they are so already, the styles of their spaces stay as well.
  fileprivate static func lines(of text: [CueLine]) -> [CueLine] {
    let isFine = text.allSatisfy { line in
      let string = line.string
      let folded = lines(of: string)
      return folded.count == 1 && folded[0].utf8.count == string.utf8.count
    }
    return isFine ? text : lines(of: Array(text.map(\.spans).joined(separator: [CueSpan("\n")])))
  }
}
