/// A part of the file: members in order. Of those with the same name the last counts.
struct Fields {
  var members: [(name: String, value: Any)] = []

  /// - Complexity: linear, for parts that have few members.
  subscript(_ name: String) -> Any? { members.last { $0.name.utf8.elementsEqual(name.utf8) }?.value }

  func text(_ key: String) -> String? { self[key] as? String }
  func number(_ key: String) -> Int? { self[key] as? Int }
  func flag(_ key: String) -> Bool? { self[key] as? Bool }
  func parts(_ key: String) -> [Any] { self[key] as? [Any] ?? [] }

  /// The vocabulary: numbers by piece.
  func vocabulary() throws -> PieceTable {
    guard let vocabulary = self["vocab"] as? Fields, !vocabulary.members.isEmpty else {
      throw TokenizerError("the tokeniser's model has no vocabulary")
    }
    var table = PieceTable()
    for (index, member) in vocabulary.members.enumerated() {
      guard let id = member.value as? Int, PieceTable.numbers.contains(id) else {
        throw TokenizerError("the vocabulary has a piece without a number: the \(index + 1)th")
      }
      table[member.name] = id
    }
    return table
  }
}
