/// What is to become of the words of a finding in everything that is made of the transcript.
public enum Treatment: Hashable, Sendable {
  /// Signs stand for them: `***`.
  case mask
  /// They are left out.
  case remove
  /// They stay, and are marked where the format has a mark.
  case tag
  /// This text stands for them.
  case replace(with: String)
}

extension Treatment: Codable {
  private enum Key: String, CodingKey { case method, replacement }
  private enum Method: String, Codable { case mask, remove, tag, replace }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Method.self, forKey: .method) {
    case .mask: self = .mask
    case .remove: self = .remove
    case .tag: self = .tag
    case .replace: self = .replace(with: try container.decode(String.self, forKey: .replacement))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .mask: try container.encode(Method.mask, forKey: .method)
    case .remove: try container.encode(Method.remove, forKey: .method)
    case .tag: try container.encode(Method.tag, forKey: .method)
    case .replace(let text):
      try container.encode(Method.replace, forKey: .method)
      try container.encode(text, forKey: .replacement)
    }
  }
}
