import Glibc
import Synchronization

/// The sessions of all processes of plug-ins, for an end of this program that waits for nothing.
package enum PluginSessions {
  private struct State {
    /// The processes that started them.
    var leaders: Set<pid_t> = []
    var areOver = false
  }

  private static let state = Mutex(State())

  /// Ends all processes of plug-ins, and each that starts after that: the last thing before an end without farewell.
  package static func endAll() {
    let leaders = state.withLock { state in
      state.areOver = true
      return state.leaders
    }
    for leader in leaders { ProcessCensus.kill(session: leader) }
  }

  /// Whether they were all ended, which is no failure of theirs.
  static var areOver: Bool { state.withLock { $0.areOver } }

  /// - Returns: Whether it may go on.
  static func insert(_ leader: pid_t) -> Bool {
    state.withLock { state in
      state.leaders.insert(leader)
      return !state.areOver
    }
  }

  static func remove(_ leader: pid_t) { _ = state.withLock { $0.leaders.remove(leader) } }
}
