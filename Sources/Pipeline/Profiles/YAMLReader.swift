internal import Foundation
internal import PluginHost
internal import Yams

/// Reads YAML as the data that JSON has: YAML 1.2 with the scalars of its JSON schema.
///
/// Only `true`, `false`, `null` and numbers as JSON writes them are more than text: the language `no` stays Norwegian,
/// `on` a word, and an account number keeps its zeros. Anchors, tags and several documents in a file are refused.
struct YAMLReader {
  /// Where a value stands, counted from one.
  struct Mark: Hashable, Sendable {
    var line: Int
    var column: Int
  }

  /// What somebody writes by hand is a thousandth of it.
  static let maximumSize = 1_000_000
  private static let maximumDepth = 32

  /// Empty for a document that says nothing.
  private(set) var document = JSONValue.emptyObject
  /// Where each setting stands, by JSON pointer.
  private(set) var marks: [String: Mark] = [:]

  /// - Throws: `YAMLError`.
  init(parsing data: Data) throws {
    guard data.count <= Self.maximumSize else {
      throw YAMLError("this has \(data.count) bytes, and may have \(Self.maximumSize)")
    }
    guard var text = String(validating: data, as: UTF8.self) else { throw YAMLError("this is not UTF-8 text") }
    if text.first == "\u{FEFF}" { text.removeFirst() }
    try Self.refuseAliases(in: text)
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      // A node holds its anchor weakly; the parser keeps it.
      try withExtendedLifetime(parser) {
        if let root = try parser.singleRoot() { document = try value(of: root, at: "", depth: 0) }
      }
    } catch let error as YamlError {
      throw YAMLError(error, in: text)
    }
  }

  /// An alias stands for all that its anchor holds, so that a few lines can become more than any memory holds. They are
  /// looked for before the parser sees them, since it compares keys while it reads.
  private static func refuseAliases(in text: String) throws {
    var anchors: Set<[UInt8]> = []
    var aliases: [(name: [UInt8], mark: Mark)] = []
    var mark = Mark(line: 1, column: 0)
    var before: UInt8?
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      // Columns are those of the parser: it counts Unicode scalars.
      if byte & 0xC0 != 0x80 { mark.column += 1 }
      if byte == UInt8(ascii: "\n") { mark = Mark(line: mark.line + 1, column: 0) }
      // After a letter it stands within a text without quotes.
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), !(before?.isAnchorCharacter ?? false) {
        let name = Array(bytes[(index + 1)...].prefix { $0.isAnchorCharacter })
        if byte == UInt8(ascii: "&") { anchors.insert(name) } else { aliases.append((name, mark)) }
      }
      before = byte
    }
    guard let alias = aliases.first(where: { !$0.name.isEmpty && anchors.contains($0.name) }) else { return }
    let name = String(decoding: alias.name, as: UTF8.self)
    throw YAMLError("aliases are not understood; write out what “*\(name)” stands for", alias.mark)
  }

  private mutating func value(of node: Node, at pointer: String, depth: Int) throws -> JSONValue {
    let mark = node.mark.map { Mark(line: $0.line, column: $0.column) }
    if marks[pointer] == nil { marks[pointer] = mark }
    guard depth <= Self.maximumDepth else { throw YAMLError("this is nested too deeply", mark) }
    if let anchor = node.anchor {
      throw YAMLError("anchors are not understood; remove “&\(anchor.rawValue)”", mark)
    }
    switch node {
    case .scalar(let scalar): return try Self.value(of: scalar, mark)
    case .sequence(let sequence):
      try Self.refuse(sequence.tag, mark)
      return .array(
        try sequence.enumerated().map { index, element in
          try value(of: element, at: pointer.appendingPointer(String(index)), depth: depth + 1)
        })
    case .mapping(let mapping):
      try Self.refuse(mapping.tag, mark)
      var members: [String: JSONValue] = [:]
      for (key, member) in mapping {
        let keyMark = key.mark.map { Mark(line: $0.line, column: $0.column) }
        guard case .scalar(let scalar) = key else { throw YAMLError("a key must be a text", keyMark) }
        guard members[scalar.string] == nil else {
          throw YAMLError("the key “\(scalar.string)” stands here twice", keyMark)
        }
        let own = pointer.appendingPointer(scalar.string)
        marks[own] = keyMark
        members[scalar.string] = try value(of: member, at: own, depth: depth + 1)
      }
      return .object(members)
    case .alias: throw YAMLError("aliases are not understood", mark)
    }
  }

  private static func value(of scalar: Node.Scalar, _ mark: Mark?) throws -> JSONValue {
    let text = scalar.string
    // “!” and “!!str” say that it is text.
    if ["!", Tag.Name.str.rawValue].contains(scalar.tag.rawValue) { return .string(text) }
    try refuse(scalar.tag, mark)
    guard scalar.style == .plain else { return .string(text) }
    switch text {
    case "", "~", "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil else { return .string(text) }
    if let number = Int64(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw YAMLError("this number is too large", mark) }
    return .number(number)
  }

  private static func refuse(_ tag: Tag, _ mark: Mark?) throws {
    let name = tag.rawValue
    guard !["", "!", Tag.Name.seq.rawValue, Tag.Name.map.rawValue].contains(name) else { return }
    throw YAMLError("the tag “\(name)” is not understood; remove it", mark)
  }
}

extension UInt8 {
  /// Letters, digits, `-` and `_`.
  fileprivate var isAnchorCharacter: Bool {
    let scalar = Unicode.Scalar(self)
    return scalar.properties.isASCIIHexDigit || "-_".unicodeScalars.contains(scalar)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

/// Why a text is no YAML that can be used, and where.
struct YAMLError: Error {
  var message: String
  var mark: YAMLReader.Mark?

  init(_ message: String, _ mark: YAMLReader.Mark? = nil) {
    self.message = message
    self.mark = mark
  }

  fileprivate init(_ error: YamlError, in text: String) {
    func said(_ context: YamlError.Context?, _ problem: String, _ mark: Yams.Mark) -> YAMLError {
      let what = [context?.text, problem].compactMap { $0?.trimmingCharacters(in: .whitespaces) }
      return YAMLError(
        "this is not YAML: \(what.joined(separator: ", "))", YAMLReader.Mark(line: mark.line, column: mark.column))
    }
    switch error {
    case .composer(_, let problem, let mark, _) where problem.contains("another document"):
      self.init(
        "a second document begins here; a file holds one", YAMLReader.Mark(line: mark.line, column: mark.column))
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      self = said(context, problem, mark)
    case .reader(let problem, let offset, _, _):
      let before = offset.map { text.prefix($0).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
      self.init(
        "this is not YAML: \(problem)",
        before.map { YAMLReader.Mark(line: $0.count, column: ($0.last?.unicodeScalars.count ?? 0) + 1) })
    case .duplicatedKeysInMapping(let keys, let context):
      self.init(
        "the key “\(keys.sorted().first ?? "")” stands here and once more further down",
        YAMLReader.Mark(line: context.mark.line, column: context.mark.column))
    default: self.init("this is not YAML: \(error)")
    }
  }
}
