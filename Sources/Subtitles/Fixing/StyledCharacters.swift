/// A line character by character, so that a change leaves each of the others in its style.
struct StyledCharacters {
  private let spans: [CueSpan]
  private(set) var characters: [Character] = []
  /// The span of each character.
  private var owners: [Int] = []

  init(_ line: CueLine) {
    spans = line.spans
    for (owner, span) in spans.enumerated() {
      for character in span.text {
        characters.append(character)
        owners.append(owner)
      }
    }
  }

  var string: String { String(characters) }

  /// The line; nil where no character is left.
  var line: CueLine? {
    guard !characters.isEmpty else { return nil }
    var pieces: [CueSpan] = []
    var text = ""
    for (index, character) in characters.enumerated() {
      text.append(character)
      let owner = owners[index]
      guard index + 1 == characters.count || owners[index + 1] != owner else { continue }
      if let last = pieces.last, last.matches(spans[owner]) {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append(spans[owner].with(text))
      }
      text = ""
    }
    return CueLine(spans: pieces)
  }

  mutating func remove(at index: Int) {
    characters.remove(at: index)
    owners.remove(at: index)
  }

  mutating func removeFirst(_ count: Int) {
    characters.removeFirst(count)
    owners.removeFirst(count)
  }

  mutating func removeLast() {
    characters.removeLast()
    owners.removeLast()
  }

  /// What comes in looks like the first of what it takes the place of.
  mutating func replace(_ range: Range<Int>, with text: String) {
    let owner = owners.indices.contains(range.lowerBound) ? owners[range.lowerBound] : owners.last ?? 0
    characters.replaceSubrange(range, with: Array(text))
    owners.replaceSubrange(range, with: Array(repeating: owner, count: text.count))
  }

  /// Puts `new` wherever `old` is, from the left. It looks like the first character that it takes the place of.
  mutating func replaceAll(_ old: [Character], with new: [Character]) {
    let (given, looks) = (characters, owners)
    (characters, owners) = ([], [])
    var index = 0
    while index < given.count {
      let isHere = given[index...].prefix(old.count).elementsEqual(old)
      characters += isHere ? new : [given[index]]
      owners += Array(repeating: looks[index], count: isHere ? new.count : 1)
      index += isHere ? old.count : 1
    }
  }

  /// Keeps those of the characters that `isKept` says, which is given each with its place.
  mutating func keep(where isKept: (Int, Character) -> Bool) {
    let kept = characters.indices.filter { isKept($0, characters[$0]) }
    guard kept.count < characters.count else { return }
    owners = kept.map { owners[$0] }
    characters = kept.map { characters[$0] }
  }
}
