/// A part of the file.
typealias Fields = [String: Any]

extension Fields {
  func text(_ key: String) -> String? { self[key] as? String }
  func number(_ key: String) -> Int? { self[key] as? Int }
  func flag(_ key: String) -> Bool? { self[key] as? Bool }
  func parts(_ key: String) -> [Any] { self[key] as? [Any] ?? [] }

  /// The vocabulary: numbers by piece.
  func vocabulary() throws -> [String: Int] {
    guard let vocabulary = self["vocab"] as? [String: Int], !vocabulary.isEmpty else {
      throw TokenizerError("the tokeniser's model has no vocabulary")
    }
    return vocabulary
  }
}
