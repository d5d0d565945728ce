public import Foundation
public import PluginKit

/// What was said as markers for DaVinci Resolve (`.markers.edl`): an edit decision list of one-frame events, as Resolve
/// writes and reads timeline markers.
///
/// The README beside this file says what must fit the timeline.
public struct ResolveEDLExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.resolve-edl", version: "1.0.0", kind: .exporter,
    summary: "Markers for DaVinci Resolve (EDL)", licence: "Apache-2.0")
  public static let fileExtension = "markers.edl"

  private let configuration: ResolveEDLConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ResolveEDLConfiguration) throws {
    try configuration.check()
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ResolveEDLConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data {
    data(MarkerList(input, configuration.settings, tidy: tidy), of: input)
  }

  func data(_ list: MarkerList, of input: ExportInput) -> Data {
    let dropsFrames = configuration.dropFrame && list.rate.mayDropFrames
    let origin =
      Timecode.frames(of: configuration.startTimecode, rate: list.rate, dropsFrames: dropsFrames) ?? 0
    let title = tidy(input.mediaName).onOneLine
    var text = "TITLE: \(title.isEmpty ? "Transcript" : title.cut(to: 70))\n"
    text += "FCM: \(dropsFrames ? "DROP FRAME" : "NON-DROP FRAME")\n\n"
    for (index, marker) in list.markers.enumerated() {
      let number = String(index + 1)
      let times = [marker.frame, marker.frame + 1].map {
        Timecode(frames: origin + $0, rate: list.rate, dropsFrames: dropsFrames).description
      }.joined(separator: " ")
      text += String(repeating: "0", count: max(0, 3 - number.count)) + number
      text += "  001      V     C        \(times) \(times)  \n"
      let length = configuration.ranges ? marker.length : 1
      text += " |C:ResolveColor\(configuration.color) |M:\(tidy(marker.name)) |D:\(length)\n\n"
    }
    return Data(text.utf8)
  }

  /// A bar would begin another field, and Resolve makes nonsense of characters beyond the first 65,536.
  func tidy(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    if configuration.asciiOnly {
      for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
        if let plain = scalar.isASCII ? scalar : Self.plain[scalar] { result.append(plain == "|" ? "/" : plain) }
      }
    } else {
      for character in text where character.unicodeScalars.allSatisfy({ $0.value <= 0xFFFF }) {
        result.append(contentsOf: character == "|" ? "/".unicodeScalars : character.unicodeScalars)
      }
    }
    return String(result)
  }

  /// What has no accent to take off.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "‘": "'", "’": "'", "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‐": "-", "‑": "-", "–": "-", "—": "-",
  ]
}
