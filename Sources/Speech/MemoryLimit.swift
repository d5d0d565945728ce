import Foundation

/// How much memory this process may use.
package enum MemoryLimit {
  /// Bytes that the machine has, or less where a control group has a limit, as containers do.
  package static var available: Int {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    // What is below the soft limit is taken back before anything fails.
    let limits = ["memory.max", "memory.high"].flatMap(ControlGroup.texts).compactMap(limit)
    return min(machine, limits.min() ?? machine)
  }

  /// Bytes; nil for `max` and what cannot be read.
  ///
  /// - Parameter text: of `memory.max`.
  package static func limit(_ text: String) -> Int? {
    Int(text.split(whereSeparator: \.isWhitespace).first ?? "").flatMap { $0 > 0 ? $0 : nil }
  }
}
