public import Foundation
public import PluginKit
internal import Reporting
internal import Timeline

/// Where something was found that nobody dismissed, as an edit decision list: Kodi and MPlayer are silent there, or skip it.
///
/// Kodi reads a list that is called as the media is, `Film.edl`: under that name somebody has to put it.
public struct ReportEDLExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.report-edl", version: "1.0.0", kind: .exporter,
    summary: "Findings as an edit decision list for Kodi and MPlayer", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "findings.edl"

  private let configuration: ReportEDLConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ReportEDLConfiguration) throws {
    guard ["mute", "skip"].contains(configuration.action) else {
      throw ConfigurationError("/action", "this must be mute or skip")
    }
    guard (0...10).contains(configuration.padding) else {
      throw ConfigurationError("/padding", "this must be 0 to 10 seconds")
    }
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ReportEDLConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) throws -> Data {
    Reporting.ReportEDL.data(
      of: ModerationReport(input, context: 0), action: configuration.action == "skip" ? .skip : .mute,
      padding: MediaTime(seconds: configuration.padding))
  }
}
