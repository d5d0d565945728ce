public import Foundation
public import PluginKit

/// What was found as markers for Final Cut Pro (`.fcpxml`, version 1.10).
///
/// The README beside this file says how they get into the program.
public struct FCPXMLFindingsExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.fcpxml-findings", version: "1.0.0", kind: .exporter,
    summary: "Findings as markers for Final Cut Pro (FCPXML)", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "findings.fcpxml"

  private let configuration: FCPXMLFindingsConfiguration
  private let markers: FCPXMLMarkersExporter

  /// - Throws: `ConfigurationError`.
  public init(configuration: FCPXMLFindingsConfiguration) throws {
    self.configuration = configuration
    markers = try FCPXMLMarkersExporter(configuration: configuration.markers)
  }

  /// With the defaults.
  public init() throws {
    try self.init(configuration: FCPXMLFindingsConfiguration())
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data {
    markers.data(
      MarkerList(findingsIn: input, configuration.markers.settings, showsWords: configuration.words), of: input)
  }
}
