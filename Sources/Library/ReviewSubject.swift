internal import Foundation
package import Moderation
package import Timeline

/// What of a finding makes it the one that it is, and what finds it again when that changes a little.
package struct ReviewSubject: Hashable, Sendable {
  package var identity: FindingIdentity
  package var category: String
  /// Milliseconds.
  package var start: Int64
  package var end: Int64
  /// Digest of the words as they were heard, without case, accents, punctuation and spaces.
  package var words: String

  /// - Parameters:
  ///   - media: what the file holds.
  ///   - range: of the words that the finding is about; its own where it is no matter of words.
  ///   - text: what was heard there, before any filter; empty where the finding is no matter of words.
  package init(media: Fingerprint, category: String, range: TimeRange, text: String) {
    (self.category, start, end) = (category, range.start.milliseconds, range.end.milliseconds)
    words = String(ContentDigest(of: Data("\(media)\n\(Self.normalised(text))".utf8)).description.prefix(32))
    let name = [media.description, category, "\(start)", "\(end)", words].map { "\($0.utf8.count):\($0)" }.joined()
    identity = FindingIdentity(rawValue: String(ContentDigest(of: Data(name.utf8)).description.prefix(32)))
  }

  private static func normalised(_ text: String) -> String {
    let folded = text.decomposedStringWithCompatibilityMapping.lowercased()
    let letters = folded.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return String(String.UnicodeScalarView(letters))
  }
}
