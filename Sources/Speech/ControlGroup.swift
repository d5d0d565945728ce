import Foundation

/// The control groups that limit what this process may use, as containers and services do.
package enum ControlGroup {
  /// What a file such as `cpu.max` says in the process's group and in those around it.
  static func texts(_ name: String) -> [String] {
    guard let membership = text("/proc/self/cgroup") else { return [] }
    return paths(membership).compactMap { text("/sys/fs/cgroup\($0)/\(name)") }
  }

  /// The same for a controller of version 1, such as `memory`.
  static func texts(_ name: String, of controller: String) -> [String] {
    guard let membership = text("/proc/self/cgroup") else { return [] }
    return paths(membership, of: controller).compactMap { text("/sys/fs/cgroup/\(controller)\($0)/\(name)") }
  }

  /// The paths of a process's control group and of all around it, innermost first.
  ///
  /// - Parameters:
  ///   - membership: the text of `/proc/self/cgroup`.
  ///   - controller: of version 1; nil for the one hierarchy of version 2.
  package static func paths(_ membership: String, of controller: String? = nil) -> [String] {
    let lines = membership.split(separator: "\n").map {
      $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    }
    let own = lines.first { line in
      guard line.count == 3 else { return false }
      return controller.map { line[1].split(separator: ",").contains(Substring($0)) }
        ?? (line[0] == "0" && line[1].isEmpty)
    }
    guard let own, own[2].hasPrefix("/") else { return [] }
    let names = own[2].split(separator: "/")
    return (0...names.count).reversed().map { names.prefix($0).map { "/" + $0 }.joined() }
  }

  /// A file of the system's; nil where there is none.
  static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
