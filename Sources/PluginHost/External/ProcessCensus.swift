import Foundation
import Glibc

/// Counts processes, from what the system tells of them under `/proc`.
enum ProcessCensus {
  /// Processes and threads of this user.
  static func tasksOfUser() -> Int {
    let user = getuid()
    return identifiers().reduce(0) { sum, identifier in
      var status = stat()
      guard stat("/proc/\(identifier)", &status) == 0, status.st_uid == user, let fields = fields(identifier) else {
        return sum
      }
      return sum + (fields.count > 17 ? Int(fields[17]) ?? 1 : 1)
    }
  }

  /// The processes of the session that `leader` started.
  static func processes(ofSession leader: pid_t) -> [pid_t] {
    identifiers().filter { identifier in
      guard let fields = fields(identifier), fields.count > 3 else { return false }
      return fields[0] != "Z" && pid_t(fields[3]) == leader
    }
  }

  private static func identifiers() -> [pid_t] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var identifiers: [pid_t] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256, String.init(cString:))
      }
      if let identifier = pid_t(name) { identifiers.append(identifier) }
    }
    return identifiers
  }

  /// The fields of `/proc/…/stat` after the name, which may hold anything: state, parent, group, session … proc(5).
  private static func fields(_ identifier: pid_t) -> [Substring]? {
    guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    return text[text.index(after: end)...].split(separator: " ")
  }
}
