/// Byte-pair encoding (Sennrich et al. 2016): letters, or bytes as letters, joined in the order in which the pairs were
/// learnt.
struct BytePairs: PieceModel {
  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  private let ids: [String: Int]
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
      let names = (value as? [String]) ?? (value as? String).map { $0.split(separator: " ").map(String.init) } ?? []
      guard names.count == 2, let first = ids[names[0]], let second = ids[names[1]],
        let joined = ids[names[0] + (prefix.isEmpty ? names[1] : names[1].without(prefix: prefix))]
      else { throw TokenizerError("the tokeniser joins pieces that it does not have: number \(rank)") }
      if merges[Pair(first: first, second: second)] == nil {
        merges[Pair(first: first, second: second)] = (rank, joined)
      }
    }
    self.merges = merges
  }

  func ids(of word: String) -> [Int] {
    if keepsWords, let id = ids[word] { return [id] }
    var symbols = symbols(of: word)
    while symbols.count > 1 {
      var best: (rank: Int, id: Int)?
      var place = 0
      for index in 0..<symbols.count - 1 {
        guard let merge = merges[Pair(first: symbols[index], second: symbols[index + 1])] else { continue }
        if best.map({ merge.rank < $0.rank }) ?? true { (best, place) = (merge, index) }
      }
      guard let best else { break }
      symbols[place] = best.id
      symbols.remove(at: place + 1)
    }
    return symbols
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
    hasPrefix(prefix) ? String(unicodeScalars.dropFirst(prefix.unicodeScalars.count)) : self
  }
}

extension [String: Int] {
  /// The pieces `<0x41>` of a letter's UTF-8 bytes; nil where one is missing.
  func bytes(of scalar: Unicode.Scalar) -> [Int]? {
    let ids = String(scalar).utf8.map { byte -> Int? in
      let digits = String(byte, radix: 16, uppercase: true)
      return self["<0x\(digits.count < 2 ? "0" : "")\(digits)>"]
    }
    return ids.contains(nil) ? nil : ids.compactMap { $0 }
  }
}
