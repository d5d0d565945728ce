internal import Crypto
package import Foundation
internal import SystemPackage

/// The key that messages are signed with, as Standard Webhooks (standardwebhooks.com) has it: `whsec_` and 24 to 64 bytes in
/// Base64.
package struct WebhookSecret: Sendable {
  package struct Problem: Error, CustomStringConvertible {
    package var description: String
  }

  private let key: SymmetricKey

  package init(_ text: String) throws {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(text.dropFirst(6))),
      (24...64).contains(bytes.count)
    else {
      throw Problem(
        description: "the webhook's secret must be “whsec_” and 24 to 64 bytes in Base64, such as "
          + "“echo whsec_$(openssl rand -base64 32)” prints")
    }
    key = SymmetricKey(data: bytes)
  }

  package init(_ reference: SecretReference, _ environment: [String: String]) throws {
    switch reference {
    case .variable(let name):
      guard let text = environment[name], !text.isEmpty else {
        throw Problem(description: "the webhook's secret is not there: $\(name) is not set")
      }
      try self.init(text)
    case .file(let path):
      let data: Data
      do {
        data = try Data(contentsOf: URL(filePath: path.string))
      } catch {
        throw Problem(
          description: "the webhook's secret cannot be read from \(path): \(error.localizedDescription)")
      }
      try self.init(String(decoding: data.prefix(1_000), as: UTF8.self))
    }
  }

  /// The header `webhook-signature`: HMAC-SHA256 over id, time and body, parted by dots.
  ///
  /// - Parameter time: seconds since 1970.
  package func signature(id: String, time: Int64, body: Data) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(time).".utf8) + body, using: key)
    return "v1," + Data(code).base64EncodedString()
  }
}
