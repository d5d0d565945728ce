internal import Crypto
internal import Foundation

/// The secret of one store of reviews: whoever reads the trail cannot find out by trying which words a decision is about,
/// as without it nobody can tell the digest of a word. Whoever has the store itself has the key as well.
struct WordsKey: Sendable {
  static let length = 32
  let bytes: [UInt8]

  /// Nil for what is no key.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }

  static func random() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// HMAC-SHA-256 (RFC 2104) of the words, the first 32 hexadecimal digits; another one in other media.
  func digest(of subject: ReviewSubject) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(subject.media)\n\(subject.text)".utf8), using: SymmetricKey(data: bytes))
    return String(code.hexadecimal.prefix(32))
  }
}
