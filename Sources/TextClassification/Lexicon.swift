internal import Foundation

/// Words and phrases with severities, lists of cues, and the table that folds letters. What it holds offends: nothing
/// prints it.
struct Lexicon {
  /// Words of a phrase at most.
  static let longestPhrase = 5

  /// The one in the program.
  static let standard: Lexicon = {
    do { return try Lexicon(json: EmbeddedFile.lexicon.data) } catch {
      preconditionFailure("the lexicon in the program is damaged: \(error)")
    }
  }()

  /// SHA-256 of the one in the program, in hexadecimal.
  static let digest = EmbeddedFile.lexicon.digest

  /// ASCII for letters that are not.
  let fold: [Unicode.Scalar: Scalars]
  /// Words with a double letter, which stays when it is drawn out: `good`.
  let doubles: Set<String>
  /// By word or phrase.
  let entries: [String: Severities]
  /// First words of the phrases in `entries`.
  let phraseStarts: Set<String>
  /// Entries that are looked for behind `*`.
  let masked: [[UInt8]]
  /// What makes a word one by being a part of it.
  let stems: [(part: String, severities: Severities)]
  /// By word.
  private let wordCues: [String: Cues]
  private let prefixCues: [(prefix: String, cues: Cues)]
  /// By phrase, of one word or more.
  let phraseCues: [String: Cues]
  /// First words of those.
  let phraseCueStarts: Set<String>

  /// - Throws: `ClassifierError`, `DecodingError`.
  init(json: Data) throws {
    let file = try JSONDecoder().decode(File.self, from: json)
    guard file.version == 1, file.categories == Severities.categories else {
      throw ClassifierError("the lexicon is of version \(file.version), or has other categories than this program")
    }
    fold = try file.fold.reduce(into: [:]) { fold, pair in
      guard let scalar = pair.key.unicodeScalars.first, pair.key.unicodeScalars.count == 1,
        pair.value.utf8.allSatisfy({ $0 < 128 })
      else { throw ClassifierError("the lexicon folds something else than a letter to ASCII") }
      fold[scalar] = Scalars(pair.value)
    }
    doubles = Set(file.doubles)
    let entries = try file.entries.mapValues(Self.severities)
    self.entries = entries
    phraseStarts = Self.firstWords(entries.keys.filter { $0.contains(" ") })
    masked = try file.masked.map { word in
      guard entries[word] != nil else { throw ClassifierError("the lexicon masks a word that is no entry") }
      return Array(word.utf8)
    }
    stems = try file.stems.map { ($0.part, try Self.severities($0.tenths)) }
    wordCues = try Self.cues(file.words)
    prefixCues = try Self.cues(file.starts).map { ($0.key, $0.value) }
    phraseCues = try Self.cues(file.phrases)
    phraseCueStarts = Self.firstWords(phraseCues.keys)
  }

  /// What the lists say of a word.
  func cues(of word: String) -> Cues {
    prefixCues.reduce(into: wordCues[word] ?? []) { if word.hasASCIIPrefix($1.prefix) { $0.formUnion($1.cues) } }
  }

  /// Lower-case ASCII, one code point at a time; what has no ASCII form is a space, combining marks are nothing.
  func folded(_ scalars: some Sequence<Unicode.Scalar>) -> Scalars {
    var result: Scalars = []
    for scalar in scalars {
      switch scalar.value {
      case 0..<128: result.append(scalar.lowercased)
      // Full-width forms.
      case 0xFF01...0xFF5E: result.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)).lowercased)
      case 0x300...0x36F: break
      default: result += fold[scalar] ?? [" "]
      }
    }
    return result
  }

  private static func severities(_ tenths: [Int]) throws -> Severities {
    guard let severities = Severities(tenths: tenths) else {
      throw ClassifierError("the lexicon has a severity that is none")
    }
    return severities
  }

  private static func cues(_ lists: [String: [String]]) throws -> [String: Cues] {
    var result: [String: Cues] = [:]
    for (name, words) in lists {
      guard let cue = Cues.named[name] else { throw ClassifierError("the lexicon has an unknown list “\(name)”") }
      for word in words { result[word, default: []].formUnion(cue) }
    }
    return result
  }

  private static func firstWords(_ phrases: some Sequence<String>) -> Set<String> {
    Set(phrases.map { String($0.prefix { $0 != " " }) })
  }

  private struct File: Decodable {
    struct Stem: Decodable {
      var part: String
      var tenths: [Int]

      init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        part = try values.decode(String.self)
        tenths = try values.decode([Int].self)
      }
    }

    var version: Int
    var categories: [String]
    var fold: [String: String]
    var doubles: [String]
    var entries: [String: [Int]]
    var masked: [String]
    var stems: [Stem]
    var words: [String: [String]]
    var starts: [String: [String]]
    var phrases: [String: [String]]
  }
}

extension String {
  /// Byte by byte, which is what ASCII needs.
  func hasASCIIPrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Byte by byte.
  func containsASCII(_ part: String) -> Bool {
    let (text, part) = (Array(utf8), Array(part.utf8))
    guard !part.isEmpty, part.count <= text.count else { return part.isEmpty }
    return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
  }
}
