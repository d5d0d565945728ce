/// The packets from one key frame up to the next, in the order of decoding.
struct PictureGroup {
  var packets: [VideoPacket]
  /// No key frame begins it: the group before it was cut here for its length.
  var isContinuation: Bool

  var bytes: Int { packets.reduce(0) { $0 + $1.size } }
  var key: VideoPacket? { isContinuation ? nil : packets.first }

  /// The packets that are shown after all that were decoded before: no B-frames. The first is the key frame.
  ///
  /// - Returns: positions in `packets`.
  func anchors() -> [Int] {
    var latest = Int64.min
    return packets.indices.filter { index in
      guard let time = packets[index].time, time > latest else { return false }
      latest = time
      return true
    }
  }

  /// Packets after the key frame that are shown before it: the end of what the group before shows.
  var leadingCount: Int {
    guard let key = key?.time else { return 0 }
    return packets.dropFirst().prefix { $0.time.map { $0 < key } ?? false }.count
  }

  /// Whether the container says when most of its frames are shown.
  var isTimed: Bool { 2 * packets.count { $0.time != nil } > packets.count }
}
