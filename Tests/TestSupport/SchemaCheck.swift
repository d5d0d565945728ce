package import Foundation

/// Checks JSON against the part of JSON Schema (2020-12) that our schemas use; anything else in a schema is a fault.
package struct SchemaCheck {
  private let root: [String: Any]

  package init(_ schema: Data) throws {
    root = try JSONSerialization.jsonObject(with: schema) as? [String: Any] ?? [:]
  }

  /// What is wrong, each with its JSON pointer.
  package func problems(of document: Data) throws -> [String] {
    problems(try JSONSerialization.jsonObject(with: document, options: .fragmentsAllowed), root, "")
  }

  private static let remarks: Set = ["$schema", "$defs", "title", "description", "default", "examples"]

  private func problems(_ value: Any, _ schema: [String: Any], _ pointer: String) -> [String] {
    var problems: [String] = []
    for (keyword, rule) in schema where !Self.remarks.contains(keyword) {
      switch (keyword, rule) {
      case ("$ref", let name as String):
        let key = name.replacingOccurrences(of: "#/$defs/", with: "")
        guard let target = (root["$defs"] as? [String: Any])?[key] as? [String: Any] else {
          problems.append("\(pointer): there is no \(name)")
          continue
        }
        problems += self.problems(value, target, pointer)
      case ("type", let type as String):
        if !Self.isOfType(value, type) { problems.append("\(pointer): not of the type \(type)") }
      case ("type", let types as [String]):
        if !types.contains(where: { Self.isOfType(value, $0) }) { problems.append("\(pointer): not of \(types)") }
      case ("const", _):
        if !Self.equal(value, rule) { problems.append("\(pointer): not \(rule)") }
      case ("enum", let choices as [Any]):
        if !choices.contains(where: { Self.equal(value, $0) }) { problems.append("\(pointer): none of \(choices)") }
      case ("minimum", let bound as Double):
        if let number = value as? Double, number < bound { problems.append("\(pointer): less than \(bound)") }
      case ("maximum", let bound as Double):
        if let number = value as? Double, number > bound { problems.append("\(pointer): more than \(bound)") }
      case ("maxItems", let count as Int):
        if let elements = value as? [Any], elements.count > count { problems.append("\(pointer): too many") }
      case ("items", let rule as [String: Any]):
        for (index, element) in (value as? [Any] ?? []).enumerated() {
          problems += self.problems(element, rule, "\(pointer)/\(index)")
        }
      case ("required", let names as [String]):
        let members = value as? [String: Any] ?? [:]
        problems += names.filter { members[$0] == nil }.map { "\(pointer): \($0) is missing" }
      case ("properties", let rules as [String: [String: Any]]):
        for (name, member) in value as? [String: Any] ?? [:] {
          if let rule = rules[name] { problems += self.problems(member, rule, "\(pointer)/\(name)") }
        }
      case ("additionalProperties", _):
        let named = schema["properties"] as? [String: Any] ?? [:]
        for (name, member) in value as? [String: Any] ?? [:] where named[name] == nil {
          if let rule = rule as? [String: Any] {
            problems += self.problems(member, rule, "\(pointer)/\(name)")
          } else {
            problems.append("\(pointer)/\(name): unknown")
          }
        }
      default: problems.append("\(pointer): the schema says \(keyword), which is not understood")
      }
    }
    return problems.sorted()
  }

  private static func isOfType(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "null": return value is NSNull
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "boolean": return isBoolean(value)
    case "number": return value is NSNumber && !isBoolean(value)
    case "integer":
      guard let number = value as? NSNumber, !isBoolean(value) else { return false }
      return number.doubleValue == number.doubleValue.rounded()
    default: return false
    }
  }

  /// Foundation has numbers for booleans, which its own printing tells apart.
  private static func isBoolean(_ value: Any) -> Bool { ["true", "false"].contains(text(value)) && !(value is String) }

  private static func equal(_ a: Any, _ b: Any) -> Bool { text(a) == text(b) }

  private static func text(_ value: Any) -> String {
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
