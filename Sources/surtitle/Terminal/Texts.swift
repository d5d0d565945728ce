internal import Foundation
internal import Library
internal import PluginHost
internal import SystemPackage
internal import Timeline

/// Numbers with their nouns.
enum Counted {
  static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

  /// `0.8 s`, `42 s`, `3:20`, `1:02:03`.
  var clock: String {
    if seconds < 10 { return String(format: "%.1f s", seconds) }
    let total = Int(seconds.rounded())
    if total < 60 { return "\(total) s" }
    if total < 3600 { return String(format: "%d:%02d", total / 60, total % 60) }
    return String(format: "%d:%02d:%02d", total / 3600, total / 60 % 60, total % 60)
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// At most `width` characters; what does not fit is cut at the front, where paths differ least.
  func shortened(to width: Int) -> String { count <= width ? self : "…" + suffix(max(0, width - 1)) }

  var trimmingTrailingSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
