public import Foundation
public import PluginKit
internal import Reporting

/// What was found, as a page of HTML that needs nothing else and no network: a timeline by category, a table to filter and
/// sort, words that are not legible until somebody asks for them, and the media to look into.
public struct ReportHTMLExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.report-html", version: "1.0.0", kind: .exporter,
    summary: "Findings as a page: timeline, table, media (.html)", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "report.html"

  private let configuration: ReportHTMLConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ReportHTMLConfiguration) throws {
    try ReportContext.check(configuration.context)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ReportHTMLConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) throws -> Data {
    ReportPage(ModerationReport(input, context: configuration.context)).data
  }
}
