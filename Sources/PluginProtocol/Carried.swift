/// Something that travels in the message, or in a file where it is large.
public enum Carried<Value: Codable & Hashable & Sendable>: Hashable, Sendable {
  case inline(Value)
  /// The path of a file that holds the value as JSON, in the temporary folder of the request.
  case file(String)
}

extension Carried: Codable {
  private enum Key: String, CodingKey { case inline, file }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let path = try container.decodeIfPresent(String.self, forKey: .file) {
      self = .file(path)
    } else {
      self = .inline(try container.decode(Value.self, forKey: .inline))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .inline(let value): try container.encode(value, forKey: .inline)
    case .file(let path): try container.encode(path, forKey: .file)
    }
  }
}
