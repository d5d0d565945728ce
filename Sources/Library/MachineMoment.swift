internal import Foundation
internal import SystemPackage

/// What of the machine tells, compared with a later moment, why a program may have ended in between.
struct MachineMoment: Hashable {
  /// Another one after each start of the machine.
  var boot: String
  /// How many programs the system ended for lack of memory since then, in all containers: `oom_kill` of proc(5).
  var memoryKills: Int
  /// The same for the control group that this program is in; nil where there is none.
  var group: ControlGroup?

  struct ControlGroup: Hashable {
    var path: FilePath
    /// Of the folder: a group that was made anew has another.
    var inode: UInt64
    var memoryKills: Int
  }
}

extension MachineMoment.ControlGroup {
  /// Nil where `path` is no control group of the second version.
  init?(at path: FilePath) {
    guard let inode = FileStatus.at(path)?.identity.inode,
      let kills = MachineMoment.count("oom_kill", in: path.appending("memory.events"))
    else { return nil }
    self.init(path: path, inode: inode, memoryKills: kills)
  }
}

extension MachineMoment {
  /// Now.
  init() {
    boot = Self.read("/proc/sys/kernel/random/boot_id").trimmingCharacters(in: .whitespacesAndNewlines)
    memoryKills = Self.count("oom_kill", in: "/proc/vmstat") ?? 0
    // `0::/path` below the place where control groups are mounted.
    let own = Self.read("/proc/self/cgroup").split(separator: "\n").first { $0.hasPrefix("0::/") }
    group = own.flatMap { ControlGroup(at: FilePath("/sys/fs/cgroup\($0.dropFirst(3))")) }
  }

  init?(text: String) {
    let parts = text.split(separator: " ", maxSplits: 4).map(String.init)
    guard parts.count == 2 || parts.count == 5, let count = Int(parts[1]) else { return nil }
    self.init(boot: parts[0], memoryKills: count)
    guard parts.count == 5, let inode = UInt64(parts[2]), let kills = Int(parts[3]) else { return }
    group = ControlGroup(path: FilePath(parts[4]), inode: inode, memoryKills: kills)
  }

  var text: String {
    let group = group.map { " \($0.inode) \($0.memoryKills) \($0.path.string)" } ?? ""
    return "\(boot) \(memoryKills)\(group)"
  }

  /// Whether a program that was there at this moment and is not there at `later` may have been ended for lack of memory.
  /// Where its control group is still the same, what happened in others says nothing.
  func endsForMemory(before later: MachineMoment) -> Bool {
    guard let group, let now = ControlGroup(at: group.path), now.inode == group.inode else {
      return later.memoryKills > memoryKills
    }
    return now.memoryKills > group.memoryKills
  }

  /// The number after `name` in a file of such lines.
  fileprivate static func count(_ name: String, in path: FilePath) -> Int? {
    let line = read(path).split(separator: "\n").first { $0.hasPrefix("\(name) ") }
    return line?.split(separator: " ").last.flatMap { Int($0) }
  }

  private static func read(_ path: FilePath) -> String {
    (try? Data(readingFile: path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
