internal import Transcript

/// The words of a stretch of speech, taken apart and folded.
struct ScannedText {
  /// What lies between two chunks.
  enum Joint: UInt8 {
    /// White space, or nothing where words are written without.
    case space
    /// A full stop and white space.
    case stop
    case hyphen, apostrophe, dot
    /// A sign that may be a letter in truth.
    case sign
    /// Other punctuation, with or without white space.
    case mark

    /// Whether both sides are one word: `mother-in-law`, `don't`.
    var isWithinWord: Bool { self == .hyphen || self == .apostrophe }
  }

  /// A run of letters and digits; words consist of one, or of several with punctuation between them. Scripts without spaces
  /// are apart from others: in `あれはmistだ` there is a word.
  struct Chunk {
    var word: Int
    var letters: Range<Int>
    /// Before it.
    var joint: Joint
    /// Whether white space is before its word.
    var hasSpaceBefore: Bool
  }

  /// Letters, digits and signs in a row, of which the signs or the digits may stand for letters.
  struct Disguise {
    var chunks: Range<Int>
    var symbols: Range<Int>
  }

  private(set) var letters: [UInt32] = []
  private(set) var chunks: [Chunk] = []
  private(set) var symbols: [UInt32] = []
  private(set) var disguises: [Disguise] = []
  /// Whether some of the letters are of a script without spaces.
  private(set) var hasUnspacedScript = false
  /// Has learnt the characters that it met.
  private(set) var folding: TextFolding
  private var joint = Joint.mark
  private var scalars: [Unicode.Scalar] = []

  init(folding: TextFolding) { self.folding = folding }

  /// Takes the words of a stretch: what was taken before is forgotten, but for how letters are folded.
  mutating func scan(_ words: ArraySlice<Word>) {
    letters.removeAll(keepingCapacity: true)
    chunks.removeAll(keepingCapacity: true)
    symbols.removeAll(keepingCapacity: true)
    disguises.removeAll(keepingCapacity: true)
    hasUnspacedScript = false
    joint = .mark
    for index in words.indices { add(words[index].text, at: index, hasSpaceBefore: words[index].hasSpaceBefore) }
  }

  private mutating func add(_ text: String, at word: Int, hasSpaceBefore: Bool) {
    scalars.removeAll(keepingCapacity: true)
    scalars.append(contentsOf: TextFolding.composed(text).unicodeScalars)
    var chunkStart: Int?
    var disguise = Draft(firstChunk: chunks.count, firstSymbol: symbols.count)
    // A full stop is one only behind letters, and nothing else may follow.
    if joint != .mark, joint != .stop { joint = .space }
    var hasLetters = false
    var isUnspaced = false
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let role = CharacterRole(scalar)
      index += 1
      switch role {
      case .nothing: continue
      case .letter, .digit:
        let start = letters.count
        folding.fold(scalar, into: &letters)
        if let first = letters[start...].first, first >= 0xE00 || isUnspaced, first.isOfUnspacedScript != isUnspaced {
          isUnspaced.toggle()
          hasUnspacedScript = true
          if let chunkStart, chunkStart < start {
            close(chunkStart..<start, word, hasSpaceBefore)
            finish(&disguise, word, hasSpaceBefore)
          }
          chunkStart = start
        }
        if chunkStart == nil { chunkStart = start }
        symbols.append(contentsOf: letters[start...])
        disguise.note(role)
        hasLetters = true
        continue
      default: break
      }
      if let start = chunkStart { close(start..<letters.count, word, hasSpaceBefore) }
      let isBehindLetters = chunkStart != nil
      chunkStart = nil
      switch role {
      case .sign:
        folding.fold(scalar, into: &symbols)
        disguise.note(role)
        joint = .sign
      case .hyphen:
        let first = index - 1
        while index < scalars.count, CharacterRole(scalars[index]) == .hyphen { index += 1 }
        if index - first > 1 {
          symbols.append(contentsOf: repeatElement(0x2D, count: index - first))
          disguise.note(.sign)
          joint = .sign
        } else {
          finish(&disguise, word, hasSpaceBefore)
          joint = isBehindLetters ? .hyphen : .mark
        }
      case .apostrophe, .dot:
        finish(&disguise, word, hasSpaceBefore)
        joint = !isBehindLetters ? .mark : role == .dot ? .dot : .apostrophe
      case .emoji:
        finish(&disguise, word, hasSpaceBefore)
        let start = letters.count
        folding.fold(scalar, into: &letters)
        joint = .mark
        close(start..<letters.count, word, hasSpaceBefore)
        joint = .mark
        disguise = Draft(firstChunk: chunks.count, firstSymbol: symbols.count)
      default:
        finish(&disguise, word, hasSpaceBefore)
        joint = .mark
      }
    }
    if let start = chunkStart { close(start..<letters.count, word, hasSpaceBefore) }
    finish(&disguise, word, hasSpaceBefore)
    // What the next word begins behind.
    switch joint {
    case .dot where hasLetters: joint = .stop
    case .space, .apostrophe: joint = .space
    default: joint = .mark
    }
  }

  private mutating func close(_ letters: Range<Int>, _ word: Int, _ hasSpaceBefore: Bool) {
    chunks.append(Chunk(word: word, letters: letters, joint: joint, hasSpaceBefore: hasSpaceBefore))
    joint = .space
  }

  // MARK: - Disguises

  private struct Draft {
    var firstChunk: Int
    var firstSymbol: Int
    var hasLetters = false
    var hasDigits = false
    var signCount = 0

    init(firstChunk: Int, firstSymbol: Int) {
      self.firstChunk = firstChunk
      self.firstSymbol = firstSymbol
    }

    mutating func note(_ role: CharacterRole) {
      hasLetters = hasLetters || role == .letter
      hasDigits = hasDigits || role == .digit
      if role == .sign { signCount += 1 }
    }

    /// Whether it may be read in another way: `sh1t`, `a$$`, `@$$`; not `$100`.
    var isDisguise: Bool { hasLetters ? hasDigits || signCount > 0 : signCount > 1 }
  }

  /// Ends letters, digits and signs in a row: keeps them where they may be a disguise.
  private mutating func finish(_ draft: inout Draft, _ word: Int, _ hasSpaceBefore: Bool) {
    // Behind a word they are punctuation.
    while symbols.count > draft.firstSymbol, let last = symbols.last, Self.closing.contains(last) {
      symbols.removeLast()
      draft.signCount -= 1
    }
    if draft.isDisguise, symbols.count - draft.firstSymbol >= 3 {
      // Signs alone have a place in the text all the same.
      if chunks.count == draft.firstChunk { close(letters.count..<letters.count, word, hasSpaceBefore) }
      disguises.append(
        Disguise(chunks: draft.firstChunk..<chunks.count, symbols: draft.firstSymbol..<symbols.count))
    } else {
      symbols.removeSubrange(draft.firstSymbol...)
    }
    draft = Draft(firstChunk: chunks.count, firstSymbol: symbols.count)
  }

  /// `!` and `?`.
  private static let closing: Set<UInt32> = [0x21, 0x3F]
}
