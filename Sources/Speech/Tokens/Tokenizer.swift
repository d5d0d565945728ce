package import SystemPackage

/// Whisper's vocabulary: byte-pair tokens and the special ones, read from `vocabulary.txt`, from `tokenizer.json`, or
/// from `vocab.json` with `added_tokens.json` beside it.
package struct Tokenizer: Sendable {
  /// The bytes of each ordinary token, by id; empty for special ones.
  private let bytes: [[UInt8]]
  private let special: [String: Int]

  package let endOfText: Int
  package let startOfTranscript: Int
  package let transcribe: Int
  package let translate: Int
  package let noTimestamps: Int
  /// The token whose probability at the first step says that nobody speaks; nil in vocabularies without one.
  package let noSpeech: Int?
  /// Opens text that was said before the window; nil in vocabularies without one.
  package let startOfPrevious: Int?
  /// The first time token, 0.00; the others follow in steps of 0.02 s.
  package let firstTimestamp: Int

  package init(_ path: FilePath) throws {
    let document =
      switch path.lastComponent {
      case "vocab.json": try Document(vocabulary: path)
      case "vocabulary.txt": try Document(lines: path)
      default: try Document(path)
      }
    let largest = max(0, document.tokens.map(\.id).max() ?? 0)
    guard largest < 1 << 20 else { throw WeightsError(path: path.string, message: "token ids reach \(largest)") }
    var bytes = [[UInt8]](repeating: [], count: largest + 1)
    var special: [String: Int] = [:]
    for token in document.tokens where token.id >= 0 {
      if token.isSpecial {
        special[String(decoding: token.text, as: UTF8.self)] = token.id
        bytes[token.id] = []
      } else {
        bytes[token.id] = Self.bytes(token.text)
      }
    }
    self.bytes = bytes
    self.special = special
    func id(_ name: String) throws -> Int {
      if let id = special[name] { return id }
      throw WeightsError(path: path.string, message: "the token \(name) is missing")
    }
    endOfText = try id("<|endoftext|>")
    startOfTranscript = try id("<|startoftranscript|>")
    transcribe = try id("<|transcribe|>")
    translate = try id("<|translate|>")
    noTimestamps = try id("<|notimestamps|>")
    noSpeech = special["<|nospeech|>"] ?? special["<|nocaptions|>"]
    startOfPrevious = special["<|startofprev|>"]
    firstTimestamp = special["<|0.00|>"] ?? noTimestamps + 1
  }

  /// Whether this is the vocabulary of the English-only models: GPT-2's, which ends at 50,256. It lists language tokens
  /// that those models were never trained on.
  var isEnglishOnly: Bool { endOfText == 50_256 }

  /// The tokens of the languages that the vocabulary lists: between the start of a text and the tasks.
  package var languageTokens: [Int] {
    let tokens = startOfTranscript + 1..<max(startOfTranscript + 1, min(transcribe, translate))
    return special.values.filter(tokens.contains).sorted()
  }

  /// Language codes by token id, for the ids given.
  package func languageCodes(_ ids: [Int]) -> [Int: String] {
    let wanted = Set(ids)
    return special.reduce(into: [:]) { codes, entry in
      if wanted.contains(entry.value) { codes[entry.value] = String(entry.key.dropFirst(2).dropLast(2)) }
    }
  }

  /// The bytes of ordinary tokens; a token may hold a part of a character.
  package func bytes(of token: Int) -> [UInt8] { bytes.indices.contains(token) ? bytes[token] : [] }

  /// Ordinary tokens by their bytes.
  var ordinaryTokens: [[UInt8]: Int] {
    bytes.enumerated().reduce(into: [:]) { ids, entry in
      if !entry.element.isEmpty { ids[entry.element] = entry.offset }
    }
  }

  /// The tokens that write a number in figures, of any script, or the sign of percent, degrees or a currency.
  package var figureTokens: [Int] {
    bytes.indices.filter { id in
      String(validating: bytes[id], as: UTF8.self)?.unicodeScalars.contains { scalar in
        let kind = scalar.properties.generalCategory
        return kind == .decimalNumber || kind == .currencySymbol || "%‰°".unicodeScalars.contains(scalar)
      } ?? false
    }
  }

  package func decode(_ tokens: some Sequence<Int>) -> String {
    String(decoding: tokens.flatMap { bytes(of: $0) }, as: UTF8.self)
  }

  /// A token of a file: special ones after the ordinary ones that they replace.
  private struct Entry {
    var id: Int
    /// UTF-8.
    var text: [UInt8]
    var isSpecial: Bool
  }

  private struct Document {
    var tokens: [Entry]

    /// `tokenizer.json`.
    init(_ path: FilePath) throws {
      struct Fields: Decodable {
        struct Model: Decodable { var vocab: [String: Int] }
        struct Added: Decodable {
          var id: Int
          var content: String
        }
        var model: Model
        var added_tokens: [Added]
      }
      let fields = try JSONFile.decode(
        Fields.self, from: path, what: "no tokenizer.json with a byte-pair vocabulary")
      self.init(
        ordinary: fields.model.vocab, special: fields.added_tokens.map { ($0.content, $0.id) })
    }

    /// The same from `vocab.json` and `added_tokens.json`. The vocabulary has the end of a text in it.
    init(vocabulary path: FilePath) throws {
      let vocabulary = try JSONFile.decode([String: Int].self, from: path, what: "no vocab.json")
      let added = try JSONFile.decode(
        [String: Int].self, from: path.removingLastComponent().appending("added_tokens.json"),
        what: "no added_tokens.json")
      let special = vocabulary.filter { Self.isSpecial(Array($0.key.utf8)) }
      self.init(ordinary: vocabulary, special: special.merging(added) { $1 }.map { ($0.key, $0.value) })
    }

    /// `vocabulary.txt` of CTranslate2: a line a token, in the order of their ids. Read ten times as fast as JSON.
    init(lines path: FilePath) throws {
      let file = try MappedFile(path)
      // One of the tokens is empty, and so is what follows the last line.
      var lines = try file.withBytes(offset: 0, count: file.count) {
        $0.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
      }
      if lines.last?.isEmpty == true { lines.removeLast() }
      tokens = lines.enumerated().map { Entry(id: $0, text: $1, isSpecial: Self.isSpecial($1)) }
    }

    private init(ordinary: [String: Int], special: [(text: String, id: Int)]) {
      tokens =
        ordinary.map { Entry(id: $0.value, text: Array($0.key.utf8), isSpecial: false) }
        + special.map { Entry(id: $0.id, text: Array($0.text.utf8), isSpecial: true) }
    }

    private static func isSpecial(_ text: [UInt8]) -> Bool {
      text.count > 4 && text.starts(with: "<|".utf8) && text.suffix(2).elementsEqual("|>".utf8)
    }
  }

  /// What a token of a byte-level vocabulary stands for.
  private static func bytes(_ text: [UInt8]) -> [UInt8] {
    if let plain = text.first, text.count == 1 { return [plain] }
    return String(decoding: text, as: UTF8.self).unicodeScalars.compactMap { scalar in
      byteOfScalar.indices.contains(Int(scalar.value)) ? byteOfScalar[Int(scalar.value)] : nil
    }
  }

  /// Byte-level vocabularies write each byte as a printable character: itself where it is one, else one from U+0100 on.
  private static let byteOfScalar: [UInt8?] = {
    var table = [UInt8?](repeating: nil, count: 0x144)
    var next = 0x100
    for byte in UInt8.min...UInt8.max {
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: table[Int(byte)] = byte
      default:
        table[next] = byte
        next += 1
      }
    }
    return table
  }()
}
