public import Foundation
internal import Media
public import PluginKit
internal import Timeline

/// What was said as markers for Final Cut Pro (`.fcpxml`, version 1.10): a project with an empty clip as long as the media.
///
/// The README beside this file says how they come into a project of yours.
public struct FCPXMLMarkersExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.fcpxml-markers", version: "1.0.0", kind: .exporter,
    summary: "Markers for Final Cut Pro (FCPXML)", licence: "Apache-2.0")
  public static let fileExtension = "markers.fcpxml"

  private let configuration: FCPXMLMarkersConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: FCPXMLMarkersConfiguration) throws {
    try configuration.settings.check()
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = FCPXMLMarkersConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data { data(MarkerList(input, configuration.settings), of: input) }

  func data(_ list: MarkerList, of input: ExportInput) -> Data {
    let picture = input.media.streams.first { $0.kind == .video && !$0.dispositions.contains(.attachedPicture) }
    let width = picture?.width.flatMap { $0 > 0 ? $0 : nil } ?? 1920
    let height = picture?.height.flatMap { $0 > 0 ? $0 : nil } ?? 1080
    let name = Self.attribute(input.mediaName)
    let format = configuration.dropFrame && list.rate.mayDropFrames ? "DF" : "NDF"
    let length = Self.time(list.length, list.rate)
    let step = Self.time(1, list.rate)
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE fcpxml>
      <fcpxml version="1.10">
        <resources>
          <format id="r1" frameDuration="\(step)" width="\(width)" height="\(height)"/>
        </resources>
        <library>
          <event name="\(name)">
            <project name="\(name)">
              <sequence format="r1" duration="\(length)" tcStart="0s" tcFormat="\(format)">
                <spine>
                  <gap name="Gap" offset="0s" start="0s" duration="\(length)">

      """
    for marker in list.markers {
      let note = marker.name == marker.text ? "" : " note=\"\(Self.attribute(marker.text))\""
      let start = Self.time(marker.frame, list.rate)
      text += "              "
      text += "<marker start=\"\(start)\" duration=\"\(step)\" value=\"\(Self.attribute(marker.name))\"\(note)/>\n"
    }
    text += """
                  </gap>
                </spine>
              </sequence>
            </project>
          </event>
        </library>
      </fcpxml>

      """
    return Data(text.utf8)
  }

  /// Seconds as a ratio, as the format has them: `1001/30000s`, and `5s` where it is whole.
  static func time(_ frames: Int64, _ rate: TimelineRate) -> String {
    let numerator = frames * rate.rate.denominator
    let denominator = rate.rate.numerator
    return numerator % denominator == 0 ? "\(numerator / denominator)s" : "\(numerator)/\(denominator)s"
  }

  /// The value of an attribute, without what XML 1.0 cannot hold.
  private static func attribute(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.onOneLine.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\u{FFFE}", "\u{FFFF}": break
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
