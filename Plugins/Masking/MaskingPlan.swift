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
  /// When the words of groups are said, in order.
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
    let treated = owners.indices.filter { owners[$0] != nil }
    times = treated.map { words[$0].range }
    texts = Set(treated.map { Self.bare(words[$0].text) }.filter { !$0.isEmpty })
  }

  /// What findings ask for, the strictest first, and of the same kind in their order.
  private static func wishes(of findings: [Finding], _ words: [Word], _ rules: MaskingRules) -> [Group] {
    var wishes: [[Group]] = [[], [], []]
    for finding in findings {
      guard let treatment = rules.treatment(of: finding), let rank = treatment.rank else { continue }
      let range = (finding.words ?? Self.words(in: finding.range, of: words)).clamped(to: 0..<words.count)
      if !range.isEmpty { wishes[rank].append(Group(words: range, treatment: treatment)) }
    }
    return wishes.flatMap { $0 }
  }

  /// The group of a word, by its number.
  func owner(of word: Int) -> Int? { owners[word] }

  /// Whether a word of another reading is to be masked: what is said at the time of treated words, and the same words.
  func covers(_ word: Word) -> Bool {
    if texts.contains(Self.bare(word.text)) { return true }
    // The first that ends later.
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle].end <= word.start { low = middle + 1 } else { high = middle }
    }
    return low < times.count && times[low].overlaps(word.range)
  }

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
    return String(result.dropLast())
  }

  /// The words most of which lies in `range`, for findings that name none.
  private static func words(in range: TimeRange, of words: [Word]) -> Range<Int> {
    let inside = words.indices.filter { index in
      guard let common = words[index].range.intersection(range) else { return false }
      return common.duration.seconds * 2 >= words[index].range.duration.seconds
    }
    guard let first = inside.first, let last = inside.last else { return 0..<0 }
    return first..<last + 1
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
