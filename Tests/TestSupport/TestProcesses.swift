import Foundation

/// Processes on this machine, found by what stands in their command lines.
public enum TestProcesses {
  /// How many processes were started with `token` among their arguments.
  public static func running(with token: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.count { name in
      guard Int(name) != nil, let data = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
        return false
      }
      return String(decoding: data, as: UTF8.self).contains(token)
    }
  }

  /// Whether they all end within ten seconds.
  public static func isNoneLeft(with token: String) async throws -> Bool {
    for _ in 0..<500 {
      if running(with: token) == 0 { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}
