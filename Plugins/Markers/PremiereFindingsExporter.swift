public import Foundation
public import PluginKit

/// What was found as the table of markers that Premiere Pro writes, or the one that Audition writes and reads.
///
/// The README beside this file says how they get into the program.
public struct PremiereFindingsExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.premiere-findings", version: "1.0.0", kind: .exporter,
    summary: "Findings as a table of markers for Premiere Pro and Audition", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "findings.csv"

  private let configuration: PremiereFindingsConfiguration
  private let markers: PremiereMarkersExporter

  /// - Throws: `ConfigurationError`.
  public init(configuration: PremiereFindingsConfiguration) throws {
    self.configuration = configuration
    markers = try PremiereMarkersExporter(configuration: configuration.markers)
  }

  /// With the defaults.
  public init() throws {
    try self.init(configuration: PremiereFindingsConfiguration())
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data {
    markers.data(MarkerList(findingsIn: input, configuration.markers.settings, showsWords: configuration.words))
  }
}
