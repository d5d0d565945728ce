internal import Foundation
internal import Moderation
public import PluginKit

/// Settings of the annotator that asks a language model.
public struct ModerationLLMConfiguration: PluginConfiguration {
  /// The address of a chat endpoint as OpenAI's API has it, up to the version: `http://127.0.0.1:8080/v1`. Empty, as
  /// nothing is sent anywhere unless somebody asks for it.
  public var endpoint = ""
  /// The model, as the endpoint calls it.
  public var model = ""
  /// Where the key of the endpoint is: `env:NAME`. Empty for none. The key itself does not belong here.
  public var key = ""
  /// Categories that are asked for.
  public var categories = ToxicityCategory.allCases.map(\.rawValue)
  /// The score from which a category is reported, 0…1.
  public var threshold = 0.5
  /// The same for single categories: `{"insult": 0.8}`.
  public var thresholds: [String: Double] = [:]
  /// Languages that are judged, such as `["en", "fr"]`; empty for all.
  public var languages: [String] = []
  /// Utterances of one question, 1…100. They are in order, so that each is seen with its neighbours.
  public var batchSize = 20
  /// Seconds that an answer may take, 1…600.
  public var timeout = 60.0
  /// How often a question is asked again that got no answer, or one that is none, 0…10.
  public var retries = 3

  public init() {}

  public static var guarded: [String: String] {
    let reason =
      "it would let whoever writes to the folder have what is said, and keys, sent anywhere; set it in the profile"
    return ["endpoint": reason, "key": reason, "model": reason]
  }

  /// - Throws: `ConfigurationError`.
  func validate() throws {
    guard let url = URL(string: endpoint), ["http", "https"].contains(url.scheme), url.host()?.isEmpty == false,
      url.user() == nil, url.query() == nil
    else {
      throw ConfigurationError(
        "/endpoint",
        "write the address of a chat endpoint, such as http://127.0.0.1:8080/v1; what is said is sent there")
    }
    guard !model.isEmpty else { throw ConfigurationError("/model", "write the model's name, as the endpoint knows it") }
    guard key.isEmpty || (key.hasPrefix("env:") && key.count > 4) else {
      throw ConfigurationError("/key", "write where the key is, “env:NAME”; the key itself does not belong here")
    }
    guard !categories.isEmpty else { throw ConfigurationError("/categories", "nothing is asked for") }
    for (index, name) in categories.enumerated() { try Self.check(name, "/categories/\(index)") }
    for (name, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
      try Self.check(name, "/thresholds/\(name)")
      try Self.check(threshold, 0...1, "/thresholds/\(name)")
    }
    try Self.check(threshold, 0...1, "/threshold")
    try Self.check(Double(batchSize), 1...100, "/batchSize")
    try Self.check(timeout, 1...600, "/timeout")
    try Self.check(Double(retries), 0...10, "/retries")
  }

  private static func check(_ value: Double, _ range: ClosedRange<Double>, _ pointer: String) throws {
    guard range.contains(value) else {
      throw ConfigurationError(
        pointer, "\(value.formatted()) is not within \(range.lowerBound.formatted())…\(range.upperBound.formatted())")
    }
  }

  private static func check(_ category: String, _ pointer: String) throws {
    guard ToxicityCategory(rawValue: category) == nil else { return }
    let known = ToxicityCategory.allCases.map(\.rawValue).joined(separator: ", ")
    throw ConfigurationError(pointer, "there is no category “\(category)”: they are \(known)")
  }
}
