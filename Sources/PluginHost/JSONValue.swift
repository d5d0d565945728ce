package import Foundation

/// JSON as data: what configurations are merged as, before any type is decoded from them.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  package static let emptyObject = JSONValue.object([:])

  /// Parses JSON text. Throws `ConfigurationDiagnostic` that says where the text goes wrong.
  package init(parsing data: Data) throws {
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: data)
    } catch DecodingError.dataCorrupted(let context) {
      let cause = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
      throw ConfigurationDiagnostic("", "this is not JSON: \(cause ?? context.debugDescription)")
    }
  }

  /// The JSON that `value` encodes to.
  package init(encoding value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
  }

  package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
  }

  /// Sorted keys and no white space: equal values give equal text.
  package var canonical: String { text([.sortedKeys, .withoutEscapingSlashes]) }

  /// For people.
  package var pretty: String { text([.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]) }

  /// `other` laid over this value: objects are merged key by key, anything else is replaced.
  package func merged(with other: JSONValue) -> JSONValue {
    guard case .object(let below) = self, case .object(let above) = other else { return other }
    return .object(below.merging(above) { $0.merged(with: $1) })
  }

  package subscript(key key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The members of an object; empty for anything else.
  package var members: [String: JSONValue] {
    if case .object(let members) = self { members } else { [:] }
  }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// `an object`, `a text`, …: for messages.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  private func text(_ formatting: JSONEncoder.OutputFormatting) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    // Infinities and NaN, which JSON cannot say, are the only values that fail to encode.
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}

extension JSONValue: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
