import Foundation

/// How many processors this process may keep busy.
package enum ProcessorCount {
  /// Those that the scheduler lets it use (`taskset`, `cpuset`), or less where a control group limits its share of time,
  /// as containers do. At least 1.
  package static var available: Int {
    let count = ControlGroup.text("/proc/self/status").flatMap(allowed) ?? ProcessInfo.processInfo.activeProcessorCount
    return max(1, min(count, groupLimit() ?? count))
  }

  /// Processors that a process may run on, by the text of its `status`; nil where that does not say.
  package static func allowed(_ status: String) -> Int? {
    // A mask in hexadecimal digits, groups of eight parted by commas.
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed:") }) else { return nil }
    let count = line.drop { $0 != ":" }.reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
    return count > 0 ? count : nil
  }

  /// The limit of the process's control group and those around it; nil where there is none.
  private static func groupLimit() -> Int? {
    let (quotas, periods) = (
      ControlGroup.texts("cpu.cfs_quota_us", of: "cpu"), ControlGroup.texts("cpu.cfs_period_us", of: "cpu")
    )
    // Version 1 has two files for what is one line in version 2.
    return (ControlGroup.texts("cpu.max") + zip(quotas, periods).map { "\($0) \($1)" }).compactMap(limit).min()
  }

  /// Processors that a limit of time makes up, a part of one counted as one; nil for `max` and what cannot be read.
  ///
  /// - Parameter text: of `cpu.max`: microseconds in each period, and its length.
  package static func limit(_ text: String) -> Int? {
    let fields = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
    guard fields.count == 2, let quota = fields[0], let period = fields[1], quota > 0, period > 0, quota.isFinite
    else { return nil }
    return Int(exactly: (quota / period).rounded(.up))
  }
}
