package import SystemPackage
package import Timeline

/// A place in a media file that was found: what lists and players are given.
package struct Moment: Hashable, Sendable {
  /// From the root of the file system where a list is to be opened elsewhere than here.
  package var path: FilePath
  /// On the clock of the media file, 0 at its first instant.
  package var range: TimeRange
  /// What is said there, or what it is about. Any text.
  package var title: String
  /// Whether there is a picture, which editors ask for.
  package var hasPicture: Bool

  package init(path: FilePath, range: TimeRange, title: String, hasPicture: Bool = true) {
    (self.path, self.range, self.title, self.hasPicture) = (path, range, title, hasPicture)
  }
}

extension Moment {
  /// From 0 on, and at least a millisecond long.
  var played: TimeRange {
    let start = max(.zero, range.start)
    return TimeRange(start: start, end: max(range.end, start + MediaTime(milliseconds: 1)))
  }

  /// Seconds to the millisecond, `62.500`.
  static func seconds(_ time: MediaTime) -> String {
    let thousandths = max(0, time.milliseconds)
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
