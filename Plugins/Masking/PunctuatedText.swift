/// The text of a word, and the punctuation that it carries.
struct PunctuatedText {
  /// `“`, `(`, `¿`.
  var opening: String
  var core: String
  /// `,`, `.”`, `)`.
  var closing: String

  init(_ text: String) {
    let rest = text.drop { Self.openers.contains($0) }
    let core = String(rest.reversed().drop { Self.closers.contains($0) }.reversed())
    // Of nothing but punctuation all of it is the word.
    guard !core.isEmpty else {
      self.init(opening: "", core: text, closing: "")
      return
    }
    self.init(
      opening: String(text.prefix(text.count - rest.count)), core: core, closing: String(rest.dropFirst(core.count)))
  }

  private init(opening: String, core: String, closing: String) {
    self.opening = opening
    self.core = core
    self.closing = closing
  }

  var text: String { opening + core + closing }

  /// The marks of `closing` that end a sentence: `?!`.
  var ending: String { closing.filter { Self.endings.contains($0) } }

  /// The marks of `closing` that stand in pairs.
  var closingPairs: String { closing.filter { Self.pairs.contains($0) } }

  static let endings = Set<Character>(".?!…。？！")
  private static let openers = Set<Character>("\"'“‘„‚«‹([{¿¡—–-「『（【《〈♪")
  private static let pairs = Set<Character>("\"”’“»›)]}」』）】》〉")
  private static let closers = endings.union(pairs).union(",;:'—–-、，；：♪")
}
