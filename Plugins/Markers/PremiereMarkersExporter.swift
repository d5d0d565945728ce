public import Foundation
public import PluginKit
internal import Timeline

/// What was said as the table of markers that Premiere Pro writes, or the one that Audition writes and reads
/// (`.markers.csv`).
///
/// The README beside this file says what reads which.
public struct PremiereMarkersExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.premiere-markers", version: "1.0.0", kind: .exporter,
    summary: "Table of markers for Premiere Pro and Audition", licence: "Apache-2.0")
  public static let fileExtension = "markers.csv"

  private let configuration: PremiereMarkersConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: PremiereMarkersConfiguration) throws {
    try configuration.settings.check()
    for (key, value) in [("layout", configuration.layout), ("encoding", configuration.encoding)] {
      let words = PremiereMarkersConfiguration.choices[key] ?? []
      guard words.contains(value) else {
        throw ConfigurationError("/\(key)", "this must be one of \(words.joined(separator: ", "))")
      }
    }
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = PremiereMarkersConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data { data(MarkerList(input, configuration.settings)) }

  func data(_ list: MarkerList) -> Data {
    let isAudition = configuration.layout == "audition"
    var text = isAudition ? AuditionTable.header : PremiereTable.header
    for marker in list.markers {
      let length = configuration.ranges ? marker.length : 0
      let fields =
        isAudition
        ? AuditionTable.row(marker, length: length, rate: list.rate)
        : PremiereTable.row(marker, length: length, rate: list.rate, dropsFrames: configuration.dropFrame)
      text += fields.joined(separator: "\t")
      text += "\n"
    }
    switch configuration.encoding {
    case "utf-8": return Data(text.utf8)
    case "utf-16": return Data("\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    default: return Data("\u{FEFF}\(text)".utf8)
    }
  }
}

/// The table of Premiere Pro's `Export > Markers`: In, Out and Duration are time codes.
private enum PremiereTable {
  static let header = "Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\n"

  static func row(_ marker: Marker, length: Int64, rate: TimelineRate, dropsFrames: Bool) -> [String] {
    let times = [marker.frame, marker.frame + length, length].map {
      Timecode(frames: $0, rate: rate, dropsFrames: dropsFrames).adobeDescription
    }
    return [marker.name.tableCell, marker.description] + times + ["Comment"]
  }
}

/// The table of Audition's Markers panel: the third column is a length, not an end.
private enum AuditionTable {
  static let header = "Name\tStart\tDuration\tTime Format\tType\tDescription\n"

  static func row(_ marker: Marker, length: Int64, rate: TimelineRate) -> [String] {
    [marker.name.tableCell, time(marker.frame, rate), time(length, rate), "decimal", "Cue", marker.description]
  }

  /// `M:SS.mmm`, and `H:MM:SS.mmm` from an hour on.
  private static func time(_ frames: Int64, _ rate: TimelineRate) -> String {
    let perSecond = rate.rate.numerator
    let milliseconds = (frames * rate.rate.denominator * 2000 + perSecond) / (2 * perSecond)
    let seconds = milliseconds / 1000
    let rest = "\(digits(seconds % 60, 2)).\(digits(milliseconds % 1000, 3))"
    guard seconds >= 3600 else { return "\(seconds / 60):\(rest)" }
    return "\(seconds / 3600):\(digits(seconds / 60 % 60, 2)):\(rest)"
  }

  private static func digits(_ value: Int64, _ count: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: count - digits.count) + digits
  }
}

extension Marker {
  /// All that is said where the name was cut, else nothing: both are shown together.
  fileprivate var description: String { name == text ? "" : text.tableCell }
}

extension String {
  /// Neither program quotes: a straight quotation mark at the start would swallow rows in a spreadsheet, so they become
  /// typographic ones.
  fileprivate var tableCell: String {
    var result = ""
    var previous: Character?
    for character in withoutFormula {
      if character == "\"" {
        result.append(previous.map { $0 == " " || "([{«'".contains($0) } ?? true ? "“" : "”")
      } else {
        result.append(character)
      }
      previous = character
    }
    return result
  }
}
