import Media

extension ShotSearch {
  /// Looks for cuts after the key frame of `entry`, up to and with that of `next`.
  func examine(_ entry: Entry, upTo next: Entry) throws(MediaError) {
    guard let picture = picture(of: entry), let nextPicture = self.picture(of: next) else { return }
    let length = entry.length
    let keySize = min(entry.group.packets[0].size, next.group.packets[0].size)
    let sizes = PacketSizes(of: entry.group, anchors: entry.anchors)
    let jumps = sizes.jumps(keySize: keySize)
    let areTelling = sizes.areTelling(keySize: keySize, pixels: pixels)
    let difference = picture.thumbnail.difference(to: nextPicture.thumbnail)
    trust.add(length: length)
    let isOutOfTurn = next.group.leadingCount == 0 && !trust.isRule(length)
    let isUntimely = isOutOfTurn && !trust.mayBeDue
    let limit =
      isOutOfTurn
      ? Self.sameShotOutOfTurn : length > Self.longGroup && areTelling ? Self.sameShotAtLength : Self.sameShot
    if difference < limit, jumps.isEmpty, areTelling || difference < Self.sameShotOutOfTurn || length <= Self.longGroup
    {
      if isUntimely { trust.learn(isCut: false) }
      skippedCount += 1
      context = [picture]
      return
    }
    let isTellingKey = isUntimely && areTelling && sizes.endCalmly && !startsWithJump(next)
    if isTellingKey, jumps.isEmpty, difference >= Self.otherShot, trust.isSufficient(afterGroupOf: length) {
      skippedCount += 1
      found.append((nextPicture.time, difference, .keyFrame))
      context = [picture]
      return
    }
    var run = Run(entry: entry, next: next, jumps: jumps)
    run.trustsKey = isTellingKey && !jumps.isEmpty && trust.isSufficient(afterGroupOf: length)
    var outcome = try decode(run, picture, nextPicture)
    // A cut between frames that have others between them, which were left out: those decide.
    var tries = 0
    while tries < 3, run.addWindows(for: outcome.cuts) {
      outcome = try decode(run, picture, nextPicture)
      tries += 1
    }
    found += outcome.cuts.map { ($0.time, $0.difference, .frames) }
    context = outcome.context
    switch outcome.end {
    case .compared: if isUntimely { trust.learn(isCut: outcome.cuts.contains { $0.time == nextPicture.time }) }
    case .trusted(let difference): found.append((nextPicture.time, difference, .keyFrame))
    case .same: break
    }
  }

  /// Passes over several short groups of one length at once, when the first key frame after them shows the same as that
  /// of `entry` and no packet holds anything new.
  ///
  /// - Returns: whether it did; then `entry` and the groups up to that key frame are done.
  func leap(over entry: Entry) -> Bool {
    guard 2 * entry.length <= Self.leap, trust.isRule(entry.length), let first = picture(of: entry) else {
      return false
    }
    let groups = [entry] + queue.prefix((Self.leap / entry.length) - 1)
    let passed = groups.prefix { candidate in
      let sizes = PacketSizes(of: candidate.group, anchors: candidate.anchors)
      let keySize = candidate.group.packets[0].size
      return candidate.length == entry.length && !candidate.group.isContinuation && candidate.group.isTimed
        && sizes.areTelling(keySize: keySize, pixels: pixels) && sizes.jumps(keySize: keySize).isEmpty
    }
    guard passed.count >= 2, queue.count >= passed.count else { return false }
    let next = queue[passed.count - 1]
    guard standsAlone(next), let last = picture(of: next),
      first.thumbnail.difference(to: last.thumbnail) < Self.sameShot
    else { return false }
    for _ in passed { trust.add(length: entry.length) }
    queue.removeFirst(passed.count - 1)
    groupCount += passed.count - 1
    skippedCount += passed.count
    context = [first]
    return true
  }

  private func startsWithJump(_ entry: Entry) -> Bool {
    let jumps = PacketSizes(of: entry.group, anchors: entry.anchors).jumps(keySize: entry.group.packets[0].size)
    return jumps.contains { $0 <= Self.aftermath } || entry.length < Self.aftermath
  }
}
