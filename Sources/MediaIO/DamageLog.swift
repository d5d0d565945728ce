import Media
import Timeline

/// Collects what could not be decoded and words it for people.
struct DamageLog {
  /// Losses shorter than this are not worth a warning: half a syllable.
  private static let shortestLoss = MediaTime(milliseconds: 200)
  /// Bad packets closer than this belong to one damaged place.
  private static let mergeDistance = MediaTime(milliseconds: 2000)
  /// Entries beyond it are only counted.
  private static let longestList = 50

  private(set) var badPacketCount = 0
  private var entries: [AudioDamage] = []
  private var omitted = 0
  private var place: (from: MediaTime, last: MediaTime, lost: MediaTime, packets: Int)?

  /// A packet or frame that could not be decoded; `duration` where the container says.
  mutating func badPacket(at time: MediaTime, duration: MediaTime?) {
    badPacketCount += 1
    // A typical packet lasts 20 to 30 ms.
    let duration = duration.map { min($0, Self.mergeDistance) } ?? MediaTime(milliseconds: 25)
    if var current = place, time <= current.last + Self.mergeDistance {
      current.last = max(current.last, time)
      current.lost += duration
      current.packets += 1
      place = current
    } else {
      closePlace()
      place = (time, time, duration, 1)
    }
  }

  mutating func note(from time: MediaTime, _ message: String) {
    closePlace()
    if entries.count < Self.longestList {
      entries.append(AudioDamage(from: time, message: message))
    } else {
      omitted += 1
    }
  }

  /// All damage in the order of time.
  mutating func finish() -> [AudioDamage] {
    closePlace()
    var all = entries.sorted { $0.from < $1.from }
    if omitted > 0, let last = all.last {
      all.append(AudioDamage(from: last.from, message: "\(omitted) more damaged places follow"))
    }
    return all
  }

  private mutating func closePlace() {
    guard let current = place else { return }
    place = nil
    guard current.lost >= Self.shortestLoss else { return }
    let packets = current.packets == 1 ? "1 damaged packet" : "\(current.packets) damaged packets"
    note(from: current.from, "\(packets) could not be decoded, about \(current.lost) of sound is missing or wrong")
  }
}
