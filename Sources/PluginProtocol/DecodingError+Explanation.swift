extension DecodingError {
  /// What is wrong and where, for people: `“segments/0/words” is missing`.
  public var explanation: String {
    func place(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + (last.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
        .joined(separator: "/")
    }
    switch self {
    case .typeMismatch(let type, let context): return "“\(place(context))” must be of the type \(type)"
    case .valueNotFound(_, let context): return "“\(place(context))” is missing"
    case .keyNotFound(let key, let context): return "“\(place(context, key))” is missing"
    case .dataCorrupted(let context): return "“\(place(context))” cannot be read: \(context.debugDescription)"
    @unknown default: return "\(self)"
    }
  }
}
