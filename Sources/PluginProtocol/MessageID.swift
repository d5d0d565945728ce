/// What ties an answer to its request: a number or a text, as JSON-RPC 2.0 allows.
public enum MessageID: Hashable, Sendable, CustomStringConvertible {
  case number(Int64)
  case text(String)

  public var description: String {
    switch self {
    case .number(let number): String(number)
    case .text(let text): "“\(text)”"
    }
  }
}

extension MessageID: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "an id is a whole number or a text")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}
