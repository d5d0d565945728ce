extension ShotSearch {
  /// What is to be decoded of a group, and which frames of it matter one by one.
  struct Run {
    let packets: [VideoPacket]
    let leadingCount: Int
    /// The position from which on no packet is a jump; nil where the group must be decoded whole.
    let earlyEnd: Int?
    /// Whether the next key frame may be taken for a change of shot once all jumps are behind.
    var trustsKey = false
    /// The time of the last jump.
    let lastJump: Int64
    /// Times of all frames, in order.
    private let times: [Int64]
    /// Times between which no frame is left out.
    private var windows: [ClosedRange<Int64>] = []

    /// - Parameter jumps: positions of packets that seem to hold new pictures.
    init(entry: Entry, next: Entry, jumps: [Int]) {
      packets = entry.group.packets
      leadingCount = next.group.leadingCount
      let leading = next.group.packets.dropFirst().prefix(leadingCount)
      times = (packets + leading).compactMap(\.time).sorted()
      lastJump = jumps.last.flatMap { entry.group.packets[$0].time } ?? .min
      earlyEnd = jumps.last.map { $0 + ShotSearch.aftermath }
      for jump in jumps {
        guard let place = entry.anchors.firstIndex(of: jump), place > 0,
          let from = packets[entry.anchors[place - 1]].time, let to = packets[jump].time
        else { continue }
        windows.append(from...to)
      }
    }

    func thrift(for packet: VideoPacket) -> PictureDecoder.Thrift {
      guard let time = packet.time, !windows.contains(where: { $0.contains(time) }) else { return .none }
      return .unreferenced
    }

    /// Asks for the frames right before the cuts where some were left out.
    ///
    /// - Returns: whether there were any.
    mutating func addWindows(for cuts: [CutFinder.Cut]) -> Bool {
      let before = windows.count
      for cut in cuts where cut.previous < cut.time {
        let window = cut.previous...cut.time
        let isSkipped = times.contains { time in
          cut.previous < time && time < cut.time && !windows.contains { $0.contains(time) }
        }
        if isSkipped { windows.append(window) }
      }
      return windows.count > before
    }
  }
}
