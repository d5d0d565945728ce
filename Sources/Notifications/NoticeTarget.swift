package import Foundation
package import SystemPackage

/// Who is told of a file.
package enum NoticeTarget: Hashable, Sendable, Codable {
  /// Messages are posted to an address.
  case webhook(URL, secret: SecretReference?, timeout: Double)
  /// A program gets the message on its standard input.
  case command([String], timeout: Double)

  /// Seconds that a try may take.
  var timeout: Double {
    switch self {
    case .webhook(_, _, let timeout), .command(_, let timeout): timeout
    }
  }

  /// Looks for what a delivery needs on this machine.
  ///
  /// - Throws: what is missing, for people.
  package func check(_ environment: [String: String]) async throws {
    switch self {
    case .webhook(_, let secret, _): if let secret { _ = try WebhookSecret(secret, environment) }
    case .command(let words, _): try await CommandHook.check(words)
    }
  }

  /// For people: without what an address may hold of secrets, which for some services is its path.
  package var label: String {
    switch self {
    case .webhook(let address, _, _):
      "\(address.scheme ?? "http")://\(address.host() ?? "")\(address.port.map { ":\($0)" } ?? "")"
    case .command(let words, _): words.first ?? ""
    }
  }

  /// As the catalogue keeps it.
  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  package init?(text: String) {
    guard let target = try? JSONDecoder().decode(NoticeTarget.self, from: Data(text.utf8)) else { return nil }
    self = target
  }

}

/// Where a secret is kept. The secret itself is in no configuration and in no catalogue.
package enum SecretReference: Hashable, Sendable, Codable {
  case variable(String)
  case file(FilePath)

  /// `env:NAME` or `file:/path`; nil for anything else.
  package init?(_ text: String) {
    if text.hasPrefix("env:"), text.count > 4 {
      self = .variable(String(text.dropFirst(4)))
    } else if text.hasPrefix("file:/") {
      self = .file(FilePath(String(text.dropFirst(5))))
    } else {
      return nil
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .variable(let name): try container.encode("env:" + name)
    case .file(let path): try container.encode("file:" + path.string)
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let reference = SecretReference(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no reference to a secret")
    }
    self = reference
  }
}
