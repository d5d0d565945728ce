package import Moderation
internal import PluginHost

/// The rules by which findings are reported, checked.
package struct ReportRules: Hashable, Sendable {
  private let thresholds: [String: Double]
  private let severities: [String: Severity]
  private let hidden: [String]

  /// Everything is reported.
  package static let everything = ReportRules()

  private init() { (thresholds, severities, hidden) = ([:], [:], []) }

  /// - Throws: `ConfigurationDiagnostics`, all that is wrong at once.
  init(_ settings: ReportSettings, at pointer: String) throws {
    var problems: [ConfigurationDiagnostic] = []
    func check(_ category: String, in key: String, at index: String) {
      guard category.isEmpty || category.dropLast(category.hasSuffix("*") ? 1 : 0).contains("*") else { return }
      problems.append(
        .init(
          pointer.appendingPointer(key).appendingPointer(index),
          "“\(category)” is no category; write a name, the beginning of names such as “vocabulary.*”, or “*”"))
    }
    for (category, score) in settings.thresholds.sorted(by: { $0.key < $1.key }) {
      check(category, in: "thresholds", at: category)
      guard !(0...1).contains(score) else { continue }
      problems.append(
        .init(pointer.appendingPointer("thresholds").appendingPointer(category), "\(score) is not within 0…1"))
    }
    var severities: [String: Severity] = [:]
    let known = Severity.allCases.map(\.rawValue)
    for (category, name) in settings.severities.sorted(by: { $0.key < $1.key }) {
      check(category, in: "severities", at: category)
      severities[category] = Severity(rawValue: name)
      guard severities[category] == nil else { continue }
      let near = Spelling.nearest(to: name, in: known).map { "did you mean “\($0)”?" }
      problems.append(
        .init(
          pointer.appendingPointer("severities").appendingPointer(category),
          "“\(name)” is no severity; \(near ?? "there are \(known.joined(separator: ", "))")"))
    }
    for (index, category) in settings.hidden.enumerated() { check(category, in: "hidden", at: "\(index)") }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    (thresholds, self.severities, hidden) = (settings.thresholds, severities, settings.hidden)
  }

  /// Whether `finding` is reported.
  package func reports(_ finding: Finding) -> Bool {
    let category = finding.category
    if hidden.contains(where: { Self.matches(category, $0) }) { return false }
    if let least = Self.rule(of: category, in: thresholds), !(finding.score >= least) { return false }
    guard let least = Self.rule(of: category, in: severities), let severity = finding.severity else { return true }
    return severity >= least
  }

  /// For people, a line a rule; empty where everything is reported.
  var lines: [String] {
    thresholds.sorted { $0.key < $1.key }.map { "\($0.key) from \($0.value)" }
      + severities.sorted { $0.key < $1.key }.map { "\($0.key) from severity \($0.value.rawValue)" }
      + Set(hidden).sorted().map { "\($0) left out" }
  }

  /// As data, for recipes; null where everything is reported.
  var canonical: JSONValue {
    guard self != .everything else { return .null }
    return .object([
      "hidden": .array(Set(hidden).sorted().map(JSONValue.string)),
      "severities": .object(severities.mapValues { .string($0.rawValue) }),
      "thresholds": .object(thresholds.mapValues { .number($0) }),
    ])
  }

  private static func rule<Value>(of category: String, in rules: [String: Value]) -> Value? {
    if let exact = rules[category] { return exact }
    return rules.filter { matches(category, $0.key) }.max { $0.key.utf8.count < $1.key.utf8.count }?.value
  }

  private static func matches(_ category: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? category.hasPrefix(pattern.dropLast()) : category == pattern
  }
}
