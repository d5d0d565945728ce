internal import CLibXML2
import Foundation

/// Sole owner of a compiled XML Schema: says what is wrong with documents.
final class SchemaValidator {
  /// A schema that takes in others; paths are absolute.
  struct Sources {
    var included: [String] = []
    var imported: [(namespace: String, path: String)] = []
  }

  private let schema: xmlSchemaPtr

  init(_ sources: Sources) throws {
    var text = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">"
    for path in sources.included { text += "<xs:include schemaLocation=\"\(path)\"/>" }
    for (namespace, path) in sources.imported {
      text += "<xs:import namespace=\"\(namespace)\" schemaLocation=\"\(path)\"/>"
    }
    let bytes = Array((text + "</xs:schema>").utf8CString)
    let faults = SchemaFaults()
    // The text and the faults must outlive the parse.
    let schema = bytes.withUnsafeBufferPointer { buffer -> xmlSchemaPtr? in
      guard let context = xmlSchemaNewMemParserCtxt(buffer.baseAddress, CInt(buffer.count - 1)) else { return nil }
      defer { xmlSchemaFreeParserCtxt(context) }
      xmlSchemaSetParserStructuredErrors(context, SchemaFaults.note, Unmanaged.passUnretained(faults).toOpaque())
      return xmlSchemaParse(context)
    }
    guard let schema else { throw SchemaError(description: faults.all.joined(separator: "\n")) }
    self.schema = schema
  }

  deinit { xmlSchemaFree(schema) }

  /// Empty where the document is valid.
  func problems(of document: Data) -> [String] {
    let faults = SchemaFaults()
    return withExtendedLifetime(faults) {
      guard let parsed = parse(document) else { return ["not well-formed"] }
      defer { xmlFreeDoc(parsed) }
      guard let context = xmlSchemaNewValidCtxt(schema) else { return ["out of memory"] }
      defer { xmlSchemaFreeValidCtxt(context) }
      xmlSchemaSetValidStructuredErrors(context, SchemaFaults.note, Unmanaged.passUnretained(faults).toOpaque())
      let result = xmlSchemaValidateDoc(context, parsed)
      return result == 0 ? [] : faults.all.isEmpty ? ["invalid: \(result)"] : faults.all
    }
  }

  private func parse(_ document: Data) -> xmlDocPtr? {
    document.withUnsafeBytes { bytes in
      xmlReadMemory(
        bytes.bindMemory(to: CChar.self).baseAddress, CInt(bytes.count), nil, nil,
        CInt(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
    }
  }
}

/// A schema that cannot be used.
struct SchemaError: Error, CustomStringConvertible {
  let description: String
}

private final class SchemaFaults {
  private(set) var all: [String] = []

  static let note: xmlStructuredErrorFunc = { context, error in
    guard let context, let error else { return }
    let message = error.pointee.message.map { String(cString: $0) } ?? ""
    Unmanaged<SchemaFaults>.fromOpaque(context).takeUnretainedValue()
      .all.append("line \(error.pointee.line): \(message.trimmingCharacters(in: .whitespacesAndNewlines))")
  }
}
