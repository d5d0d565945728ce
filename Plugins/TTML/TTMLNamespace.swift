/// The vocabularies that are read.
enum TTMLNamespace: Hashable {
  /// Elements of TTML, and those without a namespace.
  case core
  case styling, parameter, metadata
  /// `xml:id`, `xml:lang`, `xml:space`.
  case xml
  /// Pictures instead of text, as SMPTE-TT has them.
  case smpte
  case other

  init(_ uri: String) {
    self = Self.known[uri] ?? .other
  }

  static let coreURI = "http://www.w3.org/ns/ttml"
  static let stylingURI = coreURI + "#styling"
  static let parameterURI = coreURI + "#parameter"
  static let metadataURI = coreURI + "#metadata"
  static let imscStylingURI = "http://www.w3.org/ns/ttml/profile/imsc1#styling"
  static let ebuStylingURI = "urn:ebu:tt:style"
  static let ebuMetadataURI = "urn:ebu:tt:metadata"

  private static let known: [String: TTMLNamespace] = {
    var known: [String: TTMLNamespace] = [
      "": .core, "http://www.w3.org/XML/1998/namespace": .xml, imscStylingURI: .styling,
      "http://www.w3.org/ns/ttml/profile/imsc1#metadata": .metadata,
      "http://www.smpte-ra.org/schemas/2052-1/2010/smpte-tt": .smpte,
      "http://www.smpte-ra.org/schemas/2052-1/2013/smpte-tt": .smpte,
    ]
    // The last two are drafts, which people still have.
    for base in [coreURI, "http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1"] {
      known[base] = .core
      known[base + "#styling"] = .styling
      known[base + "#style"] = .styling
      known[base + "#parameter"] = .parameter
      known[base + "#metadata"] = .metadata
    }
    return known
  }()
}
