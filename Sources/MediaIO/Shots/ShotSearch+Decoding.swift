import Media

extension ShotSearch {
  /// What decoding a group has shown.
  struct Outcome {
    /// What is known of the next key frame.
    enum End {
      /// It was compared with the frames before.
      case compared
      /// It shows the shot that was decoded last.
      case same
      /// It shows something else and is trusted to begin it.
      case trusted(Double)
    }

    var cuts: [CutFinder.Cut]
    var context: [ShotFrame]
    var end: End
  }

  /// Decodes a group as far as is needed.
  func decode(_ run: Run, _ picture: ShotFrame, _ nextPicture: ShotFrame) throws(MediaError) -> Outcome {
    var finder = CutFinder(after: context, start: picture.time)
    var pictures: [ShotFrame] = []
    var end = Outcome.End.compared
    for (place, packet) in run.packets.enumerated() {
      try check()
      // What is shown before the key frame was made from the group before as well.
      if place > 0, let time = packet.time, time < picture.time { continue }
      decoder.decode(packet, thrift: run.thrift(for: packet), appendingTo: &pictures)
      for picture in pictures { finder.add(picture) }
      pictures.removeAll(keepingCapacity: true)
      guard place == run.earlyEnd, let last = finder.latest, last.time >= run.lastJump else { continue }
      // All jumps are behind.
      let difference = last.thumbnail.difference(to: nextPicture.thumbnail)
      if difference < Self.sameShot {
        end = .same
      } else if run.trustsKey, difference >= Self.otherShot {
        end = .trusted(difference)
      } else {
        continue
      }
      break
    }
    if case .compared = end { try decodeAftermath(&finder, leading: run.leadingCount) } else { drain(&finder) }
    finder.finish()
    return Outcome(
      cuts: finder.cuts.filter { $0.time <= nextPicture.time }, context: finder.pictures(before: nextPicture.time),
      end: end)
  }

  /// Decodes the first packets of the groups that follow, and what is still held.
  private func decodeAftermath(_ finder: inout CutFinder, leading: Int) throws(MediaError) {
    var pictures: [ShotFrame] = []
    for packet in queue.lazy.flatMap(\.group.packets).prefix(leading + Self.aftermath) {
      try check()
      decoder.decode(packet, appendingTo: &pictures)
    }
    for picture in pictures { finder.add(picture) }
    drain(&finder)
  }

  private func drain(_ finder: inout CutFinder) {
    var pictures: [ShotFrame] = []
    decoder.drain(appendingTo: &pictures)
    for picture in pictures { finder.add(picture) }
  }

  /// Decodes `entry` and all groups after it that cannot be decoded alone.
  func decodeOn(from entry: Entry) throws(MediaError) {
    // What comes before the first key frame cannot be decoded.
    if entry.group.isContinuation, firstTime == nil, queue.first.map({ standsAlone($0) }) == true { return }
    var finder = CutFinder(after: context, start: entry.group.key?.time ?? .min)
    var pictures: [ShotFrame] = []
    var current: Entry? = entry
    while let entry = current {
      for packet in entry.group.packets {
        try check()
        decoder.decode(packet, appendingTo: &pictures)
        for picture in pictures {
          firstTime = firstTime ?? picture.time
          finder.add(picture)
        }
        pictures.removeAll(keepingCapacity: true)
      }
      current = nil
      if let next = queue.first, !standsAlone(next) {
        current = queue.removeFirst()
        try fill(after: next)
        groupCount += 1
      }
    }
    let end = queue.first.flatMap { picture(of: $0)?.time } ?? .max
    try decodeAftermath(&finder, leading: queue.first?.group.leadingCount ?? 0)
    finder.finish()
    found += finder.cuts.filter { $0.time <= end }.map { ($0.time, $0.difference, .frames) }
    context = finder.pictures(before: end)
  }
}
