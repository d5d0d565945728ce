package import Timeline

/// What `ffmpeg -progress` tells: lines of a key and a value, a block at a time.
package struct BurnInProgress {
  package private(set) var time = MediaTime.zero
  package private(set) var isAtEnd = false

  package init() {}

  /// True where the line ends a block.
  package mutating func take(_ line: Substring) -> Bool {
    guard let mark = line.firstIndex(of: "=") else { return false }
    let value = line[line.index(after: mark)...].filter { !$0.isWhitespace }
    switch line[..<mark] {
    // Microseconds, whatever its name; newer releases have both.
    case "out_time_us", "out_time_ms":
      if let count = Int64(value), count >= 0 { time = max(time, MediaTime(count: count, perSecond: 1_000_000)) }
    case "progress":
      isAtEnd = value == "end"
      return true
    default: break
    }
    return false
  }
}
