import Timeline

/// A block of text with its times (Text and Timing Information): a subtitle, or a part of a long one.
struct TTIBlock {
  static let length = 128
  static let textLength = 112

  /// How a subtitle is shown with those before it.
  enum Cumulation: UInt8 {
    /// Alone.
    case none
    /// The first of a set in which each stays when the next comes.
    case first, intermediate, last
  }

  /// What a block has for its part of a text.
  enum Extension {
    static let last: UInt8 = 0xFF
    static let reserved: ClosedRange<UInt8> = 0xF0...0xFE
  }

  var group: UInt8 = 0
  var number: UInt16 = 0
  var cumulation = Cumulation.none
  var start: [UInt8] = [0, 0, 0, 0]
  var end: [UInt8] = [0, 0, 0, 0]
  /// The row of the first line, from 1; 0 is read as 1.
  var row: UInt8 = 0
  /// 1 left, 2 centred, 3 right; 0 for what needs no change.
  var justification: UInt8 = 0
  var isComment = false
  /// Of all the blocks of the subtitle together.
  var text: [UInt8] = []

  /// A time of four bytes; nil where they are none.
  static func timeCode(_ bytes: [UInt8]) -> TimeCode? {
    guard bytes.count == 4, bytes[0] < 100, bytes[1] < 60, bytes[2] < 60, bytes[3] < 100 else { return nil }
    let fields = bytes.map { Int64($0) }
    return TimeCode(hours: fields[0], minutes: fields[1], seconds: fields[2], frames: fields[3])
  }

  static func bytes(_ timeCode: TimeCode) -> [UInt8] {
    [timeCode.hours, timeCode.minutes, timeCode.seconds, timeCode.frames].map { UInt8(clamping: $0) }
  }

  /// The subtitles of a file after its first block, each with the text of all its blocks; what user data there is, and a
  /// block that is cut off, is left out.
  static func all(in bytes: ArraySlice<UInt8>) -> [TTIBlock] {
    var blocks: [TTIBlock] = []
    var isOpen = false
    var start = bytes.startIndex
    while start + length <= bytes.endIndex {
      let data = Array(bytes[start..<(start + length)])
      start += length
      guard !Extension.reserved.contains(data[3]) else { continue }
      let block = TTIBlock(data)
      if isOpen, let last = blocks.last, last.number == block.number, last.group == block.group {
        blocks[blocks.count - 1].text += block.text
      } else {
        blocks.append(block)
      }
      isOpen = data[3] != Extension.last
    }
    return blocks
  }

  private init(_ data: [UInt8]) {
    group = data[0]
    number = UInt16(data[1]) | UInt16(data[2]) << 8
    cumulation = Cumulation(rawValue: data[4]) ?? .none
    start = Array(data[5..<9])
    end = Array(data[9..<13])
    row = data[13]
    justification = data[14]
    isComment = data[15] == 1
    text = Array(data[16...].prefix { $0 != TextField.unused })
  }

  init() {}

  /// One block, or as many as the text needs, all with the same times.
  ///
  /// - Parameter isMark: whether a byte belongs to the one after it, so that they stay together.
  func bytes(isMark: (UInt8) -> Bool) -> [UInt8] {
    var parts: [ArraySlice<UInt8>] = []
    var rest = text[...]
    while rest.count > Self.textLength, parts.count < Int(Extension.reserved.lowerBound) {
      var part = rest.prefix(Self.textLength)
      if let last = part.last, isMark(last) { part = part.dropLast() }
      parts.append(part)
      rest = rest[part.endIndex...]
    }
    parts.append(rest.prefix(Self.textLength))
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      bytes += [group, UInt8(number & 0xFF), UInt8(number >> 8)]
      bytes.append(index == parts.count - 1 ? Extension.last : UInt8(index))
      bytes.append(cumulation.rawValue)
      bytes += start + end + [row, justification, isComment ? 1 : 0] + part
      bytes += [UInt8](repeating: TextField.unused, count: Self.textLength - part.count)
    }
    return bytes
  }
}
