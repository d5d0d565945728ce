internal import Foundation
internal import Timeline
internal import Transcript

/// When each word of a segment begins, and where in its text: what leads from a hit to the moment. Two numbers a word, as
/// many bytes as they need: milliseconds since the word before, and bytes of UTF-8 with the space in front.
struct WordStarts: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    /// Of the first byte of the word in the text; of its space, where there is one.
    var offset: Int
    /// On the clock of the media, in milliseconds.
    var milliseconds: Int64
  }

  private(set) var entries: [Entry] = []

  /// Of `words`, which are joined as `joinedText` does it.
  static func encode(_ words: [Word], from start: MediaTime) -> Data {
    var data: [UInt8] = []
    data.reserveCapacity(4 * words.count)
    var last = start.milliseconds
    var isFirst = true
    for word in words {
      let time = max(last, word.start.milliseconds)
      append(UInt64(time - last), to: &data)
      append(UInt64(word.text.utf8.count + (word.hasSpaceBefore && !isFirst ? 1 : 0)), to: &data)
      last = time
      isFirst = isFirst && word.text.isEmpty
    }
    return Data(data)
  }

  /// What `encode` wrote; as far as it can be read.
  init(_ data: Data, from start: MediaTime) {
    var bytes = data.makeIterator()
    var time = start.milliseconds
    var offset = 0
    while let step = Self.next(&bytes), let length = Self.next(&bytes) {
      let (sum, isTooLate) = time.addingReportingOverflow(Int64(clamping: step))
      let (end, isTooLong) = offset.addingReportingOverflow(Int(clamping: length))
      guard !isTooLate, !isTooLong else { return }
      time = sum
      entries.append(Entry(offset: offset, milliseconds: time))
      offset = end
    }
  }

  /// When the word begins that byte `offset` of the text belongs to; nil where there are no words.
  func time(at offset: Int) -> MediaTime? {
    let entry = entries.last { $0.offset <= offset } ?? entries.first
    return entry.map { MediaTime(milliseconds: $0.milliseconds) }
  }

  private static func append(_ value: UInt64, to data: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      data.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    data.append(UInt8(rest))
  }

  private static func next(_ bytes: inout Data.Iterator) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = bytes.next() {
      guard shift < 63 else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
