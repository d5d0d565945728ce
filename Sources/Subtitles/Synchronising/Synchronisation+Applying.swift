import Timeline

extension Synchronisation {
  /// `document` with new times, in the same order.
  ///
  /// Cues that did not overlap do not overlap afterwards, and nothing begins before 0. What lies wholly before the media
  /// begins counts as removed. Removed cues that are kept follow each other from the end of what is before them, over what
  /// comes after where there is too little time.
  ///
  /// - Parameter document: that whose synchronisation this is. Another version of it, such as a translation with the
  ///   same times, will do, but starts are moved to words only in one with as many cues.
  public func applied(
    to document: SubtitleDocument, _ settings: RetimingSettings = RetimingSettings()
  ) -> SubtitleDocument {
    let snaps = settings.snapsToWords && document.cues.count == cueCount
    let order = document.cues.indices.sorted {
      (document.cues[$0].range.start, $0) < (document.cues[$1].range.start, $1)
    }
    var retimed: [RetimedCue] = []
    for index in order {
      let cue = document.cues[index]
      guard var new = RetimedCue(cue, index: index, mapping, settings) else { continue }
      if snaps, let word = firstWords[index], abs((word - new.start).seconds) <= settings.snapReach.seconds {
        // An end that is kept must not come too near.
        if word < new.start || new.end - word >= min(settings.minimumDuration, new.end - new.start) { new.start = word }
      }
      retimed.append(new)
    }
    var settled = retimed.filter { !$0.isRemoved }
    Self.settle(&settled, settings)
    retimed = Self.placed(retimed, among: settled, settings)
    var result = document
    retimed.sort { $0.index < $1.index }
    result.cues = retimed.map { new in
      var cue = document.cues[new.index]
      cue.range = TimeRange(start: new.start, end: new.end)
      cue.moveWords(new.piece, within: cue.range)
      return cue
    }
    // The times are no longer those of the frames that they were made on.
    if mapping.pieces.contains(where: { $0.rate != 1 }) { result.frameRate = nil }
    return result
  }

  /// Restores what moving single cues can break: the order of starts, gaps, and durations.
  private static func settle(_ cues: inout [RetimedCue], _ settings: RetimingSettings) {
    for index in cues.indices.dropFirst() where cues[index].start < cues[index - 1].start {
      cues[index].start = cues[index - 1].start
    }
    for index in cues.indices {
      let cue = cues[index]
      let least = min(settings.minimumDuration, cue.original.duration)
      var end = max(cue.end, cue.start + least)
      if index + 1 < cues.count {
        let next = cues[index + 1]
        let gap = next.original.start - cue.original.end
        if gap >= .zero {
          if gap < touching, next.isMovedFrom(cue) { end = max(end, next.start - gap) }
          end = min(end, next.start)
        }
      }
      // One that has no room left is still shown for a moment.
      cues[index].end = max(end, cue.start + MediaTime(milliseconds: 1))
    }
  }

  /// `all`, with the times of those that are `settled`, and the removed ones spread over the time between them.
  private static func placed(
    _ all: [RetimedCue], among settled: [RetimedCue], _ settings: RetimingSettings
  ) -> [RetimedCue] {
    var placed: [RetimedCue] = []
    var (next, index) = (0, 0)
    while index < all.count {
      guard all[index].isRemoved else {
        placed.append(settled[next])
        (next, index) = (next + 1, index + 1)
        continue
      }
      let removed = all[index...].prefix { $0.isRemoved }
      let start = next > 0 ? settled[next - 1].end : .zero
      let room = next < settled.count ? settled[next].start - start : nil
      let count = Int64(removed.count)
      var time = start
      for var cue in removed {
        let least = min(settings.minimumDuration, cue.original.duration)
        let share = room.map { MediaTime(milliseconds: $0.milliseconds / count) } ?? cue.original.duration
        let step = max(least, share, MediaTime(milliseconds: 1))
        cue.start = time
        cue.end = time + max(MediaTime(milliseconds: 1), min(step, cue.original.duration))
        time = time + step
        placed.append(cue)
      }
      index += removed.count
    }
    return placed
  }

  /// Cues with a shorter gap follow each other, and go on to do so.
  private static let touching = MediaTime(milliseconds: 120)
}

/// A cue on its way to its new times.
private struct RetimedCue {
  let index: Int
  let original: TimeRange
  let piece: TimeMapping.Piece
  /// Whether the media has nothing of the time that it was shown at.
  let isRemoved: Bool
  var start: MediaTime
  var end: MediaTime

  /// Nil for one that is left out.
  init?(_ cue: Cue, index: Int, _ mapping: TimeMapping, _ settings: RetimingSettings) {
    self.index = index
    original = cue.range
    let own = mapping.piece(at: cue.range.start)
    if let own {
      piece = own
    } else {
      // Between two pieces.
      guard settings.removed == .keep, let next = mapping.pieces.first(where: { $0.range.start > cue.range.start })
      else { return nil }
      piece = next
    }
    start = piece.time(of: own == nil ? piece.range.start : cue.range.start)
    end = max(start, piece.time(of: cue.range.end))
    isRemoved = own == nil || end <= .zero
    if isRemoved, settings.removed == .drop { return nil }
    start = max(.zero, start)
    end = max(start, end)
  }

  /// Whether the two belong to one piece, so that a gap between them is still the same.
  func isMovedFrom(_ other: RetimedCue) -> Bool { piece == other.piece }
}

extension Cue {
  /// Moves the times of words as `piece` says.
  fileprivate mutating func moveWords(_ piece: TimeMapping.Piece, within range: TimeRange) {
    for line in text.indices {
      for span in text[line].spans.indices {
        guard let start = text[line].spans[span].start else { continue }
        text[line].spans[span].start = min(max(piece.time(of: start), range.start), range.end)
      }
    }
  }
}
