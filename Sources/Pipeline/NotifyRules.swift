internal import Foundation
internal import Library
package import Notifications
internal import PluginHost
internal import PluginKit

/// Who is told of which files, checked.
package struct NotifyRules: Sendable {
  static let none = NotifyRules()

  package private(set) var targets: [NoticeTarget] = []
  private var statuses: Set<FileReport.Status> = []

  private init() {}

  /// - Throws: `ConfigurationDiagnostics`.
  init(_ settings: NotifySettings, at pointer: String) throws {
    var problems: [ConfigurationDiagnostic] = []
    func complain(_ key: String, _ message: String) {
      problems.append(ConfigurationDiagnostic(pointer.appendingPointer(key), message))
    }
    for (index, name) in settings.on.enumerated() {
      if let status = FileReport.Status(rawValue: name) {
        statuses.insert(status)
      } else {
        let known = FileReport.Status.allCases.map(\.rawValue)
        let near = Spelling.nearest(to: name, in: known).map { "did you mean “\($0)”?" }
        let place = pointer.appendingPointer("on").appendingPointer("\(index)")
        problems.append(
          ConfigurationDiagnostic(
            place,
            "“\(name)” is nothing that becomes of a file; "
              + (near ?? "there are \(known.joined(separator: ", "))")))
      }
    }
    if !(settings.timeout >= 1 && settings.timeout <= Notifier.longestTimeout) {
      complain("timeout", "this must be a number of seconds from 1 to \(Int(Notifier.longestTimeout))")
    }
    var secret: SecretReference?
    if !settings.secret.isEmpty {
      secret = SecretReference(settings.secret)
      if secret == nil {
        complain(
          "secret", "write where the secret is, “env:NAME” or “file:/path”; the secret itself does not belong here")
      }
    }
    if !settings.webhook.isEmpty {
      if let address = URL(string: settings.webhook), ["http", "https"].contains(address.scheme?.lowercased()),
        address.host()?.isEmpty == false
      {
        targets.append(.webhook(address, secret: secret, timeout: settings.timeout))
      } else {
        complain("webhook", "this must be an address such as “https://example.org/hook”")
      }
    }
    if let program = settings.command.first {
      if program.isEmpty { complain("command", "the program is missing") }
      targets.append(.command(settings.command, timeout: settings.timeout))
    }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
  }

  /// Looks for what the machine must have: the secret, the program.
  ///
  /// - Throws: `EnvironmentError`.
  package func check(_ environment: [String: String]) async throws {
    for target in targets {
      do { try await target.check(environment) } catch { throw EnvironmentError("notify: \(error)") }
    }
  }

  /// The messages that tell of `report`.
  func notices(of report: FileReport, profile: String) -> [Notice] {
    guard !targets.isEmpty, statuses.contains(report.status) else { return [] }
    let now = Date()
    var data = report.members
    data["profile"] = .string(profile)
    let body = JSONValue.object([
      "type": .string("file.\(report.status.rawValue)"), "timestamp": .string(Timestamp.text(now)),
      "data": .object(data),
    ])
    return targets.map { target in
      Notice(
        target: target.text, subject: report.item.path, body: Data(body.canonical.utf8),
        created: now.timeIntervalSince1970)
    }
  }
}
