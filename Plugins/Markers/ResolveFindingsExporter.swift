public import Foundation
public import PluginKit

/// What was found as markers for DaVinci Resolve, in an edit decision list of one-frame events.
///
/// The README beside this file says how they get into the program.
public struct ResolveFindingsExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.resolve-findings", version: "1.0.0", kind: .exporter,
    summary: "Findings as markers for DaVinci Resolve (EDL)", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  public static let fileExtension = "findings.resolve.edl"

  private let configuration: ResolveFindingsConfiguration
  private let markers: ResolveEDLExporter

  /// - Throws: `ConfigurationError`.
  public init(configuration: ResolveFindingsConfiguration) throws {
    self.configuration = configuration
    markers = try ResolveEDLExporter(configuration: configuration.markers)
  }

  /// With the defaults.
  public init() throws {
    try self.init(configuration: ResolveFindingsConfiguration())
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data {
    let list = MarkerList(
      findingsIn: input, configuration.markers.settings, showsWords: configuration.words, tidy: markers.tidy)
    return markers.data(list, of: input)
  }
}
