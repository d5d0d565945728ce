internal import CLibXML2
import Foundation
import Subtitles
import TextEncoding

/// What a reader of XML meets, in document order.
enum XMLEvent {
  /// An attribute's namespace is empty where it has no prefix.
  struct Attribute {
    var namespace: String
    var name: String
    var value: String
  }

  case start(namespace: String, name: String, attributes: [Attribute])
  case end
  /// Character data, CDATA sections and white space alike.
  case text(String)
  case comment(String)
}

/// Reads untrusted XML: no network, no document type, no entities but the five that XML has itself.
enum XMLEvents {
  /// Larger files are no subtitles.
  private static let maximumSize = 64 << 20

  /// Calls `handle` for each event.
  ///
  /// - Returns: What had to be guessed, for people.
  /// - Throws: `SubtitleReadError` for what is not well-formed or not allowed, and whatever `handle` throws.
  static func read(_ data: Data, _ handle: (XMLEvent, _ line: Int) throws -> Void) throws -> [String] {
    guard data.count <= maximumSize else {
      throw SubtitleReadError("\(data.count) bytes are too many for a subtitle file: the limit is \(maximumSize)")
    }
    let spaces: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
    guard let last = data.last(where: { !spaces.contains($0) && $0 != 0 }) else {
      throw SubtitleReadError("this is not XML: the file is empty")
    }
    xmlInitParser()
    let fault = XMLFault(isCutOff: last != UInt8(ascii: ">"))
    let (data, encoding, remarks) = encoded(data)
    // The buffer and the fault must outlive the parse.
    try withExtendedLifetime(fault) {
      try data.withUnsafeBytes { bytes in
        let start = bytes.bindMemory(to: CChar.self).baseAddress
        // NONET and nothing else: without NOENT, DTDLOAD, XINCLUDE and HUGE nothing outside the file is read and
        // libxml2 keeps its own limits (depth 256, text of 10 MB).
        let options = XML_PARSE_NONET.rawValue | (encoding == nil ? 0 : XML_PARSE_IGNORE_ENC.rawValue)
        guard let reader = xmlReaderForMemory(start, CInt(bytes.count), nil, encoding, CInt(options)) else {
          throw SubtitleReadError("memory ran out")
        }
        defer { xmlFreeTextReader(reader) }
        xmlTextReaderSetStructuredErrorHandler(
          reader,
          { context, error in
            guard let context, let error else { return }
            let fault = Unmanaged<XMLFault>.fromOpaque(context).takeUnretainedValue()
            fault.note(error.pointee)
          }, Unmanaged.passUnretained(fault).toOpaque())
        try read(reader, fault, handle)
      }
    }
    return remarks
  }

  /// What to parse, and in which encoding where the document is not to be believed: people save files in another one
  /// than the first line says. What is UTF-8 and has more than ASCII is UTF-8; what says that it is and is not, is what
  /// its letters speak for.
  private static func encoded(_ data: Data) -> (data: Data, encoding: String?, remarks: [String]) {
    let head = data.prefix(200)
    guard data.count > 4, !head.prefix(4).contains(0), !head.starts(with: [0xFF, 0xFE]),
      !head.starts(with: [0xFE, 0xFF])
    else { return (data, nil, []) }
    let declaration = String(decoding: head.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
    let declared = declaration.firstRange(of: "encoding=").map { declaration[$0.upperBound...].dropFirst().prefix(6) }
    let isASCII = data.withUnsafeBytes { $0.allSatisfy { $0 < 0x80 } }
    if isASCII { return (data, declared == "utf-16" ? "UTF-8" : nil, []) }
    let isUTF8 = data.withUnsafeBytes { String(validating: $0, as: UTF8.self) != nil }
    if isUTF8 { return (data, "UTF-8", []) }
    guard declared == nil || declared?.hasPrefix("utf-8") == true else { return (data, nil, []) }
    let decoded = DecodedText(data)
    return (Data(decoded.text.utf8), "UTF-8", decoded.remarks)
  }

  private static func read(
    _ reader: xmlTextReaderPtr, _ fault: XMLFault, _ handle: (XMLEvent, _ line: Int) throws -> Void
  ) throws {
    var depth = 0
    while true {
      let result = xmlTextReaderRead(reader)
      guard result >= 0 else { throw fault.error(isInside: depth > 0) }
      guard result == 1 else { return }
      let line = Int(xmlTextReaderGetParserLineNumber(reader))
      switch xmlReaderTypes(rawValue: UInt32(max(0, xmlTextReaderNodeType(reader)))) {
      case XML_READER_TYPE_ELEMENT:
        let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
        let namespace = string(xmlTextReaderConstNamespaceUri(reader))
        let name = string(xmlTextReaderConstLocalName(reader))
        try handle(.start(namespace: namespace, name: name, attributes: attributes(reader)), line)
        if isEmpty { try handle(.end, line) } else { depth += 1 }
      case XML_READER_TYPE_END_ELEMENT:
        depth -= 1
        try handle(.end, line)
      case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_WHITESPACE,
        XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        try handle(.text(string(xmlTextReaderConstValue(reader))), line)
      case XML_READER_TYPE_COMMENT:
        try handle(.comment(string(xmlTextReaderConstValue(reader))), line)
      case XML_READER_TYPE_DOCUMENT_TYPE:
        throw SubtitleReadError(line: line, "a document type declaration is not allowed in TTML")
      case XML_READER_TYPE_ENTITY_REFERENCE:
        let name = string(xmlTextReaderConstName(reader))
        throw SubtitleReadError(line: line, "the entity “\(name)” is not declared: only amp, lt, gt, quot and apos are")
      default:
        continue
      }
    }
  }

  private static func attributes(_ reader: xmlTextReaderPtr) -> [XMLEvent.Attribute] {
    var attributes: [XMLEvent.Attribute] = []
    while xmlTextReaderMoveToNextAttribute(reader) == 1 {
      attributes.append(
        XMLEvent.Attribute(
          namespace: string(xmlTextReaderConstNamespaceUri(reader)),
          name: string(xmlTextReaderConstLocalName(reader)),
          value: string(xmlTextReaderConstValue(reader))))
    }
    xmlTextReaderMoveToElement(reader)
    return attributes
  }

  private static func string(_ value: UnsafePointer<xmlChar>?) -> String {
    value.map { String(cString: $0) } ?? ""
  }
}

/// The first fault that libxml2 reported during a parse.
private final class XMLFault {
  /// Whether the file does not end with a tag.
  private let isCutOff: Bool
  private var code = XML_ERR_OK
  private var line: Int?
  private var message = ""
  private var subject = ""

  init(isCutOff: Bool) { self.isCutOff = isCutOff }

  func note(_ error: xmlError) {
    guard line == nil, let text = error.message else { return }
    code = xmlParserErrors(rawValue: UInt32(max(0, error.code)))
    line = Int(error.line)
    message = String(cString: text).trimmingCharacters(in: .whitespacesAndNewlines)
    subject = error.str1.map { String(cString: $0) } ?? ""
  }

  /// - Parameter isInside: whether elements were open.
  func error(isInside: Bool) -> SubtitleReadError {
    switch code {
    case XML_ERR_OK: return SubtitleReadError("this is not well-formed XML")
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
      let hint = subject == "nbsp" ? "; write &#160;" : ""
      return SubtitleReadError(
        line: line, "the entity “\(subject)” is not declared: only amp, lt, gt, quot and apos are\(hint)")
    case XML_ERR_DOCUMENT_EMPTY: return SubtitleReadError(line: line, "this is not XML: it does not begin with a tag")
    case XML_ERR_DOCUMENT_END where isInside, XML_ERR_TAG_NOT_FINISHED:
      return SubtitleReadError(line: line, "the file ends in the middle; it may be cut off")
    case _ where isCutOff && isInside:
      return SubtitleReadError(line: line, "the file ends in the middle, and may be cut off: \(message)")
    default: return SubtitleReadError(line: line, "this is not well-formed XML: \(message)")
    }
  }
}
