import Moderation
import Timeline
import Transcript

/// What becomes of each word of a transcript.
struct MaskingPlan {
  /// Words that are treated together.
  struct Group {
    /// Indices of words of the transcript.
    var words: Range<Int>
    /// Never `tag`, which changes nothing.
    var treatment: Treatment

    fileprivate func part(_ words: Range<Int>) -> Group {
      if case .replace = treatment { return Group(words: words, treatment: .mask) }
      return Group(words: words, treatment: treatment)
    }
  }

  /// In order, not overlapping.
  private(set) var groups: [Group] = []
  /// For each word its group.
  private let owners: [Int?]
  /// When each word is said.
  private let times: [TimeRange]
  /// What the words are, in small letters, without punctuation.
  private let texts: Set<String>

  init(_ findings: [Finding], words: [Word], _ rules: MaskingRules) {
    var owners = [Int?](repeating: nil, count: words.count)
    for wish in Self.wishes(of: findings, words, rules) {
      var start = wish.words.lowerBound
      while start < wish.words.upperBound {
        guard owners[start] == nil else {
          start += 1
          continue
        }
        var end = start + 1
        while end < wish.words.upperBound, owners[end] == nil { end += 1 }
        let part = start..<end
        for index in part { owners[index] = groups.count }
        // What stands for a phrase stands for no part of it.
        groups.append(part == wish.words ? wish : wish.part(part))
        start = end
      }
    }
    self.owners = owners
    times = words.map(\.range)
    texts = Set(owners.indices.filter { owners[$0] != nil }.map { Self.bare(words[$0].text) }.filter { !$0.isEmpty })
  }

  /// What findings ask for, the strictest first, and of the same kind in their order.
  private static func wishes(of findings: [Finding], _ words: [Word], _ rules: MaskingRules) -> [Group] {
    var wishes: [[Group]] = [[], [], []]
    for finding in findings {
      guard let treatment = rules.treatment(of: finding), let rank = treatment.rank else { continue }
      for range in finding.words.map({ [$0.clamped(to: words.indices)] }) ?? Self.words(in: finding.range, of: words)
      where !range.isEmpty {
        wishes[rank].append(Group(words: range, treatment: treatment))
      }
    }
    return wishes.flatMap { $0 }
  }

  /// The group of a word, by its number.
  func owner(of word: Int) -> Int? { owners[word] }

  /// The times of those among `words` that are treated.
  func times(in words: Range<Int>) -> MaskedTimes {
    MaskedTimes(words.filter { owners[$0] != nil }.map { times[$0] })
  }

  /// Whether a word is the same as a treated one, whatever its case and punctuation.
  func hides(_ text: String) -> Bool { texts.contains(Self.bare(text)) }

  /// `text`, in which treated words may stand: the hints that a recogniser was given.
  func hiding(_ text: String, _ rules: MaskingRules) -> String {
    guard !texts.isEmpty else { return text }
    var result = ""
    var word = ""
    for character in text + "\n" {
      if character.isLetter || character.isNumber || "'’-".contains(character) {
        word.append(character)
        continue
      }
      result += texts.contains(Self.bare(word)) ? rules.mask : word
      word = ""
      result.append(character)
    }
    result.removeLast()
    return stillTells(result) ? rules.mask : result
  }

  /// Whether a treated word is in `hint` in another way than as a word of its own: within another, in another form, or with
  /// signs in it.
  private func stillTells(_ hint: String) -> Bool {
    let hint = hint.lowercased()
    if texts.contains(where: { $0.contains(where: \.isLetter) && hint.contains($0) }) { return true }
    return hint.split(whereSeparator: { !$0.isLetter }).contains { part in
      part.count >= Self.stem && texts.contains { $0.hasPrefix(part) }
    }
  }

  /// Letters from which on the beginning of a word tells it.
  private static let stem = 4

  /// The words most of which lies in `range`, for findings that name none: runs of neighbours, as somebody else may speak
  /// in between. A word without length lies where it stands.
  private static func words(in range: TimeRange, of words: [Word]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (index, word) in words.enumerated() {
      let isInside =
        word.range.isEmpty
        ? range.contains(word.start) || word.start == range.start
        : word.range.intersection(range).map { $0.duration.seconds * 2 >= word.range.duration.seconds } ?? false
      guard isInside else { continue }
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }

  private static func bare(_ text: String) -> String { PunctuatedText(text).core.lowercased() }
}

extension Treatment {
  /// The order in which findings take words, nil for what changes none.
  fileprivate var rank: Int? {
    switch self {
    case .remove: 0
    case .replace: 1
    case .mask: 2
    case .tag: nil
    }
  }
}
