public import Foundation
public import PluginKit

/// A transcript in the shape that Amazon Transcribe gives, so that programs made for it work on.
///
/// The README beside this file says what is the same and what is not.
public struct AmazonTranscribeExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.amazon-transcribe-json", version: "1.1.0", kind: .exporter,
    summary: "Transcript in the document shape of Amazon Transcribe", licence: "Apache-2.0", uses: [.findings])
  public static let fileExtension = "transcribe.json"

  private let configuration: AmazonTranscribeConfiguration

  public init(configuration: AmazonTranscribeConfiguration) throws {
    guard configuration.accountID.utf8.count == 12,
      configuration.accountID.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else {
      throw ConfigurationError("/accountID", "“\(configuration.accountID)” is no account: it has twelve digits")
    }
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = AmazonTranscribeConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let document = AmazonTranscribeDocument(
      jobName: AmazonTranscribeDocument.jobName(for: input.mediaName), accountID: configuration.accountID,
      transcript: input.transcript, annotations: input.annotations)
    var data = try encoder.encodeInParts(document)
    data.append(UInt8(ascii: "\n"))
    return data
  }
}
