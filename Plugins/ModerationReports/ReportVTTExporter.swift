public import Foundation
public import PluginKit
internal import Reporting

/// What was found, as cues of JSON for a track of the kind `metadata` (WebVTT): a page that plays the media is told of each
/// finding when its time comes.
public struct ReportVTTExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.report-vtt", version: "1.0.0", kind: .exporter,
    summary: "Findings as a metadata track for browsers (WebVTT)", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "findings.vtt"

  private let configuration: ReportVTTConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ReportVTTConfiguration) throws {
    try ReportContext.check(configuration.context)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ReportVTTConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) throws -> Data {
    try Reporting.ReportVTT.data(of: ModerationReport(input, context: configuration.context))
  }
}
