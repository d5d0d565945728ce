import CFFmpeg
import Media
import Timeline

/// Finds the changes of shot in one video stream and decodes as little of it as that takes.
///
/// Key frames are decoded all. Of the frames between two of them only those of groups in which something may have
/// happened: the two key frames differ, or a packet is so large that it must hold a new picture. See `examine`.
final class ShotSearch {
  /// Key frames less different than this belong to one shot, unless a packet between them says otherwise.
  static let sameShot = 0.3
  /// The same for key frames that come at regular, long intervals: much moves in two seconds.
  static let sameShotAtLength = 0.4
  /// The same where the encoder put the second one out of turn: it may have seen something.
  static let sameShotOutOfTurn = 0.15
  /// Key frames at least so different are a change of shot where such key frames are to be trusted.
  static let otherShot = 0.38
  /// So many packets are passed over at once where key frames follow each other so closely that they are the most of
  /// the work: no more than two seconds, in which no shot begins and ends right on a key frame.
  static let leap = 48
  /// Packets of a long group.
  static let longGroup = 40
  /// Packets after a jump and after a key frame that are decoded to see whether it was a flash.
  static let aftermath = 8

  let input: MediaInput
  let stream: UnsafeMutablePointer<AVStream>
  let reader: GroupReader
  /// Pixels of a frame.
  let pixels: Int
  var keyDecoder: PictureDecoder
  var decoder: PictureDecoder
  var queue: [Entry] = []
  private var isReadOut = false
  var trust = KeyFrameTrust()
  /// Pictures before the key frame that is next.
  var context: [ShotFrame] = []
  var found: [(time: Int64, difference: Double, evidence: ShotChange.Evidence)] = []
  var groupCount = 0
  var skippedCount = 0
  var firstTime: Int64?

  /// A group, and the picture of its key frame once somebody has asked for it.
  final class Entry {
    let group: PictureGroup
    let anchors: [Int]
    var keyPicture: ShotFrame??

    init(_ group: PictureGroup) {
      self.group = group
      anchors = group.anchors()
    }

    var length: Int { group.packets.count }
  }

  init(input: MediaInput, stream: UnsafeMutablePointer<AVStream>) throws(MediaError) {
    self.input = input
    self.stream = stream
    let size = stream.pointee.codecpar.pointee
    pixels = Int(max(size.width, 1)) * Int(max(size.height, 1))
    keyDecoder = try PictureDecoder.open(for: stream, of: input)
    decoder = try PictureDecoder.open(for: stream, of: input)
    guard let reader = GroupReader(input: input, index: stream.pointee.index) else {
      throw MediaError(.io, path: input.path, message: "not enough memory to read it; close other programs")
    }
    self.reader = reader
  }

  /// Looks at the whole stream; once.
  ///
  /// - Parameter report: gets the time reached, in units of the time base, now and then.
  func run(report: (Int64) -> Void) throws(MediaError) -> ShotChanges {
    try fill()
    while !queue.isEmpty {
      let entry = queue.removeFirst()
      try fill(after: entry)
      groupCount += 1
      firstTime = firstTime ?? picture(of: entry)?.time
      if !standsAlone(entry) || queue.first.map({ !standsAlone($0) }) ?? true {
        try decodeOn(from: entry)
      } else if let next = queue.first, !leap(over: entry) {
        try examine(entry, upTo: next)
      }
      if let time = picture(of: entry)?.time { report(time) }
    }
    return changes()
  }

  /// Reads until the packets that follow suffice to look for flashes, and for a leap.
  func fill(after entry: Entry? = nil) throws(MediaError) {
    let needed = entry.map { $0.length < Self.leap ? Self.leap : 2 * Self.aftermath } ?? 1
    var count = queue.reduce(0) { $0 + $1.length }
    while !isReadOut, count < needed {
      guard let group = try reader.next() else {
        isReadOut = true
        return
      }
      count += group.packets.count
      queue.append(Entry(group))
    }
  }

  /// The picture of the first key frame of a group; nil where it cannot be decoded alone.
  func picture(of entry: Entry) -> ShotFrame? {
    if let known = entry.keyPicture { return known }
    let picture = entry.group.key.flatMap { keyDecoder.picture(of: $0) }
    entry.keyPicture = .some(picture)
    return picture
  }

  /// Whether a group can be decoded without those before.
  func standsAlone(_ entry: Entry) -> Bool {
    entry.group.isTimed && entry.group.key?.time != nil && picture(of: entry) != nil
  }

  func check() throws(MediaError) {
    if input.cancellation.isCancelled {
      throw MediaError(.cancelled, path: input.path, message: "cancelled while looking for its shots")
    }
  }
}
