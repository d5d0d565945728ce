import Moderation
import Timeline
import Transcript

/// Applies a plan to one segment.
struct SegmentEditor {
  private let segment: Segment
  /// The number of its first word in the transcript.
  private let first: Int
  private let plan: MaskingPlan
  private let rules: MaskingRules
  private var words: [Word] = []
  /// Whether the next word takes the capital letter of one that was removed.
  private var wantsCapital = false
  /// Of removed words, for the next one.
  private var opening = ""
  private var hasSpaceBefore: Bool?

  init(_ segment: Segment, at first: Int, _ plan: MaskingPlan, _ rules: MaskingRules) {
    self.segment = segment
    self.first = first
    self.plan = plan
    self.rules = rules
  }

  /// - Returns: nil where nothing is left of it.
  mutating func edited() -> Segment? {
    var result = segment
    result.alternatives = rules.alternatives == .drop ? nil : segment.alternatives.map(masked)
    guard segment.words.indices.contains(where: { plan.owner(of: first + $0) != nil }) else { return result }
    var index = 0
    while index < segment.words.count {
      guard let owner = plan.owner(of: first + index) else {
        keep(segment.words[index])
        index += 1
        continue
      }
      var end = index + 1
      while end < segment.words.count, plan.owner(of: first + end) == owner { end += 1 }
      let group = segment.words[index..<end]
      switch plan.groups[owner].treatment {
      case .mask, .tag: mask(group)
      case .remove: for word in group { remove(word) }
      // Of a phrase that goes on over the end of a segment the text stands where it begins.
      case .replace(let text) where plan.groups[owner].words.lowerBound == first + index: replace(group, with: text)
      case .replace: for word in group { remove(word) }
      }
      index = end
    }
    if words.isEmpty {
      guard rules.emptySegments == .mask, let start = segment.words.first, let last = segment.words.last else {
        return nil
      }
      let range = TimeRange(start: start.start, end: last.end)
      words = [Word(rules.mask, hasSpaceBefore: start.hasSpaceBefore, range: range, confidence: start.confidence)]
    }
    result.words = words
    return result
  }

  private mutating func keep(_ word: Word) {
    var word = word
    if let hasSpaceBefore { word.hasSpaceBefore = hasSpaceBefore }
    if wantsCapital { word.text = Self.capitalised(word.text) }
    word.text = opening + word.text
    (hasSpaceBefore, wantsCapital, opening) = (nil, false, "")
    words.append(word)
  }

  /// One mask a word; pieces of a script without spaces are one word.
  private mutating func mask(_ group: ArraySlice<Word>) {
    var isFirst = true
    for word in group {
      let text = PunctuatedText(word.text)
      if !isFirst, !word.hasSpaceBefore, let last = words.indices.last {
        words[last].text = rules.keepsLength ? words[last].text + rules.masked(text) : words[last].text + text.closing
        words[last].range = TimeRange(start: words[last].start, end: word.end)
        continue
      }
      var masked = word
      masked.text = rules.masked(text)
      keep(masked)
      isFirst = false
    }
  }

  /// The words of `text` take the time of the group, each as much as it has letters.
  private mutating func replace(_ group: ArraySlice<Word>, with text: String) {
    guard let start = group.first, let end = group.last else { return }
    var parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !parts.isEmpty else {
      for word in group { remove(word) }
      return
    }
    let (before, after) = (PunctuatedText(start.text), PunctuatedText(end.text))
    if before.core.first?.isUppercase == true { parts[0] = Self.capitalised(parts[0]) }
    parts[0] = before.opening + parts[0]
    parts[parts.count - 1] += after.closing
    let range = TimeRange(start: start.start, end: end.end)
    let total = parts.reduce(0) { $0 + $1.count }
    var letters = 0
    var from = range.start
    for (index, part) in parts.enumerated() {
      letters += part.count
      let isLast = index == parts.count - 1
      let share = MediaTime(
        milliseconds: range.start.milliseconds + range.duration.milliseconds * Int64(letters) / Int64(max(1, total)))
      let until = isLast ? range.end : min(max(from, share), range.end)
      let source = group[min(group.startIndex + index, group.endIndex - 1)]
      keep(
        Word(
          part, hasSpaceBefore: index == 0 ? start.hasSpaceBefore : true, range: TimeRange(start: from, end: until),
          confidence: source.confidence))
      from = until
    }
  }

  /// The end of a sentence goes to the word before, what opens goes to the word behind.
  private mutating func remove(_ word: Word) {
    let text = PunctuatedText(word.text)
    let beginsSentence =
      words.last.map { PunctuatedText.endings.contains(PunctuatedText($0.text).closing.last ?? " ") } ?? true
    if hasSpaceBefore == nil { hasSpaceBefore = word.hasSpaceBefore }
    if rules.movesCapitals, beginsSentence, text.core.first?.isUppercase == true { wantsCapital = true }
    let pairs = text.closingPairs
    if pairs.isEmpty {
      opening += text.opening
    } else if text.opening.isEmpty, let last = words.indices.last {
      words[last].text += pairs
    }
    guard !text.ending.isEmpty, let last = words.indices.last else { return }
    let before = PunctuatedText(words[last].text)
    guard before.ending.isEmpty else { return }
    // “Oh, damn.” becomes “Oh.”
    let kept = before.closing.filter { !",;:、，；：".contains($0) }
    words[last].text = before.opening + before.core + text.ending + kept
    wantsCapital = false
  }

  /// Other readings; what is removed or replaced in the text is masked there.
  private func masked(_ readings: [Alternative]) -> [Alternative] {
    // Those of this segment alone: in another one somebody else may speak at the same time.
    let times = plan.times(in: first..<first + segment.words.count)
    return readings.map { reading in
      var reading = reading
      for index in reading.words.indices {
        let word = reading.words[index]
        guard plan.hides(word.text) || times.overlap(word.range) else { continue }
        reading.words[index].text = rules.masked(PunctuatedText(word.text))
      }
      return reading
    }
  }

  private static func capitalised(_ text: String) -> String {
    guard let index = text.firstIndex(where: \.isLetter) else { return text }
    return text[..<index] + text[index].uppercased() + text[text.index(after: index)...]
  }
}
