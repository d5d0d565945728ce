/// How a text is divided into words, which pieces are looked for in.
indirect enum TextSplitter {
  /// What becomes of what divides.
  enum Behavior: String {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"
  }

  case none
  case all([TextSplitter])
  case bert
  case spaces
  case split(TextPattern, Behavior, isInverted: Bool)
  /// Bytes as letters; `pattern` nil where words are not divided.
  case bytes(addsSpace: Bool, TextPattern?)
  case metaspace(String, prepends: Prepending, splits: Bool)

  enum Prepending: String { case always, first, never }

  /// What GPT-2 divides text by.
  private static let ofBytes = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  init(_ value: Any?) throws {
    guard let fields = value as? Fields else {
      self = .none
      return
    }
    switch fields.text("type") {
    case "Sequence": self = .all(try fields.parts("pretokenizers").map { try TextSplitter($0) })
    case "BertPreTokenizer": self = .bert
    case "WhitespaceSplit": self = .spaces
    case "Whitespace": self = .split(try TextPattern(#"\w+|[^\w\s]+"#), .removed, isInverted: true)
    case "Punctuation":
      self = .split(try TextPattern(#"[\p{P}!-/:-@\[-`{-~]"#), try Self.behavior(fields), isInverted: false)
    case "Digits":
      let each = fields.flag("individual_digits") ?? false
      self = .split(try TextPattern(each ? #"\p{N}"# : #"\p{N}+"#), .isolated, isInverted: false)
    case "Split":
      self = .split(
        try TextPattern(fields["pattern"]), try Self.behavior(fields), isInverted: fields.flag("invert") ?? false)
    case "ByteLevel":
      let divides = fields.flag("use_regex") ?? true
      self = .bytes(
        addsSpace: fields.flag("add_prefix_space") ?? true, divides ? try TextPattern(Self.ofBytes) : nil)
    case "Metaspace":
      let old: Prepending = fields.flag("add_prefix_space") ?? true ? .always : .never
      let prepends = fields.text("prepend_scheme").flatMap(Prepending.init(rawValue:)) ?? old
      self = .metaspace(
        fields.text("replacement") ?? "▁", prepends: prepends, splits: fields.flag("split") ?? true)
    case let other: throw TokenizerError("the division into words “\(other ?? "")” is unknown")
    }
  }

  private static func behavior(_ fields: Fields) throws -> Behavior {
    let name = fields.text("behavior") ?? Behavior.isolated.rawValue
    guard let behavior = Behavior(rawValue: name) else {
      throw TokenizerError("the division into words has the unknown behaviour “\(name)”")
    }
    return behavior
  }

  /// - Parameter isFirst: whether nothing stands before `text`.
  func words(of text: String, isFirst: Bool = true) -> [String] {
    if text.isEmpty { return [] }
    switch self {
    case .none: return [text]
    case .all(let parts):
      return parts.reduce([text]) { words, part in
        words.enumerated().flatMap { part.words(of: $1, isFirst: isFirst && $0 == 0) }
      }
    case .spaces: return text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    case .bert: return Self.bert(text)
    case .split(let pattern, let behavior, let isInverted):
      return Self.divided(pattern.parts(of: text).map { ($0.text, $0.isMatch != isInverted) }, behavior)
    case .bytes(let addsSpace, let pattern):
      let text = addsSpace && text.unicodeScalars.first?.properties.isWhitespace == false ? " " + text : text
      let words = pattern.map { $0.parts(of: text).map(\.text) } ?? [text[...]]
      return words.map { ByteAlphabet.letters(of: $0.utf8) }
    case .metaspace(let sign, let prepends, let splits):
      var text = String(
        String.UnicodeScalarView(text.unicodeScalars.flatMap { $0 == " " ? Array(sign.unicodeScalars) : [$0] }))
      let hasSign = text.unicodeScalars.starts(with: sign.unicodeScalars)
      if prepends == .always || (prepends == .first && isFirst), !hasSign { text = sign + text }
      guard splits, let first = sign.unicodeScalars.first else { return [text] }
      return Self.beginning(with: first, text)
    }
  }

  /// Words, and each mark by itself.
  private static func bert(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func finish() {
      if !word.isEmpty { words.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        finish()
      } else if scalar.isBertPunctuation {
        finish()
        words.append(String(scalar))
      } else {
        word.append(scalar)
      }
    }
    finish()
    return words
  }

  private static func divided(_ parts: [(text: Substring, isMatch: Bool)], _ behavior: Behavior) -> [String] {
    var words: [String] = []
    var joinsNext = false
    var isAfterMatch = false
    for (text, isMatch) in parts {
      switch behavior {
      case .removed where isMatch: break
      case .mergedWithPrevious where isMatch && !words.isEmpty && !isAfterMatch,
        .contiguous where isMatch && isAfterMatch:
        words[words.count - 1] += text
      case .mergedWithNext where joinsNext && !isMatch: words[words.count - 1] += text
      default: words.append(String(text))
      }
      joinsNext = isMatch
      isAfterMatch = isMatch
    }
    return words
  }

  private static func beginning(with sign: Unicode.Scalar, _ text: String) -> [String] {
    var words: [String.UnicodeScalarView] = []
    for scalar in text.unicodeScalars {
      if scalar == sign || words.isEmpty { words.append(String.UnicodeScalarView()) }
      words[words.count - 1].append(scalar)
    }
    return words.map { String($0) }
  }
}

/// The letters that GPT-2 writes bytes with: those that can be seen as they are, others from U+0100 on.
enum ByteAlphabet {
  private static let letters: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (0...255).map { (byte: UInt32) -> Unicode.Scalar in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(UInt8(byte))
      default:
        defer { next += 1 }
        return Unicode.Scalar(next) ?? " "
      }
    }
  }()

  static func letters(of bytes: some Sequence<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { letters[Int($0)] }))
  }
}
