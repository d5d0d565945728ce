import Foundation

/// The control groups (version 2) that limit what this process may use, as containers and services do.
package enum ControlGroup {
  /// What a file such as `cpu.max` says in the process's group and in those around it.
  static func texts(_ name: String) -> [String] {
    guard let membership = text("/proc/self/cgroup") else { return [] }
    return paths(membership).compactMap { text("/sys/fs/cgroup\($0)/\(name)") }
  }

  /// The paths of a process's control group and of all around it, innermost first.
  ///
  /// - Parameter membership: the text of `/proc/self/cgroup`.
  package static func paths(_ membership: String) -> [String] {
    guard let line = membership.split(separator: "\n").first(where: { $0.hasPrefix("0::/") }) else { return [] }
    let names = line.dropFirst("0::/".count).split(separator: "/")
    return (0...names.count).reversed().map { names.prefix($0).map { "/" + $0 }.joined() }
  }

  /// A file of the system's; nil where there is none.
  static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
