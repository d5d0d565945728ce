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
  public mutating func append(_ bytes: some Collection<UInt8>) throws(TooLong) -> [Data] {
    // Where they lie side by side, a copy less.
    let lines = bytes.withContiguousStorageIfAvailable { bytes in
      Result { () throws(TooLong) in try take(UnsafeRawBufferPointer(bytes)) }
    }
    if let lines { return try lines.get() }
    return try append(Array(bytes))
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer) throws(TooLong) -> [Data] {
    if isBroken { throw TooLong(limit: limit) }
    var lines: [Data] = []
    var left = bytes
    while let start = left.baseAddress, let end = memchr(start, Int32(UInt8(ascii: "\n")), left.count) {
      let count = start.distance(to: end)
      rest.append(contentsOf: left.prefix(count))
      if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
      if rest.count > limit { throw broken() }
      if !rest.isEmpty { lines.append(rest) }
      rest = Data()
      left = UnsafeRawBufferPointer(rebasing: left[(count + 1)...])
    }
    rest.append(contentsOf: left)
    if rest.count > limit { throw broken() }
    return lines
  }

  private mutating func broken() -> TooLong {
    isBroken = true
    rest = Data()
    return TooLong(limit: limit)
  }
}
