package import Foundation

/// Metadata as JSON. Documentation/media-metadata.schema.json describes it; version 1 only grows.
package enum MetadataJSON {
  /// - Parameter indented: whether people read it as well.
  package static func data(of metadata: MediaMetadata, indented: Bool = true) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if indented { encoder.outputFormatting.insert(.prettyPrinted) }
    return try encoder.encode(metadata) + [UInt8(ascii: "\n")]
  }
}
