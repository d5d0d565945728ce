package import Subtitles
package import Timeline

/// What becomes of captions that roll up.
package enum RollUpStyle: String, Hashable, Sendable, CaseIterable {
  /// A cue for each state of the picture: lines that are still there are in the next cue again.
  case screen
  /// A cue for each line, from when it comes until the next does.
  case lines
}

/// A decoder of channel 1 of line 21: takes pair after pair and gives cues.
///
/// Captions that pop on are a cue from when they are shown until they are erased or replaced. Captions that are painted
/// on are a cue from their first character on, with all that is painted without a pause; so are lines that roll up.
package struct CaptionDecoder: Sendable {
  private enum Mode: Hashable { case popOn, paintOn, rollUp(depth: Int), text }

  /// How long captions stay that nothing erases.
  private static let lastingTime = MediaTime(milliseconds: 4000)
  /// Painting that goes on after this is another cue.
  private static let pause = MediaTime(milliseconds: 500)
  /// A line that follows its carriage return within this came with it.
  private static let sameTime = MediaTime(milliseconds: 350)

  private let rollUpStyle: RollUpStyle
  private var mode = Mode.popOn
  private var displayed = CaptionMemory()
  private var hidden = CaptionMemory()
  /// From 1.
  private var row = CaptionMemory.rowCount
  /// From 0.
  private var column = 0
  private var pen = CaptionPen()
  private var isOtherChannel = false
  /// The code before, where this pair may be its repetition.
  private var repeatable: CaptionPair?
  private var clock = MediaTime.zero
  /// Since when the cue is shown that will be made of `displayed`; nil where none is.
  private var shownSince: MediaTime?
  private var changedAt = MediaTime.zero
  /// When direct captioning was resumed, until something is painted.
  private var isPaintingAnew = false
  /// Carriage returns that roll when the next character comes, and the time of the first.
  private var pendingReturns: (count: Int, time: MediaTime)?

  private var cues: [Cue] = []
  /// Pairs of text and codes that belong to channel 2 of the field.
  private var otherChannelPairs = 0
  /// Pairs with wrong parity.
  package private(set) var damagedPairs = 0
  package private(set) var pairs = 0

  package init(rollUpStyle: RollUpStyle = .screen) {
    self.rollUpStyle = rollUpStyle
  }

  /// - Parameters:
  ///   - pair: what comes next.
  ///   - time: when; a time before that of the last pair counts as that one.
  package mutating func receive(_ pair: CaptionPair, at time: MediaTime) {
    clock = max(clock, time)
    let last = repeatable
    repeatable = nil
    guard pair.first != 0 || pair.second != 0 else { return }
    pairs += 1
    if pair.isDamaged { damagedPairs += 1 }
    if pair.isCode {
      guard pair != last else { return }
      repeatable = pair
      receiveCode(pair)
    } else if isOtherChannel {
      otherChannelPairs += 1
    } else if pair.first == 0 || pair.first >= 0x20 {
      // Below lie the data services of the second field.
      for byte in [pair.first, pair.second] { CaptionCharacters.standard(byte).map { type($0) } }
    }
  }

  /// Nothing is sent for a while: what comes next repeats no code.
  package mutating func interrupt() { repeatable = nil }

  /// What was left out, for people.
  package var remarks: [String] { otherChannelPairs > 0 ? ["captions of channel 2 were left out"] : [] }

  /// All cues, in the order of their starts.
  package mutating func finish() -> [Cue] {
    close(at: max(clock, changedAt + Self.lastingTime))
    return cues
  }

  private mutating func receiveCode(_ pair: CaptionPair) {
    guard let (channel, code) = CaptionCode.parse(pair) else { return }
    isOtherChannel = channel != 1
    guard !isOtherChannel else {
      otherChannelPairs += 1
      return
    }
    switch code {
    case .command(let command): obey(command)
    case .preamble(let row, let column, let pen): go(to: row, column, pen)
    case .midRow(let color, let isUnderlined):
      // A colour ends italics; italics leave the colour.
      pen.isItalic = color == nil
      if let color { pen.color = color }
      pen.isUnderlined = isUnderlined
      type(" ")
    case .background(let color):
      // Sent after a space, whose place it takes, so that older decoders show one.
      if column > 0, writing[row].indices.contains(column - 1), writing[row][column - 1]?.character == " " {
        column -= 1
      }
      pen.background = color
      type(" ")
    case .tabOffset(let columns): column = max(column, min(column + columns, CaptionMemory.columnCount - 1))
    case .special(let scalar): type(scalar)
    case .extended(let scalar):
      column = max(0, column - 1)
      type(scalar)
    case .other: break
    }
  }

  // MARK: - Commands

  private mutating func obey(_ command: CaptionCommand) {
    switch command {
    case .resumeCaptionLoading: mode = .popOn
    case .resumeDirectCaptioning: (mode, isPaintingAnew) = (.paintOn, true)
    case .rollUpTwo: startRollUp(depth: 2)
    case .rollUpThree: startRollUp(depth: 3)
    case .rollUpFour: startRollUp(depth: 4)
    case .textRestart, .resumeTextDisplay: mode = .text
    case .eraseDisplayedMemory:
      close(at: clock)
      displayed = CaptionMemory()
    case .eraseNonDisplayedMemory: hidden = CaptionMemory()
    case .endOfCaption:
      close(at: clock)
      swap(&displayed, &hidden)
      mode = .popOn
      if !displayed.isEmpty { (shownSince, changedAt) = (clock, clock) }
    case .carriageReturn:
      guard case .rollUp = mode else { return }
      pendingReturns = ((pendingReturns?.count ?? 0) + 1, pendingReturns?.time ?? clock)
      column = 0
    case .backspace:
      guard column > 0 else { return }
      column -= 1
      change { [row, column] in $0.erase(row: row, column: column) }
    case .deleteToEndOfRow: change { [row, column] in $0.eraseRow(row, from: column) }
    case .flashOn: type(" ")
    case .alarmOff, .alarmOn: break
    }
  }

  private mutating func startRollUp(depth: Int) {
    if case .rollUp(let before) = mode {
      if before != depth { rollPending() }
      mode = .rollUp(depth: depth)
      return
    }
    close(at: clock)
    (displayed, hidden) = (CaptionMemory(), CaptionMemory())
    mode = .rollUp(depth: depth)
    (row, column, pen) = (CaptionMemory.rowCount, 0, CaptionPen())
  }

  private mutating func go(to row: Int, _ column: Int, _ pen: CaptionPen) {
    if case .rollUp(let depth) = mode, row != self.row {
      rollPending()
      displayed.move(base: self.row, depth: depth, to: row)
    }
    (self.row, self.column, self.pen) = (row, column, pen)
  }

  // MARK: - Memories

  /// The memory that text goes into.
  private var writing: CaptionMemory { mode == .popOn ? hidden : displayed }

  private mutating func type(_ character: Unicode.Scalar) {
    change { [row, column, pen] in $0.write(CaptionMemory.Cell(character, pen), row: row, column: column) }
    column += 1
  }

  /// Changes the memory that text goes into and, where that is the one that is shown, keeps the time.
  private mutating func change(_ body: (inout CaptionMemory) -> Void) {
    guard mode != .text else { return }
    guard mode != .popOn else {
      body(&hidden)
      return
    }
    rollPending()
    var changed = displayed
    body(&changed)
    guard changed != displayed else { return }
    if mode == .paintOn, isPaintingAnew || clock - changedAt > Self.pause { close(at: clock) }
    isPaintingAnew = false
    displayed = changed
    changedAt = clock
    if shownSince == nil, !displayed.isEmpty { shownSince = clock }
  }

  /// Does what carriage returns asked for. The line before is shown until then, and no empty one after it.
  private mutating func rollPending() {
    guard case .rollUp(let depth) = mode, let (count, time) = pendingReturns else { return }
    pendingReturns = nil
    let changeTime = clock - time <= Self.sameTime ? time : clock
    close(at: changeTime)
    for _ in 0..<min(count, depth) { displayed.rollUp(base: row, depth: depth) }
    if !displayed.isEmpty { shownSince = changeTime }
  }

  /// Makes cues of what is shown, and of what is shown from `time` on another.
  private mutating func close(at time: MediaTime) {
    guard let start = shownSince else { return }
    shownSince = nil
    guard time > start else { return }
    var rows: ClosedRange<Int>?
    if case .rollUp = mode, rollUpStyle == .lines { rows = row...row }
    cues += displayed.cues(TimeRange(start: start, end: time), rows: rows)
  }
}
