internal import Foundation
package import Moderation
package import Timeline

/// What of a finding makes it the one that it is, and what finds it again when that changes a little.
package struct ReviewSubject: Hashable, Sendable {
  package var identity: FindingIdentity
  package var media: Fingerprint
  package var category: String
  /// Milliseconds.
  package var start: Int64
  package var end: Int64
  /// The words as they were heard, without case, accents, punctuation and spaces. No digest of them is in the identity,
  /// which reports show: whoever tried words would find out which they are.
  let text: String

  /// - Parameters:
  ///   - media: what the file holds.
  ///   - range: of the words that the finding is about; its own where it is no matter of words.
  ///   - text: what was heard there, before any filter; empty where the finding is no matter of words.
  package init(media: Fingerprint, category: String, range: TimeRange, text: String) {
    (self.media, self.category) = (media, category)
    (start, end, self.text) = (range.start.milliseconds, range.end.milliseconds, Self.normalised(text))
    let name = [media.description, category, "\(start)", "\(end)"].map { "\($0.utf8.count):\($0)" }.joined()
    identity = FindingIdentity(rawValue: String(ContentDigest(of: Data(name.utf8)).description.prefix(32)))
  }

  private static func normalised(_ text: String) -> String {
    let folded = text.decomposedStringWithCompatibilityMapping.lowercased()
    let letters = folded.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return String(String.UnicodeScalarView(letters))
  }
}
