import Foundation
package import Logging
import PluginKit
package import SystemPackage

/// What was tried with a plug-in, and what came of it.
package struct ConformanceFinding: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable {
    case passed
    /// It works, and could serve people better.
    case advice
    case failed
  }

  package var title: String
  package var verdict: Verdict
  /// What happened and what to do; empty where there is nothing to say.
  package var detail: String
  package var elapsed: Duration
}

/// Tries whether a plug-in keeps its contract, be it in the program or in a process of its own. What it does is real work
/// on small inputs; one in a process of its own is also tried with all that can go wrong on the wire.
package struct Conformance: Sendable {
  private let plugin: RegisteredPlugin
  private let settings: JSONValue
  private let host: ExternalHost
  private let folder: FilePath
  private let logger: Logger

  /// - Parameters:
  ///   - settings: laid over the defaults.
  ///   - host: whose records hold no quarantine of the plug-in.
  ///   - folder: an empty one, for temporary files.
  package init(
    _ plugin: RegisteredPlugin, settings: JSONValue = .emptyObject, host: ExternalHost, folder: FilePath, logger: Logger
  ) {
    (self.plugin, self.settings, self.host, self.folder, self.logger) = (plugin, settings, host, folder, logger)
  }

  /// Tries everything, one thing after the other; what fails at once ends it early.
  ///
  /// - Returns: Whether nothing failed.
  package func run(_ report: @escaping @Sendable (ConformanceFinding) -> Void) async -> Bool {
    let trials = Trials(report)
    let made = await trials.attempt("settings: the defaults are accepted") {
      _ = try plugin.configure(settings)
      return nil
    }
    guard made, let configured = try? plugin.configure(settings) else { return false }
    if let discovered = plugin.external {
      let external = ExternalPlugin(discovered, settings: configured.configuration, host: host)
      await WireConformance(external, trials, isolation: host.isolation(logger), logger: logger).run()
      await external.shutDown()
    }
    guard await !trials.hasGivenUp else { return false }
    let context = PluginContext(
      logger: logger, temporaryDirectory: folder, modelDirectory: host.options.modelDirectory)
    await WorkConformance(configured, trials, context).run()
    await host.shutDown()
    return await !trials.hasFailed
  }
}

/// Does one trial after the other, and reports.
actor Trials {
  private let report: @Sendable (ConformanceFinding) -> Void
  private(set) var hasFailed = false
  /// Whether it makes no sense to go on.
  private(set) var hasGivenUp = false

  init(_ report: @escaping @Sendable (ConformanceFinding) -> Void) { self.report = report }

  func giveUp() { hasGivenUp = true }

  /// - Parameter body: throws what is wrong; returns advice, or nil where there is none.
  /// - Returns: Whether it passed.
  @discardableResult
  func attempt(_ title: String, _ body: @Sendable () async throws -> String?) async -> Bool {
    let start = ContinuousClock.now
    var finding = ConformanceFinding(title: title, verdict: .passed, detail: "", elapsed: .zero)
    do {
      if let advice = try await body() { (finding.verdict, finding.detail) = (.advice, advice) }
    } catch {
      (finding.verdict, finding.detail) = (.failed, "\(error)".printable(4_000))
      hasFailed = true
    }
    finding.elapsed = ContinuousClock.now - start
    report(finding)
    return finding.verdict != .failed
  }
}

/// What a trial found wrong.
struct NotConforming: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
