/// Byte-pair encoding (Sennrich et al. 2016): letters, or bytes as letters, joined in the order in which the pairs were
/// learnt.
struct BytePairs: PieceModel {
  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  private let ids: PieceTable
  /// The rank of a pair, and what it becomes.
  private let merges: [Pair: (rank: Int, id: Int)]
  private let unknown: Int?
  private let prefix: String
  private let suffix: String
  private let joinsUnknown: Bool
  private let fallsBackToBytes: Bool
  /// Whether a word that is in the vocabulary is not taken apart.
  private let keepsWords: Bool

  init(_ fields: Fields) throws {
    let ids = try fields.vocabulary()
    self.ids = ids
    unknown = fields.text("unk_token").flatMap { ids[$0] }
    prefix = fields.text("continuing_subword_prefix") ?? ""
    suffix = fields.text("end_of_word_suffix") ?? ""
    joinsUnknown = fields.flag("fuse_unk") ?? false
    fallsBackToBytes = fields.flag("byte_fallback") ?? false
    keepsWords = fields.flag("ignore_merges") ?? false
    var merges: [Pair: (Int, Int)] = [:]
    for (rank, value) in fields.parts("merges").enumerated() {
      let names = (value as? [String]) ?? (value as? String).map(Self.names) ?? []
      guard names.count == 2, let first = ids[names[0]], let second = ids[names[1]],
        let joined = ids[names[0] + (prefix.isEmpty ? names[1] : names[1].without(prefix: prefix))]
      else { throw TokenizerError("the tokeniser joins pieces that it does not have: number \(rank)") }
      if merges[Pair(first: first, second: second)] == nil {
        merges[Pair(first: first, second: second)] = (rank, joined)
      }
    }
    self.merges = merges
  }

  /// Both pieces of `a b`. By code points: an accent behind the space makes no character of it.
  private static func names(_ merge: String) -> [String] {
    merge.unicodeScalars.split(separator: " ").map { String($0) }
  }

  func ids(of word: String) -> [Int] {
    if keepsWords, let id = ids[word] { return [id] }
    return joined(symbols(of: word))
  }

  /// Joins neighbours until none can be joined, in n log n steps for n letters: words have no bound.
  private func joined(_ letters: [Int]) -> [Int] {
    // Those that are joined to the one before are nil.
    var symbols = letters.map(Int?.some)
    var next = symbols.indices.map { $0 + 1 }
    var previous = symbols.indices.map { $0 - 1 }
    var queue = MergeQueue()
    func offer(_ place: Int) {
      guard place >= 0, next[place] < symbols.count, let first = symbols[place], let second = symbols[next[place]],
        let merge = merges[Pair(first: first, second: second)]
      else { return }
      queue.insert(.init(rank: merge.rank, place: place, first: first, second: second, id: merge.id))
    }
    for place in symbols.indices { offer(place) }
    while let merge = queue.popFirst() {
      let (left, right) = (merge.place, next[merge.place])
      // Another join may have taken one of both.
      guard right < symbols.count, symbols[left] == merge.first, symbols[right] == merge.second else { continue }
      symbols[left] = merge.id
      symbols[right] = nil
      next[left] = next[right]
      if next[left] < symbols.count { previous[next[left]] = left }
      offer(previous[left])
      offer(left)
    }
    return symbols.compactMap { $0 }
  }

  private func symbols(of word: String) -> [Int] {
    let scalars = Array(word.unicodeScalars)
    var symbols: [Int] = []
    var isAfterUnknown = false
    for (index, scalar) in scalars.enumerated() {
      let name = (index > 0 ? prefix : "") + String(scalar) + (index + 1 == scalars.count ? suffix : "")
      if let id = ids[name] {
        symbols.append(id)
        isAfterUnknown = false
      } else if fallsBackToBytes, let bytes = ids.bytes(of: scalar) {
        symbols += bytes
        isAfterUnknown = false
      } else if let unknown {
        if !(joinsUnknown && isAfterUnknown) { symbols.append(unknown) }
        isAfterUnknown = true
      }
    }
    return symbols
  }
}

extension String {
  fileprivate func without(prefix: String) -> String {
    unicodeScalars.starts(with: prefix.unicodeScalars)
      ? String(unicodeScalars.dropFirst(prefix.unicodeScalars.count)) : self
  }
}
