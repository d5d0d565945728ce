extension VocabularyStore {
  /// The lists that `names` stand for, each once: `profanity` for `profanity.de`, `profanity.en` and so on, unless there is
  /// one of that name.
  package func names(of names: [String]) -> [String] {
    let all = self.names
    var result: [String] = []
    for name in names {
      let family = all.contains(name) ? [] : all.filter { $0.hasPrefix("\(name).") }
      for name in family.isEmpty ? [name] : family where !result.contains(name) { result.append(name) }
    }
    return result
  }

  /// What a list holds, in short; `missing` where there is none.
  package func digest(ofListNamed name: String) -> String { Self.digest(of: try? text(named: name)) }

  /// The same of its text. FNV-1a, 64 bits: nobody gains from two lists that look the same here.
  package static func digest(of text: [UInt8]?) -> String {
    guard let text else { return "missing" }
    return String(text.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
  }
}
