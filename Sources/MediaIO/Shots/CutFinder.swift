/// Finds cuts in pictures in the order in which they are shown, each compared with those before and after it.
///
/// A cut is a frame that has nothing in common with the one before, where frames nearby have: more than the motion
/// around it explains. A flash is none, nor is anything else after which the old picture is back within four frames.
/// Dissolves and fades have no such frame and are not found.
struct CutFinder {
  struct Cut: Hashable {
    /// The frame that begins the shot, and the one before it, in units of the stream's time base.
    var time: Int64
    var previous: Int64
    var difference: Double
  }

  /// Below it no two pictures are of different shots where things move; see `Thumbnail.difference`.
  private static let leastDifference = 0.28
  /// The same where next to nothing moves.
  private static let leastDifferenceInStillness = 0.2
  /// Up to it the picture after a flash is that before it.
  private static let likeness = 0.25
  /// How far blocks are followed from before a flash to after it, in cells.
  private static let flashReach = 8
  /// Frames after which the old picture may be back.
  static let flash = 4
  /// Pairs of frames to each side that tell how much moves.
  private static let surroundings = 8
  private static let lookahead = 8

  private(set) var cuts: [Cut] = []
  private var pictures: [ShotFrame] = []
  /// `differences[i]` is that of `pictures[i]` to the one before.
  private var differences: [Double] = []
  /// The next pair to be decided.
  private var next = 1
  /// Cuts at or before it are not reported.
  private let start: Int64

  /// - Parameters:
  ///   - earlier: pictures that came before, for comparison.
  ///   - start: cuts at this time or before are somebody else's.
  init(after earlier: [ShotFrame] = [], start: Int64) {
    self.start = start
    for picture in earlier.suffix(Self.surroundings) { add(picture) }
  }

  /// Takes the next picture. One that is not shown after the last is ignored; where the time stamps begin anew,
  /// everything does.
  mutating func add(_ picture: ShotFrame) {
    if let first = pictures.first, picture.time < first.time {
      finish()
      pictures = []
      differences = []
      next = 1
    }
    if let last = pictures.last, picture.time <= last.time { return }
    differences.append(pictures.last.map { $0.thumbnail.difference(to: picture.thumbnail) } ?? 0)
    pictures.append(picture)
    while next + Self.lookahead < pictures.count { decide() }
    // What comes after the end of a group may be as long as a group of what is looked back at.
    let spare = next - 8 * Self.surroundings
    if spare >= 64 {
      pictures.removeFirst(spare)
      differences.removeFirst(spare)
      next -= spare
    }
  }

  /// Decides about what is left.
  mutating func finish() {
    while next < pictures.count { decide() }
  }

  /// The picture seen last.
  var latest: ShotFrame? { pictures.last }

  /// Some pictures that were shown right before `time`, for whoever goes on from there.
  func pictures(before time: Int64) -> [ShotFrame] { pictures.filter { $0.time < time }.suffix(Self.surroundings) }

  private mutating func decide() {
    let place = next
    next += 1
    let difference = differences[place]
    guard pictures[place].time > start, difference >= Self.leastDifferenceInStillness else { return }
    let before = differences[max(1, place - Self.surroundings)..<place]
    let after = differences[(place + 1)...].prefix(Self.surroundings)
    guard before.suffix(3).allSatisfy({ $0 < difference }), after.prefix(3).allSatisfy({ $0 <= difference }) else {
      return
    }
    let motion = max(median(before), median(after))
    let least = motion < 0.06 ? Self.leastDifferenceInStillness : Self.leastDifference
    guard difference >= max(least, 1.6 * motion + 0.1), !isFlash(place) else { return }
    cuts.append(Cut(time: pictures[place].time, previous: pictures[place - 1].time, difference: difference))
  }

  /// Whether the picture before `place` is back soon, or the one at `place` was there before.
  private func isFlash(_ place: Int) -> Bool {
    let limit = max(Self.likeness, 0.35 * differences[place])
    let old = pictures[place - 1].thumbnail
    let new = pictures[place].thumbnail
    return pictures[(place + 1)...].prefix(Self.flash).contains {
      old.difference(to: $0.thumbnail, reach: Self.flashReach) <= limit
    }
      || pictures[..<(place - 1)].suffix(Self.flash).contains {
        new.difference(to: $0.thumbnail, reach: Self.flashReach) <= limit
      }
  }

  private func median(_ values: ArraySlice<Double>) -> Double {
    values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
  }
}
