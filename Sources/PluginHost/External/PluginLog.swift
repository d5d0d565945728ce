import Logging
import PluginProtocol
import Synchronization

/// What a plug-in tells people: it floods neither them nor the disk, and does not steer their terminal.
final class PluginLog: Sendable {
  /// So many lines may come at once, and so many a second after that.
  static let (burst, perSecond) = (200.0, 20.0)
  /// Characters of a line.
  static let length = 1_000

  private let logger: Logger
  private let plugin: String
  private let state = Mutex(State())

  private struct State {
    var left = PluginLog.burst
    var last = SuspendingClock.now
    var passedOver = 0
  }

  init(_ logger: Logger, plugin: String) { (self.logger, self.plugin) = (logger, plugin) }

  func tell(_ params: LogParams) {
    let level = params.level.loggerLevel
    // What nobody sees takes no place.
    guard level >= logger.logLevel else { return }
    let passedOver: Int? = state.withLock { state in
      let now = SuspendingClock.now
      state.left = min(Self.burst, state.left + state.last.duration(to: now) / .seconds(1) * Self.perSecond)
      state.last = now
      guard state.left >= 1 else {
        state.passedOver += 1
        return nil
      }
      state.left -= 1
      defer { state.passedOver = 0 }
      return state.passedOver
    }
    guard let passedOver else { return }
    if passedOver > 0 { logger.warning("the plug-in “\(plugin)” said \(passedOver) lines more, too many to show") }
    logger.log(level: level, "\(params.message.printable(Self.length))")
  }
}

extension LogParams.Level {
  fileprivate var loggerLevel: Logger.Level {
    switch self {
    case .debug: .debug
    // What was said may be in it, and belongs in no log that is kept.
    case .info: .debug
    case .warning: .warning
    case .error: .error
    }
  }
}

extension String {
  /// As it may reach a terminal: without control characters and without those that turn the direction of what follows, and
  /// of `limit` characters at most.
  package func printable(_ limit: Int, keepingLines: Bool = false) -> String {
    var text = ""
    var count = 0
    for scalar in unicodeScalars {
      guard count < limit else { return text + "…" }
      count += 1
      switch scalar.value {
      case 0x0A where keepingLines: text.unicodeScalars.append(scalar)
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: text.append(" ")
      case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
