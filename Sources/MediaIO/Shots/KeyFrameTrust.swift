/// Whether key frames out of turn may be taken for changes of shot in this video without a look at the frames before.
///
/// Encoders that look for changes of shot put a key frame on each, and beside them only where the longest group is full.
/// Others put them anywhere: on request, at advertisements, where files were joined. What comparing frames has shown so
/// far tells which it is; some are still compared to notice when it ends.
struct KeyFrameTrust {
  /// Groups that encoders are told to make, in frames. Others are noticed when they come again.
  private static let customary: Set = [
    12, 15, 18, 24, 25, 30, 48, 50, 60, 72, 75, 90, 96, 100, 120, 125, 128, 144, 150, 160, 180, 192, 200, 240, 250, 256,
    300, 480, 500, 600,
  ]
  private static let confirmationsNeeded = 3
  /// One in so many is compared all the same.
  private static let auditInterval = 10
  /// Shorter groups are always decoded: that is cheap, and changes of shot are seldom so near to each other.
  private static let shortGroup = 30

  private var lengths: [Int: Int] = [:]
  private var total = 0
  /// The last lengths.
  private var recent: [Int] = []
  /// So many lengths are remembered: where files were joined, another encoder's rule begins.
  private static let memory = 16
  /// Groups whose lengths may make one together, since a key frame on a change of shot does not always begin the count
  /// anew.
  private static let together = 3
  private var confirmed = 0
  private var refuted = 0
  private var sinceAudit = 0

  /// Notes a group of so many packets.
  mutating func add(length: Int) {
    if lengths.count < 1000 || lengths[length] != nil { lengths[length, default: 0] += 1 }
    total += 1
    recent = recent.suffix(Self.memory - 1) + [length]
  }

  /// Whether groups of this length are the rule in this video.
  func isRule(_ length: Int) -> Bool {
    let times = lengths[length] ?? 0
    return (times >= 2 && 2 * times >= total) || (times >= 3 && 10 * times >= total)
  }

  /// Whether the key frame after the group that was noted last may have been due, whatever the picture. It was not where
  /// groups are longer: an encoder makes none that is longer than it was told.
  var mayBeDue: Bool {
    let longest = recent.max() ?? 0
    var sum = 0
    for length in recent.suffix(Self.together).reversed() {
      sum += length
      if isRule(sum) || (sum >= longest && Self.customary.contains(sum)) { return true }
    }
    return false
  }

  /// Notes whether there was a change of shot at a key frame out of turn.
  mutating func learn(isCut: Bool) {
    if isCut { confirmed += 1 } else { refuted += 1 }
    // What was long ago counts less.
    if confirmed + refuted > 64 {
      confirmed /= 2
      refuted /= 2
    }
  }

  /// Whether the key frame after a group of this length needs no comparison; asked once for each.
  mutating func isSufficient(afterGroupOf length: Int) -> Bool {
    guard confirmed >= Self.confirmationsNeeded, 10 * refuted <= confirmed, length >= Self.shortGroup else {
      return false
    }
    sinceAudit += 1
    if sinceAudit < Self.auditInterval { return true }
    sinceAudit = 0
    return false
  }
}
