import Foundation

/// How much memory this process may use.
package enum MemoryLimit {
  /// Bytes that the machine has, or less where a control group has a limit, as containers do.
  package static var available: Int {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    // Above `memory.high` a process is slowed down until enough is taken back.
    let texts = ["memory.max", "memory.high"].flatMap { ControlGroup.texts($0) }
    // Without a limit, version 1 names one that no machine has.
    let limits = (texts + ControlGroup.texts("memory.limit_in_bytes", of: "memory")).compactMap(limit)
    return min(machine, limits.min() ?? machine)
  }

  /// Bytes; nil for `max` and what cannot be read.
  ///
  /// - Parameter text: of `memory.max`, or of `memory.limit_in_bytes`.
  package static func limit(_ text: String) -> Int? {
    Int(text.split(whereSeparator: \.isWhitespace).first ?? "").flatMap { $0 > 0 ? $0 : nil }
  }
}
