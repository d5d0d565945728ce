/// The sizes of the packets of a group that are no B-frames, which tell where it needs no decoding.
///
/// What is seen for the first time cannot be made from what was seen before: a cut costs about as many bytes as a key
/// frame, wherever it falls.
struct PacketSizes {
  /// How many packets to each side a packet is held against.
  private static let neighbourhood = 10

  /// Positions in the group.
  private let anchors: [Int]
  private let sizes: [Int]
  /// The size of most of them, without the key frame.
  private let usual: Int

  init(of group: PictureGroup, anchors: [Int]) {
    self.anchors = anchors
    sizes = anchors.map { group.packets[$0].size }
    let sorted = sizes.dropFirst().sorted()
    usual = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }

  /// Whether a new picture would show in the sizes: not where grain or a tight bit rate make all packets alike, nor
  /// where a picture is so plain that it takes next to nothing.
  ///
  /// - Parameters:
  ///   - keySize: bytes of the smaller key frame at either end.
  ///   - pixels: pixels of a frame.
  func areTelling(keySize: Int, pixels: Int) -> Bool { 2 * usual < keySize && 100 * keySize > pixels }

  /// Anchors that are so much larger than those around them that the picture must have changed all of a sudden.
  ///
  /// - Returns: positions in the group, without the key frame.
  func jumps(keySize: Int) -> [Int] {
    var found: [Int] = []
    for place in sizes.indices.dropFirst() {
      let size = sizes[place]
      guard size > keySize / 7 else { continue }
      let around = (max(1, place - Self.neighbourhood)..<min(sizes.count, place + Self.neighbourhood + 1))
        .filter { $0 != place }
      // The more B-frames lie before it, the larger it is anyway.
      let span = distance(place)
      let comparable = around.filter { 4 * distance($0) >= 3 * span }
      let others = (comparable.count >= 3 ? comparable : around).map { sizes[$0] }.sorted()
      let median = others.isEmpty ? 0 : others[others.count / 2]
      if size > 3 * median || (2 * size > 3 * median && 3 * size > 2 * keySize) { found.append(anchors[place]) }
    }
    return found
  }

  private func distance(_ place: Int) -> Int { anchors[place] - anchors[place - 1] }

  /// Whether the last anchors are no larger than the others: the pictures before the next key frame were as easy to
  /// foretell as all of them.
  var endCalmly: Bool {
    guard sizes.count >= 5 else { return false }
    let last = sizes.suffix(3).sorted()
    return 10 * last[1] <= 17 * usual && 10 * last[2] <= 25 * usual
  }
}
