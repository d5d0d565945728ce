package import Transcript

/// Reads the text form of a list: UTF-8, a word or phrase a line.
///
///     # language: en            language, title, source, licence: in comments before the first entry
///     # category: profanity     and category, severity: for the entries below, up to the next such line
///     damn                      also “damned”, “Damn!”, “d4mn”
///     =Hell                     nothing but the word, whatever its case
///     bloody*                   whatever it ends in
///     ass hat => silly person   what stands for it
///     dick [category=sexual severity=0.5 method=tag]
///     !Dick Van Dyke            may be said, and what is in it
///
/// `#` behind white space begins a comment, `\` takes its meaning from the sign behind it.
package struct VocabularyListReader {
  package private(set) var list: VocabularyList
  package private(set) var problems: [VocabularyProblem] = []
  /// Whether the text itself names its language.
  package private(set) var namesLanguage = false
  private var category: String?
  private var severity: Double?
  /// The line of a phrase, by what it is without what does not count.
  private var lines: [[UInt32]: Int] = [:]
  private var folding: TextFolding

  /// As in Amazon Transcribe, for one phrase.
  package static let lineLimit = 256
  /// One character may be any number of code points, and words are looked for by these.
  package static let scalarLimit = 1_024
  package static let wordLimit = 16
  package static let entryLimit = 100_000
  package static let byteLimit = 8 << 20

  package init(_ text: [UInt8], name: String, language: LanguageTag = .undetermined) {
    list = VocabularyList(name: name, language: language, entries: [])
    folding = TextFolding(ownLetters: OwnLetters.all)
    guard text.count <= Self.byteLimit else {
      problems = [VocabularyProblem("the file has \(text.count) bytes; \(Self.byteLimit) is the most")]
      return
    }
    let mark = [UInt8](text.prefix(3))
    guard !mark.starts(with: [0xFF, 0xFE]), !mark.starts(with: [0xFE, 0xFF]), !text.prefix(4_096).contains(0) else {
      problems = [VocabularyProblem("this is UTF-16, or no text at all; save it as UTF-8")]
      return
    }
    let body = mark == [0xEF, 0xBB, 0xBF] ? text.dropFirst(3) : text[...]
    var number = 0
    for bytes in body.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A }) {
      number += 1
      guard let line = String(validating: bytes, as: UTF8.self) else {
        problems.append(VocabularyProblem(line: number, "this is not UTF-8; save the file in that encoding"))
        continue
      }
      read(line, number)
    }
    if list.entries.isEmpty, !problems.contains(where: \.isError) {
      problems.append(VocabularyProblem("there is no word in it; write one word or phrase a line"))
    } else if list.entries.count > Self.entryLimit {
      problems.append(VocabularyProblem("there are \(list.entries.count) entries; \(Self.entryLimit) is the most"))
    }
  }

  private mutating func read(_ line: String, _ number: Int) {
    let text = line.trimmed
    if text.isEmpty { return }
    if text.hasPrefix("#") { return readHeader(text.dropFirst().trimmed, number) }
    guard text.count <= Self.lineLimit else {
      return report(number, "the line has \(text.count) characters; \(Self.lineLimit) is the most")
    }
    guard text.unicodeScalars.count <= Self.scalarLimit else {
      return report(number, "the line has \(text.unicodeScalars.count) code points; \(Self.scalarLimit) is the most")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\t" }) else {
      return report(number, "there is a control character in it")
    }
    do {
      var entry = try VocabularyLine(text).entry
      entry.line = number
      if !entry.isException {
        entry.category = entry.category ?? category
        entry.severity = entry.severity ?? severity
      }
      try add(entry)
    } catch {
      report(number, error.message)
    }
  }

  /// What is said of the whole list; other comments are passed over.
  private mutating func readHeader(_ comment: String, _ number: Int) {
    guard let colon = comment.firstIndex(of: ":") else { return }
    let value = comment[comment.index(after: colon)...].trimmed
    guard !value.isEmpty else { return }
    let key = String(comment[..<colon])
    switch key {
    case "category": category = value
    case "severity":
      severity = Double(value).flatMap { (0...1).contains($0) ? $0 : nil }
      if severity == nil {
        report(
          number,
          "severity is a number from 0 to 1, not “\(value)”; write “# severity: 0.3” for what is mild, 1 for the worst")
      }
    case "language" where !list.entries.isEmpty:
      note(number, "the language of a list is said above its first entry; here it is passed over")
    case _ where !list.entries.isEmpty && Self.headers.contains(key): break
    // What was put above the rest counts.
    case "language" where namesLanguage: break
    case "language":
      list.language = LanguageTag(value)
      namesLanguage = true
      guard !list.language.isKnown, value != LanguageTag.undetermined.code else { break }
      report(
        number,
        "“\(value)” is no code of a language (BCP 47); write one such as en, de or pt-BR, or und for words of any")
    case "title": list.title = value
    case "source": list.sources.append(value)
    case "licence": list.licences.append(value)
    default:
      guard let near = Self.headers.first(where: { Self.isNear(key.trimmed.lowercased(), $0) }) else { break }
      note(number, "this is a comment, and says nothing of the words; if it should, write “# \(near): \(value)”")
    }
  }

  private static let headers = ["category", "severity", "language", "title", "source", "licence"]

  /// Whether one letter is another, missing, too many or changed places with its neighbour, or none.
  private static func isNear(_ key: String, _ header: String) -> Bool {
    let (key, header) = (Array(key.unicodeScalars), Array(header.unicodeScalars))
    guard abs(key.count - header.count) <= 1 else { return false }
    let start = zip(key, header).prefix { $0 == $1 }.count
    let (left, right) = (key[start...], header[start...])
    if left.dropFirst().elementsEqual(right.dropFirst()) || left.dropFirst().elementsEqual(right)
      || left.elementsEqual(right.dropFirst())
    {
      return true
    }
    return left.count >= 2 && right.count >= 2 && left.prefix(2).reversed().elementsEqual(right.prefix(2))
      && left.dropFirst(2).elementsEqual(right.dropFirst(2))
  }

  private mutating func add(_ entry: VocabularyEntry) throws(VocabularyLine.Fault) {
    let phrase = try PhraseWords(entry.phrase, folding: &folding)
    var key = phrase.key
    key.append(entry.isException ? 1 : 0)
    if let first = lines[key] {
      problems.append(
        VocabularyProblem(line: entry.line, "the same stands in line \(first), which counts", isError: false))
      return
    }
    lines[key] = entry.line
    if phrase.isReduced {
      problems.append(
        VocabularyProblem(line: entry.line, "signs in it are passed over; only its letters count", isError: false))
    }
    list.entries.append(entry)
  }

  private mutating func report(_ line: Int, _ message: String) {
    problems.append(VocabularyProblem(line: line, message))
  }

  private mutating func note(_ line: Int, _ message: String) {
    problems.append(VocabularyProblem(line: line, message, isError: false))
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
