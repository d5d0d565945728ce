internal import CLibXML2
import Foundation

/// The XML library could not write: it ran out of memory.
public struct TTMLWriteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The libxml2 function that failed.
  public var function: String

  public var description: String { "writing TTML: \(function) failed: out of memory" }
}

/// Sole owner of a libxml2 text writer and its buffer. libxml2 escapes; callers see to it that names are names and
/// that text has only characters that XML allows.
struct XMLWriter: ~Copyable {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr

  init() throws(TTMLWriteError) {
    xmlInitParser()
    guard let buffer = xmlBufferCreate() else { throw TTMLWriteError(function: "xmlBufferCreate") }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      throw TTMLWriteError(function: "xmlNewTextWriterMemory")
    }
    self.buffer = buffer
    self.writer = writer
  }

  // The writer flushes into the buffer when it is freed, so it goes first.
  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  func startDocument() throws(TTMLWriteError) {
    try check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil), "xmlTextWriterStartDocument")
  }

  /// - Parameter depth: of the line that the element is put on, nil where it stands in text.
  func start(
    _ element: String, _ attributes: [(String, String)] = [], depth: Int? = nil
  ) throws(TTMLWriteError) {
    if let depth { try startLine(depth) }
    try check(xmlTextWriterStartElement(writer, element), "xmlTextWriterStartElement")
    for (name, value) in attributes {
      try check(xmlTextWriterWriteAttribute(writer, name, value), "xmlTextWriterWriteAttribute")
    }
  }

  func end(depth: Int? = nil) throws(TTMLWriteError) {
    if let depth { try startLine(depth) }
    try check(xmlTextWriterEndElement(writer), "xmlTextWriterEndElement")
  }

  private func startLine(_ depth: Int) throws(TTMLWriteError) {
    try text("\n" + String(repeating: "  ", count: depth))
  }

  func text(_ text: String) throws(TTMLWriteError) {
    try check(xmlTextWriterWriteString(writer, text), "xmlTextWriterWriteString")
  }

  /// Ends all open elements and gives what was written, with a line feed at the end.
  consuming func finish() throws(TTMLWriteError) -> Data {
    try check(xmlTextWriterEndDocument(writer), "xmlTextWriterEndDocument")
    try check(xmlTextWriterFlush(writer), "xmlTextWriterFlush")
    guard let content = xmlBufferContent(buffer) else { throw TTMLWriteError(function: "xmlBufferContent") }
    return Data(bytes: content, count: Int(xmlBufferLength(buffer)))
  }

  private func check(_ result: CInt, _ function: String) throws(TTMLWriteError) {
    guard result >= 0 else { throw TTMLWriteError(function: function) }
  }
}
