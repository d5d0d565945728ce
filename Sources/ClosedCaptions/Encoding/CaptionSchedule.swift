/// When each pair of captions is sent, one a frame: every caption is loaded while the one before is shown, and shown at
/// its frame.
///
/// Where there is no time to load a caption, it comes as soon as it can, and the one before stays until then unless it had
/// to end. One that came late itself stays for its own length or a second, whichever is shorter. What would come more than
/// five seconds late is left out. A pause of one frame is none, since erasing takes two.
package struct CaptionSchedule: Sendable {
  package struct Slot: Hashable, Sendable {
    package var frame: Int64
    package var pair: CaptionPair
    /// Whether it begins something of its own.
    package var isFirst: Bool
  }

  /// In the order of frames.
  package private(set) var slots: [Slot] = []
  /// The captions with the times at which they are really shown.
  package private(set) var captions: [ComposedCaption] = []
  /// By how many frames each of them comes late.
  private(set) var delays: [Int64] = []

  /// Captions that come late are shown for their own length, but need not be for longer than this.
  private static let leastLength: Int64 = 30
  /// Five seconds: words that come later are read for others.
  private static let longestDelay: Int64 = 150
  private static let erasing = CaptionUnit.code(CaptionPair(0x14, CaptionCommand.eraseDisplayedMemory.rawValue))
  private static let showing = CaptionUnit.code(CaptionPair(0x14, CaptionCommand.endOfCaption.rawValue))

  /// The first frame in which nothing is sent yet.
  private var free: Int64
  /// Until when the last caption has to stay.
  private var held = Int64.min

  /// - Parameters:
  ///   - captions: in the order of their starts, none overlapping another.
  ///   - earliest: the first frame in which anything may be sent.
  package init(_ captions: [ComposedCaption], earliest: Int64) {
    free = earliest
    for (index, caption) in captions.enumerated() {
      let next = index + 1 < captions.count ? captions[index + 1].parts : []
      add(caption, next: next)
    }
    if let end = self.captions.last?.end { send([Self.erasing], from: end) }
    slots.sort { $0.frame < $1.frame }
  }

  private mutating func add(_ caption: ComposedCaption, next: [Int]) {
    let load = Self.load(caption)
    var erasure = captions.last?.end
    if let frame = erasure, frame + 2 > caption.start { erasure = nil }
    let earliest = Self.place(load, from: free, around: erasure)
    // What is shown before or after as well need not be shown for a moment.
    let others = (captions.last?.parts ?? []) + next
    let first = max(earliest.end, held)
    if first >= caption.end, caption.parts.allSatisfy(others.contains) { return }
    let delay = max(0, first - caption.start)
    guard delay <= Self.longestDelay else { return }

    var shown = caption
    shown.start = caption.start + delay
    let least = delay > 0 ? min(caption.end - caption.start, Self.leastLength) : 0
    shown.end = max(caption.end, shown.start + max(least, 2))
    var frames = earliest.frames
    if shown.start > earliest.end {
      let latest = Self.place(load, before: shown.start, around: erasure)
      if latest.first ?? free >= free { frames = latest }
    }
    if let erasure {
      send([Self.erasing], from: erasure)
    } else if !captions.isEmpty {
      captions[captions.count - 1].end = shown.start
    }
    for (index, (unit, frame)) in zip(load, frames).enumerated() { send([unit], from: frame, isFirst: index == 0) }
    send([Self.showing], from: shown.start, isFirst: false)
    (free, held) = (shown.start + 2, shown.start + least)
    captions.append(shown)
    delays.append(delay)
  }

  private mutating func send(_ units: [CaptionUnit], from frame: Int64, isFirst: Bool = false) {
    for (offset, pair) in units.flatMap(\.pairs).enumerated() {
      slots.append(Slot(frame: frame + Int64(offset), pair: pair, isFirst: isFirst && offset == 0))
    }
  }

  private static func load(_ caption: ComposedCaption) -> [CaptionUnit] {
    let start: [CaptionCommand] = [.resumeCaptionLoading, .eraseNonDisplayedMemory]
    return start.map { .code(CaptionPair(0x14, $0.rawValue)) } + caption.rows.flatMap(\.units)
  }

  /// The frames of units that are sent one after the other from `start` on, and the first after them; the two frames from
  /// `hole` on are left out.
  private static func place(
    _ units: [CaptionUnit], from start: Int64, around hole: Int64?
  ) -> (frames: [Int64], end: Int64) {
    var frame = start
    var frames: [Int64] = []
    for unit in units {
      let length = Int64(unit.pairs.count)
      if let hole, frame < hole + 2, frame + length > hole { frame = hole + 2 }
      frames.append(frame)
      frame += length
    }
    // What shows them takes two frames as well.
    if let hole, frame < hole + 2, frame + 2 > hole { frame = hole + 2 }
    return (frames, frame)
  }

  /// The same for units of which the last ends before `end`.
  private static func place(_ units: [CaptionUnit], before end: Int64, around hole: Int64?) -> [Int64] {
    var frame = end
    var frames: [Int64] = []
    for unit in units.reversed() {
      let length = Int64(unit.pairs.count)
      frame -= length
      if let hole, frame < hole + 2, frame + length > hole { frame = hole - length }
      frames.append(frame)
    }
    return frames.reversed()
  }
}
