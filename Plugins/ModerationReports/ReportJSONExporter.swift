public import Foundation
public import PluginKit
internal import Reporting

/// What was found, as JSON for programs: each finding with its times, scores, words and context, what people decided about
/// it, and what all add up to.
///
/// `Documentation/moderation-report.schema.json` describes the shape.
public struct ReportJSONExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.report-json", version: "1.0.0", kind: .exporter,
    summary: "Findings with context and reviews, as JSON", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "report.json"

  private let configuration: ReportJSONConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ReportJSONConfiguration) throws {
    try ReportContext.check(configuration.context)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ReportJSONConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) throws -> Data {
    let report = ModerationReport(input, context: configuration.context)
    return try Reporting.ReportJSON.data(of: report, indented: configuration.indented)
  }
}
