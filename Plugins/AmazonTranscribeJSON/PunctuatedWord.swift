/// A written word divided into what is spoken and the marks around it: `“Well,` is `“`, `Well` and `,`.
///
/// Marks inside a word stay (`don't`, `3.5`), and so do those that are spoken (`50%`, `$5`, `C#`) and the periods of
/// initials (`U.S.`).
struct PunctuatedWord {
  enum Part: Equatable {
    case mark(String)
    case word(String)
  }

  let parts: [Part]

  private static let marks = Set<Character>(".,!?:;…。、！？：；，．「」『』（）《》〈〉“”„«»‹›()[]{}—–¿¡،؛؟।॥\"")

  init(_ text: String) {
    let leading = text.prefix { Self.marks.contains($0) }
    let rest = text[leading.endIndex...]
    var end = rest.endIndex
    while end > rest.startIndex {
      let last = rest.index(before: end)
      guard Self.marks.contains(rest[last]) else { break }
      end = last
    }
    var word = rest[..<end]
    // Initials keep their period: the word before it alternates letters and periods.
    if end < rest.endIndex, rest[end] == ".", Self.isInitials(word) {
      end = rest.index(after: end)
      word = rest[..<end]
    }
    parts = Self.grouped(leading) + (word.isEmpty ? [] : [.word(String(word))]) + Self.grouped(rest[end...])
  }

  var hasWord: Bool {
    parts.contains { if case .word = $0 { true } else { false } }
  }

  private static func isInitials(_ word: Substring) -> Bool {
    let letters = word.split(separator: ".", omittingEmptySubsequences: false)
    return letters.count > 1 && letters.allSatisfy { $0.count == 1 && $0.allSatisfy(\.isLetter) }
  }

  /// One part a mark; a repeated mark (`...`, `!!`) is one.
  private static func grouped(_ marks: Substring) -> [Part] {
    var parts: [String] = []
    for mark in marks {
      if let last = parts.indices.last, parts[last].first == mark {
        parts[last].append(mark)
      } else {
        parts.append(String(mark))
      }
    }
    return parts.map { .mark($0) }
  }
}
