internal import Timeline
internal import Transcript

/// The words of an entry, folded as those of a transcript are.
struct PhraseWords {
  struct Part {
    /// With apostrophes.
    var letters: [UInt32]
    var anyBeginning = false
    var anyEnding = false
    /// Whether a hyphen joins it to the one before.
    var isJoined = false
  }

  private(set) var parts: [Part] = []
  /// Whether signs in it count for nothing.
  private(set) var isReduced = false
  /// All letters, where it is of a script without spaces: such entries are found within words.
  private(set) var unspaced: [UInt32]?

  /// - Throws: what is wrong with the phrase.
  init(_ phrase: String, folding: inout TextFolding) throws(VocabularyLine.Fault) {
    let pieces = phrase.split(whereSeparator: \.isWhitespace)
    guard pieces.count <= VocabularyListReader.wordLimit else {
      throw .init("it has \(pieces.count) words; \(VocabularyListReader.wordLimit) is the most")
    }
    var scanned = ScannedText(folding: folding)
    for piece in pieces { try add(piece, &scanned) }
    folding = scanned.folding
    guard !parts.isEmpty else { throw .init("there is no letter in it") }
    if parts.contains(where: { $0.letters.contains(where: \.isOfUnspacedScript) }) {
      unspaced = parts.flatMap(\.letters).filter { $0 != Self.apostrophe }
    }
  }

  static let apostrophe: UInt32 = 0x27

  /// The same for phrases of which one is enough.
  var key: [UInt32] {
    parts.flatMap { [$0.anyBeginning ? 2 : 0x20] + $0.letters + [$0.anyEnding ? 2 : 0x20] }
  }

  private mutating func add(_ piece: Substring, _ scanned: inout ScannedText) throws(VocabularyLine.Fault) {
    let anyBeginning = piece.hasPrefix("*")
    let anyEnding = piece.count > 1 && piece.hasSuffix("*")
    let core = String(piece.dropFirst(anyBeginning ? 1 : 0).dropLast(anyEnding ? 1 : 0))
    guard !core.contains("*") else { throw .init("a “*” may only stand at an end of a word") }
    guard !core.isEmpty else { throw .init("a “*” needs letters beside it") }
    let nothing = TimeRange(start: .zero, end: .zero)
    scanned.scan([Word(core, range: nothing, confidence: 1)])
    // “a$$” is no “a”: what it spells counts.
    if let disguise = scanned.disguises.first, scanned.disguises.count == 1,
      disguise.chunks.count == scanned.chunks.count,
      // “C++” is none.
      scanned.symbols[disguise.symbols].last != 0x2B,
      scanned.symbols[disguise.symbols].contains(where: { CharacterRole.isSign($0) }),
      let reading = Leetspeak.readings(of: scanned.symbols[disguise.symbols]).first
    {
      return try append([Part(letters: reading)], anyBeginning, anyEnding)
    }
    var found: [Part] = []
    for chunk in scanned.chunks where !chunk.letters.isEmpty {
      let letters = Array(scanned.letters[chunk.letters])
      if chunk.joint == .apostrophe, !found.isEmpty {
        found[found.count - 1].letters += [Self.apostrophe] + letters
      } else {
        found.append(Part(letters: letters, isJoined: chunk.joint == .hyphen && !found.isEmpty))
      }
    }
    // Behind a word `!` and `?` are punctuation.
    let shown = core.reversed().drop { $0 == "!" || $0 == "?" }
    if shown.contains(where: { $0.unicodeScalars.contains { CharacterRole($0) == .sign } }) { isReduced = true }
    try append(found, anyBeginning, anyEnding)
  }

  private mutating func append(
    _ found: [Part], _ anyBeginning: Bool, _ anyEnding: Bool
  ) throws(VocabularyLine.Fault) {
    guard !found.isEmpty else {
      guard !anyBeginning, !anyEnding else { throw .init("a “*” needs letters beside it") }
      return
    }
    var found = found
    found[0].anyBeginning = anyBeginning
    found[found.count - 1].anyEnding = anyEnding
    for part in found where part.anyBeginning || part.anyEnding {
      let least = part.anyBeginning ? 3 : 2
      guard part.letters.count >= least || part.letters.contains(where: \.isOfUnspacedScript) else {
        throw .init("a “*” needs \(least) letters beside it here: it would hit everything")
      }
    }
    parts += found
  }
}

extension CharacterRole {
  static func isSign(_ letter: UInt32) -> Bool { Unicode.Scalar(letter).map { CharacterRole($0) == .sign } ?? false }
}
