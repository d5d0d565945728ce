/// Takes from a draft what is better than what there is, part by part, and nothing else.
///
/// What is wrong with a part depends on the one after it only by where that begins, so the best mixture of both versions
/// is found by a shortest path over two states a part. It has never more wrong with it than the old cues.
struct RepairChoice {
  let judge: CueJudge

  /// The better mixture; nil where nothing of the draft is better.
  func better(_ draft: RepairDraft, than old: [FixedCue]) -> [FixedCue]? {
    guard !draft.pieces.isEmpty else { return old.isEmpty ? nil : [] }
    let blocks = draft.blocks(count: old.count)
    guard blocks.contains(where: \.isChanged) else { return nil }
    let new = draft.cues
    let far = FarFaults(judge: judge)
    let (known, before) = (far.found(in: old), total(old))
    var kept = [Bool](repeating: false, count: blocks.count)
    for _ in 0..<Self.mostRounds {
      let isNew = choice(blocks, old, new, kept)
      guard isNew.contains(true) else { return nil }
      var mixture: [FixedCue] = []
      for (block, isNew) in zip(blocks, isNew) { mixture += isNew ? new[block.new] : old[block.old] }
      let found = far.found(in: mixture)
      if total(mixture) + found.faults < before + known.faults { return mixture }
      // Where it does harm further away, what is there stays.
      keep(&kept, near: found.subtracting(known), of: mixture, blocks, isNew)
    }
    return nil
  }

  private static let mostRounds = 8

  /// Marks the parts that are near some cues of a mixture.
  private func keep(
    _ kept: inout [Bool], near places: [Int], of mixture: [FixedCue], _ blocks: [RepairDraft.Block], _ isNew: [Bool]
  ) {
    var ends: [Int] = []
    for (block, isNew) in zip(blocks, isNew) { ends.append((ends.last ?? 0) + (isNew ? block.new : block.old).count) }
    for place in places {
      let block = ends.partitionIndex { $0 > place }
      for near in max(0, block - 4)..<min(blocks.count, block + 5) { kept[near] = true }
    }
  }

  private struct Path: Comparable {
    var faults = CueFaults.none
    /// Parts of the draft: of what is equally good, the old stays.
    var changes = 0

    static func < (a: Path, b: Path) -> Bool {
      a.faults == b.faults ? a.changes < b.changes : a.faults < b.faults
    }
  }

  /// - Parameter kept: the parts that are not taken from the draft.
  private func choice(
    _ blocks: [RepairDraft.Block], _ old: [FixedCue], _ new: [FixedCue], _ kept: [Bool]
  ) -> [Bool] {
    func cues(_ block: RepairDraft.Block, _ isNew: Bool) -> ArraySlice<FixedCue> {
      isNew ? new[block.new] : old[block.old]
    }
    var paths: [(old: Path?, new: Path?)] = []
    var origins: [(old: Bool, new: Bool)] = []
    for (index, block) in blocks.enumerated() {
      func path(_ isNew: Bool) -> (path: Path, fromNew: Bool)? {
        if isNew, !block.isChanged || kept[index] { return nil }
        let own = cues(block, isNew)
        let inner = innerFaults(own)
        guard index > 0 else { return (Path(faults: inner, changes: isNew ? 1 : 0), false) }
        var best: (path: Path, fromNew: Bool)?
        let before = blocks[index - 1]
        for fromNew in [false, true] {
          guard let known = fromNew ? paths[index - 1].new : paths[index - 1].old,
            let last = cues(before, fromNew).last, let first = own.first, mayFollow(last, first, old, before, block)
          else { continue }
          let faults = known.faults + judge.faults(last, next: first) + inner
          let path = Path(faults: faults, changes: known.changes + (isNew ? 1 : 0))
          if best.map({ path < $0.path }) ?? true { best = (path, fromNew) }
        }
        return best
      }
      let (stays, changes) = (path(false), path(true))
      paths.append((stays?.path, changes?.path))
      origins.append((stays?.fromNew ?? false, changes?.fromNew ?? false))
    }
    return traced(blocks, paths, origins) { cues($0, $1).last }
  }

  private func traced(
    _ blocks: [RepairDraft.Block], _ paths: [(old: Path?, new: Path?)], _ origins: [(old: Bool, new: Bool)],
    last: (RepairDraft.Block, Bool) -> FixedCue?
  ) -> [Bool] {
    var isNew = [Bool](repeating: false, count: blocks.count)
    func final(_ path: Path?, _ isNew: Bool) -> Path? {
      guard var path, let block = blocks.last, let cue = last(block, isNew) else { return nil }
      path.faults += judge.faults(cue, next: nil)
      return path
    }
    let ends = (final(paths.last?.old, false), final(paths.last?.new, true))
    var state = ends.1.map { new in ends.0.map { new < $0 } ?? true } ?? false
    for index in blocks.indices.reversed() {
      isNew[index] = state
      state = state ? origins[index].new : origins[index].old
    }
    return isNew
  }

  /// What is wrong with all cues of a part but the last.
  private func innerFaults(_ cues: ArraySlice<FixedCue>) -> CueFaults {
    zip(cues, cues.dropFirst()).reduce(.none) { $0 + judge.faults($1.0, next: $1.1) }
  }

  /// Whether a cue may come after another: in order, shown at once no longer than before, and not so that two that say
  /// the same are taken for one.
  private func mayFollow(
    _ last: FixedCue, _ first: FixedCue, _ old: [FixedCue], _ before: RepairDraft.Block, _ block: RepairDraft.Block
  ) -> Bool {
    guard first.start.time >= last.start.time else { return false }
    let (was, wasNext) = (old[before.old.upperBound - 1], old[block.old.lowerBound])
    guard last.end.ticks - first.start.ticks <= max(0, was.end.ticks - wasNext.start.ticks) else { return false }
    guard first.start.ticks <= last.end.ticks, first.facts.letters == last.facts.letters, !last.facts.letters.isEmpty
    else {
      return true
    }
    return was.facts.letters == last.facts.letters && wasNext.facts.letters == first.facts.letters
      && wasNext.start.ticks <= was.end.ticks
  }

  private func total(_ cues: [FixedCue]) -> CueFaults {
    var faults = CueFaults.none
    for index in cues.indices {
      faults += judge.faults(cues[index], next: index + 1 < cues.count ? cues[index + 1] : nil)
    }
    return faults
  }
}
