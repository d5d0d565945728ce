import Foundation
import Moderation

/// What made findings, for people.
enum OriginText {
  /// A line for each part of it.
  ///
  /// - Parameters:
  ///   - digits: of digests.
  ///   - hasTimes: whether it is told when the findings were made.
  static func lines(_ origin: FindingsOrigin, digits: Int = 12, hasTimes: Bool = true) -> [String] {
    var lines = ["profile \(name(origin.profile))"]
    if hasTimes, let time = origin.analysed { lines[0] += ", analysed \(ReportText.moment(time))" }
    if let made = reported(origin) { lines.append(made) }
    lines.append("heard by \(part(origin.recognizer, digits))")
    if let embedder = origin.embedder { lines.append("meanings from \(part(embedder, digits))") }
    lines += origin.annotators.map { "judged by \(part($0, digits))" }
    lines += origin.filters.map { "words changed by \(part($0, digits))" }
    if origin.isUnmasked { lines.append("words are shown as they were recognised, before that") }
    if !origin.rules.isEmpty { lines.append("reported: \(origin.rules.map(name).joined(separator: ", "))") }
    return lines
  }

  private static func reported(_ origin: FindingsOrigin) -> String? {
    guard origin.program != nil || origin.made != nil else { return nil }
    var text = "report made"
    if let program = origin.program { text += " by \(name(program))" }
    if let made = origin.made { text += ", \(ReportText.moment(made))" }
    return text
  }

  private static func part(_ part: FindingsOrigin.Part, _ digits: Int) -> String {
    var text = name(part.plugin)
    if !part.judges.isEmpty { text += " (\(part.judges.map(name).joined(separator: ", ")))" }
    let materials = part.materials.map { material in
      material.digest.map { "\(name(material.name)) \(name(String($0.prefix(digits))))" } ?? name(material.name)
    }
    if !materials.isEmpty { text += ": \(materials.joined(separator: ", "))" }
    let settings = part.settings.sorted { $0.key < $1.key }.map { "\(name($0.key)) \($0.value.text)" }
    if !settings.isEmpty { text += "; \(settings.joined(separator: ", "))" }
    return text
  }

  private static func name(_ text: String) -> String { ReportText.plain(text, limit: 200) }
}

extension FindingsOrigin.Setting {
  fileprivate var text: String {
    switch self {
    case .flag(let value): value ? "on" : "off"
    case .number(let value): "\(value)"
    case .numbers(let values):
      values.sorted { $0.key < $1.key }.map { "\(ReportText.plain($0.key, limit: 60)) \($0.value)" }
        .joined(separator: ", ")
    case .text(let text): ReportText.plain(text, limit: 100)
    case .other: "set"
    }
  }
}

extension FindingsOrigin {
  /// The same of no file in particular: without times, and without the names under which it found something.
  var common: FindingsOrigin {
    var common = self
    func stripped(_ part: Part) -> Part {
      var part = part
      (part.time, part.judges) = (nil, [])
      return part
    }
    common.recognizer = stripped(recognizer)
    common.embedder = embedder.map(stripped)
    common.annotators = annotators.map(stripped)
    common.filters = filters.map(stripped)
    return common
  }
}
