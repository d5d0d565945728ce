public import Foundation

/// Cuts a stream of bytes into lines, a message each.
///
/// A line ends with `\n`, before which `\r` is passed over; empty lines are none. A line of more than `limit` bytes ends
/// the stream: nothing after it can be relied on.
public struct LineBuffer: Sendable {
  /// Bytes of a line: 64 MB, an export of a day of speech. What is larger travels as a file.
  public static let defaultLimit = 64 << 20

  /// A line without an end in sight.
  public struct TooLong: Error, Hashable, Sendable, CustomStringConvertible {
    public let limit: Int

    public init(limit: Int) { self.limit = limit }

    public var description: String {
      "a line is longer than \(limit) bytes; pass large things as files, and end each message with a line feed"
    }
  }

  public let limit: Int
  private var rest = Data()
  private var isBroken = false

  public init(limit: Int = Self.defaultLimit) { self.limit = limit }

  /// Bytes of the line that has not ended yet.
  public var pendingCount: Int { rest.count }

  /// Takes what came and gives the lines that it ends, in order.
  public mutating func append(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [Data] {
    if isBroken { throw TooLong(limit: limit) }
    var lines: [Data] = []
    let old = rest.count
    rest.append(contentsOf: bytes)
    var start = rest.startIndex
    // What came before has no end of a line.
    var search = rest.index(start, offsetBy: old)
    while let end = rest[search...].firstIndex(of: UInt8(ascii: "\n")) {
      var line = rest[start..<end]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      if line.count > limit { throw broken() }
      if !line.isEmpty { lines.append(Data(line)) }
      start = rest.index(after: end)
      search = start
    }
    // Only then, or a long line in small pieces would be copied with each.
    if start > rest.startIndex { rest = Data(rest[start...]) }
    if rest.count > limit { throw broken() }
    return lines
  }

  private mutating func broken() -> TooLong {
    isBroken = true
    rest = Data()
    return TooLong(limit: limit)
  }
}
