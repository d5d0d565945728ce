/// Cues that may take the place of others.
struct RepairDraft {
  struct Piece {
    var cue: FixedCue
    /// Which of the others it stands for: several where they were merged, and one for several pieces where it was split.
    var origin: Range<Int>
    var isChanged: Bool
  }

  var pieces: [Piece]

  init(_ cues: [FixedCue]) {
    pieces = cues.enumerated().map { Piece(cue: $1, origin: $0..<$0 + 1, isChanged: false) }
  }

  var cues: [FixedCue] { pieces.map(\.cue) }

  /// Takes over times from `cues`, which are those of the draft.
  mutating func setTimes(_ cues: [FixedCue]) {
    for (index, cue) in cues.enumerated() {
      let old = pieces[index].cue
      guard old.start != cue.start || old.end != cue.end else { continue }
      (pieces[index].cue, pieces[index].isChanged) = (cue, true)
    }
  }
}

extension RepairDraft {
  /// A part of the cues, in both versions; neither is empty.
  struct Block {
    var old: Range<Int>
    var new: Range<Int>
    var isChanged: Bool
  }

  /// The parts that can be taken over one by one, in order. Cues that were dropped belong to those before them.
  ///
  /// - Parameter count: of the old cues, which are not all dropped.
  func blocks(count: Int) -> [Block] {
    var blocks: [Block] = []
    for (index, piece) in pieces.enumerated() {
      let covered = blocks.last?.old.upperBound ?? 0
      if !blocks.isEmpty, piece.origin.lowerBound < covered {
        blocks[blocks.count - 1].old = blocks[blocks.count - 1].old.lowerBound..<max(covered, piece.origin.upperBound)
        blocks[blocks.count - 1].new = blocks[blocks.count - 1].new.lowerBound..<index + 1
        blocks[blocks.count - 1].isChanged = true
        continue
      }
      if piece.origin.lowerBound > covered, !blocks.isEmpty {
        blocks[blocks.count - 1].old = blocks[blocks.count - 1].old.lowerBound..<piece.origin.lowerBound
        blocks[blocks.count - 1].isChanged = true
      }
      let start = blocks.last?.old.upperBound ?? 0
      blocks.append(
        Block(
          old: start..<piece.origin.upperBound, new: index..<index + 1,
          isChanged: piece.isChanged || piece.origin.count > 1 || start < piece.origin.lowerBound))
    }
    if let last = blocks.last, last.old.upperBound < count {
      blocks[blocks.count - 1].old = last.old.lowerBound..<count
      blocks[blocks.count - 1].isChanged = true
    }
    return blocks
  }
}
