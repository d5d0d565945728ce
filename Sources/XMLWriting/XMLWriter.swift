internal import CLibXML2
package import Foundation

/// Sole owner of a libxml2 text writer and its buffer. libxml2 escapes; callers see to it that names are names and
/// that text has only characters that XML allows.
package struct XMLWriter: ~Copyable {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr

  package init() throws(XMLWriteError) {
    xmlInitParser()
    guard let buffer = xmlBufferCreate() else { throw XMLWriteError(function: "xmlBufferCreate") }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      throw XMLWriteError(function: "xmlNewTextWriterMemory")
    }
    self.buffer = buffer
    self.writer = writer
  }

  // The writer flushes into the buffer when it is freed, so it goes first.
  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  package func startDocument() throws(XMLWriteError) {
    try check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil), "xmlTextWriterStartDocument")
  }

  /// - Parameter depth: of the line that the element is put on, nil where it stands in text.
  package func start(
    _ element: String, _ attributes: [(String, String)] = [], depth: Int? = nil
  ) throws(XMLWriteError) {
    if let depth { try startLine(depth) }
    try check(xmlTextWriterStartElement(writer, element), "xmlTextWriterStartElement")
    for (name, value) in attributes {
      try check(xmlTextWriterWriteAttribute(writer, name, value), "xmlTextWriterWriteAttribute")
    }
  }

  package func end(depth: Int? = nil) throws(XMLWriteError) {
    if let depth { try startLine(depth) }
    try check(xmlTextWriterEndElement(writer), "xmlTextWriterEndElement")
  }

  private func startLine(_ depth: Int) throws(XMLWriteError) {
    try text("\n" + String(repeating: "  ", count: depth))
  }

  package func text(_ text: String) throws(XMLWriteError) {
    try check(xmlTextWriterWriteString(writer, text), "xmlTextWriterWriteString")
  }

  /// Ends all open elements and gives what was written, with a line feed at the end.
  package consuming func finish() throws(XMLWriteError) -> Data {
    try check(xmlTextWriterEndDocument(writer), "xmlTextWriterEndDocument")
    try check(xmlTextWriterFlush(writer), "xmlTextWriterFlush")
    guard let content = xmlBufferContent(buffer) else { throw XMLWriteError(function: "xmlBufferContent") }
    return Data(bytes: content, count: Int(xmlBufferLength(buffer)))
  }

  private func check(_ result: CInt, _ function: String) throws(XMLWriteError) {
    guard result >= 0 else { throw XMLWriteError(function: function) }
  }
}
