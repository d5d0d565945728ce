import Foundation
import Glibc

/// Counts processes, from what the system tells of them under `/proc`.
enum ProcessCensus {
  /// Processes and threads of this user.
  static func tasksOfUser() -> Int {
    let user = getuid()
    return identifiers().reduce(0) { sum, identifier in
      var owner = stat()
      guard stat("/proc/\(identifier)", &owner) == 0, owner.st_uid == user, let fields = status(identifier)?.fields
      else { return sum }
      return sum + (fields.count > 17 ? Int(fields[17]) ?? 1 : 1)
    }
  }

  struct Member: Hashable {
    var identifier: pid_t
    var parent: pid_t
    /// Of its program, or what it calls itself.
    var name: Substring
  }

  /// The processes of the session that `leader` started.
  static func members(ofSession leader: pid_t) -> [Member] {
    identifiers().compactMap { identifier in
      guard let (name, fields) = status(identifier), fields.count > 3, fields[0] != "Z", pid_t(fields[3]) == leader
      else { return nil }
      return Member(identifier: identifier, parent: pid_t(fields[1]) ?? 0, name: name)
    }
  }

  /// Ends all processes of a session, also those that some of them start meanwhile.
  static func kill(session leader: pid_t) {
    _ = Glibc.kill(-leader, SIGKILL)
    for _ in 0..<100 {
      let left = members(ofSession: leader)
      if left.isEmpty { return }
      for process in left { _ = Glibc.kill(process.identifier, SIGKILL) }
      // Those that were ended just now take a moment.
      usleep(1_000)
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

  /// The name, and the fields of `/proc/…/stat` after it: state, parent, group, session … proc(5).
  private static func status(_ identifier: pid_t) -> (name: Substring, fields: [Substring])? {
    // The name may hold anything, parentheses too.
    guard let data = FileManager.default.contents(atPath: "/proc/\(identifier)/stat") else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    guard let start = text.firstIndex(of: "("), let end = text.lastIndex(of: ")"), start < end else { return nil }
    return (text[text.index(after: start)..<end], text[text.index(after: end)...].split(separator: " "))
  }
}
