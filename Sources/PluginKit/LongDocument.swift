public import Foundation

/// A document with lists that grow with the length of the media: a day of speech has a quarter of a million words.
public protocol LongDocument: Encodable {
  /// The document with its long lists empty, and what belongs into them.
  var parts: (frame: Self, lists: [LongList]) { get }
}

/// A long list of a document.
public struct LongList {
  let key: String
  let count: Int
  /// Encodes some of the elements, as a list.
  let encode: (Range<Int>, JSONEncoder) throws -> Data

  /// - Parameter key: of the first list of that name in the document, which must be empty there.
  public init<Element: Encodable>(_ key: String, _ elements: [Element]) {
    self.key = key
    count = elements.count
    encode = { range, encoder in try encoder.encode(Array(elements[range])) }
  }
}

extension JSONEncoder {
  /// The same bytes as `encode` gives, for a fraction of the memory: that builds a tree of the whole document first,
  /// several times as large as the text; this builds one of a part of a list at a time.
  public func encodeInParts(_ document: some LongDocument) throws -> Data {
    let (frame, lists) = document.parts
    var rest = try encode(frame)[...]
    let isPretty = outputFormatting.contains(.prettyPrinted)
    let gaps = lists.filter { $0.count > 0 }.compactMap { list in
      // Neither can stand in a text: quotation marks and ends of lines are escaped there.
      rest.range(of: Data((isPretty ? "\"\(list.key)\" : [\n\n" : "\"\(list.key)\":[").utf8)).map {
        (list, $0.upperBound)
      }
    }.sorted { $0.1 < $1.1 }
    precondition(gaps.count == lists.count { $0.count > 0 }, "a long list has no place in its document")
    var result = Data()
    for (list, place) in gaps {
      result += rest[..<place]
      rest = rest[place...]
      if isPretty { result.removeLast() }
      let indentation = rest.prefix { $0 == UInt8(ascii: " ") }
      for start in stride(from: 0, to: list.count, by: Self.part) {
        if start > 0 { result += Data((isPretty ? ",\n" : ",").utf8) }
        let text = try list.encode(start..<min(list.count, start + Self.part), self)
        // Without the brackets, and in the pretty form without the ends of lines beside them.
        let inner = isPretty ? text.dropFirst(2).dropLast(2) : text.dropFirst().dropLast()
        guard isPretty, !indentation.isEmpty else {
          result += inner
          continue
        }
        for line in inner.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
          if line.startIndex > inner.startIndex { result.append(UInt8(ascii: "\n")) }
          // An empty list inside has an empty line.
          if !line.isEmpty { result += indentation }
          result += line
        }
      }
      if isPretty { result.append(UInt8(ascii: "\n")) }
    }
    result += rest
    return result
  }

  /// Elements that are encoded together.
  private static let part = 256
}
