internal import Moderation
public import PluginKit
internal import TextClassification
internal import Vocabulary

/// Settings of the toxicity annotator.
public struct ToxicityConfiguration: PluginConfiguration {
  /// Categories that are reported. All; `toxicity` is reported where it is reached and none of the others is.
  public var categories = ToxicityCategory.allCases.map(\.rawValue)
  /// The score from which a category is reported, 0…1 by category: `{"insult": 0.8}`. Those that are not named have 0.61, and
  /// `sexual` 0.74: the least from 0.6 on at which at most 0.5 % of each set of calm speech that was held out were flagged.
  /// Utterances that are judged by lists have 0.5: a word of a list is one.
  public var thresholds: [String: Double] = [:]
  /// The least severity that is reported: `low`, `medium`, `high`, `critical`. All by default.
  public var minimumSeverity = Severity.low.rawValue
  /// The lists by which utterances in other languages than English are judged: `surtitle vocabulary list` shows them.
  /// `profanity` stands for `profanity.de`, `profanity.es` and so on, which come with the program; where empty, English
  /// alone is judged.
  public var lists: [String] = ["profanity"]
  /// Whether raised voices are looked for in the sound.
  public var shouting = true
  /// The score from which shouting is reported, 0…1. The default is a voice that is 6 dB louder and 3.5 semitones
  /// higher than usual.
  public var shoutingThreshold = 0.5

  public init() {}

  public static let choices = ["minimumSeverity": Severity.allCases.map(\.rawValue)]

  /// - Throws: `ConfigurationError`.
  func validate() throws {
    for (index, name) in categories.enumerated() { try Self.check(name, "/categories/\(index)") }
    for (name, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
      try Self.check(name, "/thresholds/\(name)")
      guard (0...1).contains(threshold) else {
        throw ConfigurationError("/thresholds/\(name)", "\(threshold) is not within 0…1")
      }
    }
    for (index, name) in lists.enumerated() {
      do { try VocabularyName.check(name) } catch { throw ConfigurationError("/lists/\(index)", "\(error)") }
    }
    guard Severity(rawValue: minimumSeverity) != nil else {
      throw ConfigurationError(
        "/minimumSeverity",
        "“\(minimumSeverity)” is none of \(Severity.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard (0...1).contains(shoutingThreshold) else {
      throw ConfigurationError("/shoutingThreshold", "\(shoutingThreshold) is not within 0…1")
    }
  }

  private static func check(_ category: String, _ pointer: String) throws {
    guard ToxicityCategory(rawValue: category) == nil else { return }
    let known = ToxicityCategory.allCases.map(\.rawValue).joined(separator: ", ")
    throw ConfigurationError(pointer, "there is no category “\(category)”: they are \(known)")
  }
}
