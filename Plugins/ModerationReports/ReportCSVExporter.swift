public import Foundation
public import PluginKit
internal import Reporting

/// What was found, as a table (`.csv`, RFC 4180): a row a finding, for spreadsheets. Nothing in it is a formula.
public struct ReportCSVExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.report-csv", version: "1.0.0", kind: .exporter,
    summary: "Findings as a table, a row a finding (.csv)", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "report.csv"

  private let configuration: ReportCSVConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ReportCSVConfiguration) throws {
    try ReportContext.check(configuration.context)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ReportCSVConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) throws -> Data {
    let report = ModerationReport(input, context: configuration.context)
    return Reporting.ReportCSV.data(of: [report], byteOrderMark: configuration.byteOrderMark)
  }
}
