/// How a track lays out its frames of AAC: ISO/IEC 14496-3, 4.4.2.
struct AACFrame: Hashable {
  private enum Element: Hashable {
    case single(Int)
    case pair(Int, Int)
    case low(Int)
  }

  /// The window of the first channel in a frame.
  struct Window: Hashable {
    /// Whether the slopes are sines; otherwise they are those of Kaiser and Bessel.
    var isSine: Bool
  }

  /// Where a channel by itself begins in a frame of it alone: behind three bits of kind and four of number.
  private static let channelStart = 7
  /// Where it says what its slope is: behind its gain, a bit, and two that say how many windows there are.
  private static let shapeBit = channelStart + 8 + 1 + 2

  private let elements: [Element]
  /// What stands in front of each frame where there is no header; its length is to be put in.
  private let adts: [UInt8]?

  /// - Parameter header: AudioSpecificConfig; empty where each packet has a header of its own.
  init(header: [UInt8], packet: [UInt8]) throws(SoundCodingError) {
    let configuration: Int
    if packet.count > 7, packet[0] == 0xFF, packet[1] & 0xF6 == 0xF0, header.isEmpty {
      guard packet[2] >> 6 == 1, packet[6] & 3 == 0 else {
        throw SoundCodingError("it is another kind of AAC than LC, or has several frames in a packet")
      }
      configuration = Int(packet[2] & 1) << 2 | Int(packet[3] >> 6)
      adts = Array(packet[..<7])
    } else {
      var bits = BitReader(header)
      guard header.count >= 2, bits.read(5) == 2 else { throw SoundCodingError("it is another kind of AAC than LC") }
      if bits.read(4) == 15 { bits.skip(24) }
      configuration = bits.read(4)
      guard bits.read(1) == 0 else { throw SoundCodingError("its frames have 960 samples, which no encoder makes") }
      adts = nil
    }
    switch configuration {
    case 1: elements = [.single(0)]
    case 2: elements = [.pair(0, 1)]
    case 3: elements = [.single(2), .pair(0, 1)]
    case 4: elements = [.single(2), .pair(0, 1), .single(3)]
    case 5: elements = [.single(2), .pair(0, 1), .pair(3, 4)]
    case 6: elements = [.single(2), .pair(0, 1), .pair(4, 5), .low(3)]
    default: throw SoundCodingError("its channels are laid out in a way of its own")
    }
  }

  var channelCount: Int {
    elements.reduce(0) { if case .pair = $1 { $0 + 2 } else { $0 + 1 } }
  }

  /// Whether a channel is for low frequencies alone.
  func isLow(_ channel: Int) -> Bool { elements.contains(.low(channel)) }

  /// The window of the first channel of a packet of the track; nil where it is not found.
  func window(of packet: [UInt8]) -> Window? {
    var bits = BitReader(packet)
    if adts != nil {
      guard packet.count > 9 else { return nil }
      bits.skip(packet[1] & 1 == 1 ? 7 * 8 : 9 * 8)
    }
    while !bits.isAtEnd {
      switch bits.read(3) {
      case 0, 3:
        bits.skip(4 + 8)
        return window(&bits)
      case 1:
        bits.skip(4)
        if bits.read(1) == 0 { bits.skip(8) }
        return window(&bits)
      case 4:
        bits.skip(4)
        let isAligned = bits.read(1) == 1
        var count = bits.read(8)
        if count == 255 { count += bits.read(8) }
        if isAligned { bits.align() }
        bits.skip(8 * count)
      case 6:
        var count = bits.read(4)
        if count == 15 { count += bits.read(8) - 1 }
        bits.skip(8 * count)
      default: return nil
      }
    }
    return nil
  }

  private func window(_ bits: inout BitReader) -> Window {
    bits.skip(1 + 2)
    return Window(isSine: bits.read(1) == 0)
  }

  /// A frame of a channel by itself with the falling slope of a sine.
  static func settingSine(_ packet: [UInt8]) -> [UInt8] {
    var packet = packet
    if packet.count > shapeBit >> 3 { packet[shapeBit >> 3] &= ~(0x80 >> UInt8(shapeBit & 7)) }
    return packet
  }

  /// A packet of the track, of packets of each channel by itself.
  func assemble(_ channels: [[UInt8]]) throws(SoundCodingError) -> [UInt8] {
    var bits = BitWriter()
    var (singles, pairs, lows) = (0, 0, 0)
    for element in elements {
      switch element {
      case .single(let channel):
        bits.write(0, 3)
        bits.write(singles, 4)
        singles += 1
        bits.write(channels[channel], try content(of: channels[channel]))
      case .pair(let first, let second):
        bits.write(1, 3)
        bits.write(pairs, 4)
        pairs += 1
        // Each has windows of its own.
        bits.write(0, 1)
        bits.write(channels[first], try content(of: channels[first]))
        bits.write(channels[second], try content(of: channels[second]))
      case .low(let channel):
        bits.write(3, 3)
        bits.write(lows, 4)
        lows += 1
        bits.write(channels[channel], try content(of: channels[channel]))
      }
    }
    bits.write(7, 3)
    return head(for: bits.bytes.count) + bits.bytes
  }

  /// The bits of a channel: from its start to the mark of the end, three bits before the zeros that fill the last byte.
  private func content(of packet: [UInt8]) throws(SoundCodingError) -> Range<Int> {
    var end = packet.count * 8
    while end > Self.channelStart, packet[(end - 1) >> 3] >> UInt8(7 - (end - 1) & 7) & 1 == 0 { end -= 1 }
    var bits = BitReader(packet)
    guard bits.read(3) == 0, end - 3 > Self.shapeBit else {
      throw SoundCodingError("the encoder's frames are not what was expected")
    }
    return Self.channelStart..<end - 3
  }

  private func head(for count: Int) -> [UInt8] {
    guard var head = adts else { return [] }
    let length = count + 7
    head[1] |= 1
    head[3] = head[3] & 0xFC | UInt8(truncatingIfNeeded: length >> 11 & 3)
    head[4] = UInt8(truncatingIfNeeded: length >> 3)
    head[5] = UInt8(truncatingIfNeeded: length << 5 & 0xE0) | 0x1F
    head[6] = 0xFC
    return head
  }
}
