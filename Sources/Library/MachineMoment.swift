internal import Foundation
internal import SystemPackage

/// What of the machine tells, compared with a later moment, why a program may have ended in between.
struct MachineMoment: Hashable {
  /// Another one after each start of the machine.
  var boot: String
  /// How many programs the system ended for lack of memory since then, in containers too: `oom_kill` of proc(5).
  var memoryKills: Int

  init() {
    boot = Self.read("/proc/sys/kernel/random/boot_id").trimmingCharacters(in: .whitespacesAndNewlines)
    let line = Self.read("/proc/vmstat").split(separator: "\n").first { $0.hasPrefix("oom_kill ") }
    memoryKills = line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
  }

  init?(text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let count = Int(parts[1]) else { return nil }
    (boot, memoryKills) = (String(parts[0]), count)
  }

  var text: String { "\(boot) \(memoryKills)" }

  private static func read(_ path: FilePath) -> String {
    (try? Data(readingFile: path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
