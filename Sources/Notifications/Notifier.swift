internal import Foundation
package import Library
package import Logging
internal import SystemPackage

/// Delivers the messages that wait in the catalogue: at least once, in the order in which they were left where nothing
/// fails.
package struct Notifier: Sendable {
  /// Seconds between a try that failed and the next. After the last the message is given up.
  static let delays: [Double] = [5, 30, 120, 600, 1_800, 7_200, 18_000, 36_000]
  /// Seconds that a try may take at most.
  package static let longestTimeout = 100.0
  /// Seconds after which a message is of no use to anybody: a week, during which no program was there to deliver it.
  static let lifetime = 604_800.0
  /// Messages on their way at once.
  private static let width = 4
  /// Between looks for messages while the catalogue cannot be read, at most.
  private static let longestPause = Duration.seconds(60)

  private let catalogue: Catalogue
  private let environment: [String: String]
  private let logger: Logger
  private let now: @Sendable () -> Double

  package init(
    _ catalogue: Catalogue, environment: [String: String] = ProcessInfo.processInfo.environment, logger: Logger,
    now: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
  ) {
    self.catalogue = catalogue
    self.environment = environment
    self.logger = logger
    self.now = now
  }

  /// Delivers what is due until `isOver` says that nothing more is to be begun, or the task is cancelled, which stops what
  /// is on its way.
  package func run(until isOver: @Sendable () -> Bool = { false }) async {
    let usual = Duration.milliseconds(500)
    var pause = usual
    while !Task.isCancelled, !isOver() {
      do {
        guard try await deliverDue() == 0 else { continue }
        pause = usual
      } catch {
        pause = min(pause * 2, Self.longestPause)
        logger.warning(
          "Messages cannot be looked up", metadata: ["error": "\(error)", "seconds": "\(pause / .seconds(1))"])
      }
      // In steps, so that the end of everything else does not wait for this.
      let end = ContinuousClock.now + pause
      while ContinuousClock.now < end, !isOver(), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
    }
  }

  /// Delivers what is due now or will be within `time`, and says what is left.
  package func finish(within time: Duration) async -> Catalogue.NoticeSummary {
    let end = now() + time / .seconds(1)
    while !Task.isCancelled, now() < end {
      guard let due = try? catalogue.noticeSummary().due, due < end else { break }
      // Those of others come back when their time is over.
      if await (try? deliverDue()) ?? 0 == 0 { try? await Task.sleep(for: .milliseconds(100)) }
    }
    return (try? catalogue.noticeSummary()) ?? .init()
  }

  /// Delivers some of what is due; returns how many messages that were.
  private func deliverDue() async throws -> Int {
    let dropped = try catalogue.removeNotices(before: now() - Self.lifetime)
    if dropped > 0 {
      logger.error("Messages that nobody delivered for a week are given up", metadata: ["messages": "\(dropped)"])
    }
    let notices = try catalogue.takeNotices(Self.width, now: now(), lease: Self.longestTimeout + 20)
    await withTaskGroup(of: Void.self) { group in
      for notice in notices { group.addTask { await self.deliver(notice) } }
    }
    return notices.count
  }

  private func deliver(_ notice: Notice) async {
    let target = NoticeTarget(text: notice.target)
    let outcome = await target.attempt(notice, environment, now())
    let metadata: Logger.Metadata = [
      "media": "\(notice.subject.display)", "target": "\(target?.label ?? "")", "id": "\(notice.id)",
    ]
    func with(_ error: String) -> Logger.Metadata { metadata.merging(["error": "\(error)"]) { $1 } }
    do {
      switch outcome {
      case .delivered:
        logger.info("Message delivered", metadata: metadata)
        try catalogue.removeNotice(notice.id)
      case .refused(let reason):
        logger.error("A message could not be delivered and is given up", metadata: with(reason))
        try catalogue.removeNotice(notice.id)
      case .failed(let reason, let delay):
        var notice = notice
        // A try that was stopped is none.
        if !Task.isCancelled { notice.tries += 1 }
        guard notice.tries <= Self.delays.count else {
          logger.error("A message could not be delivered and is given up", metadata: with(reason))
          return try catalogue.removeNotice(notice.id)
        }
        let usual = notice.tries == 0 ? 0 : Self.delays[notice.tries - 1]
        notice.due = now() + min(max(usual, delay ?? 0), Self.delays[Self.delays.count - 1])
        notice.error = reason
        logger.warning("A message was not delivered and is tried again", metadata: with(reason))
        try catalogue.postpone(notice)
      }
    } catch {
      // It is delivered once more then.
      logger.warning("What became of a message cannot be remembered", metadata: with("\(error)"))
    }
  }
}

extension NoticeTarget? {
  fileprivate func attempt(_ notice: Notice, _ environment: [String: String], _ now: Double) async -> Delivery {
    switch self {
    case .webhook(let address, let secret, let timeout)?:
      do {
        let secret = try secret.map { try WebhookSecret($0, environment) }
        return await WebhookClient().post(notice, to: address, secret: secret, timeout: timeout, now: now)
      } catch {
        return .failed("\(error)")
      }
    case .command(let words, let timeout)?: return await CommandHook.run(words, on: notice, timeout: timeout)
    case nil: return .refused("who should get it is not known to this version")
    }
  }
}
