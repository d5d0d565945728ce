public import Foundation
public import PluginKit

/// Everything that is known about a media file and what is said in it, as JSON for programs: the words with their times
/// and confidences, languages, trust, speech, what annotators found, the track and why it was chosen, damage, provenance.
///
/// The README beside this file documents the shape.
public struct TranscriptJSONExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.transcript-json", version: "1.1.0", kind: .exporter,
    summary: "Transcript with everything known, as JSON", licence: "Apache-2.0", uses: [.findings])
  public static let fileExtension = "surtitle.json"

  private let configuration: TranscriptJSONConfiguration

  public init(configuration: TranscriptJSONConfiguration) {
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    self.init(configuration: TranscriptJSONConfiguration())
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if configuration.indented { encoder.outputFormatting.insert(.prettyPrinted) }
    var data = try encoder.encodeInParts(TranscriptDocument(input))
    data.append(UInt8(ascii: "\n"))
    return data
  }
}
