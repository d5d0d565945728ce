public import Foundation
public import PluginKit
internal import Timeline
internal import Transcript

/// A transcript as a table (`.csv`, RFC 4180): a row a segment or a word, for spreadsheets and statistics.
///
/// Nothing that was said is a formula: see the README beside this file.
public struct TranscriptCSVExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.csv", version: "1.0.0", kind: .exporter,
    summary: "Transcript as a table, a row a segment or a word (.csv)", licence: "Apache-2.0")
  public static let fileExtension = "csv"

  private let configuration: TranscriptCSVConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: TranscriptCSVConfiguration) throws {
    guard ["segment", "word"].contains(configuration.rows) else {
      throw ConfigurationError("/rows", "this must be segment or word")
    }
    guard ["crlf", "lf"].contains(configuration.lineEnd) else {
      throw ConfigurationError("/lineEnd", "this must be crlf or lf")
    }
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = TranscriptCSVConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data {
    var table = CSVTable(lineEnd: configuration.lineEnd == "lf" ? "\n" : "\r\n")
    if configuration.header {
      table.append(["start", "end", "speaker", "language", "confidence", "trust", "text"])
    }
    for segment in input.transcript.segments where !segment.words.isEmpty {
      if configuration.rows == "segment" {
        table.append(
          Self.row(segment, range: segment.range, confidence: segment.confidence, text: segment.text))
      } else {
        for word in segment.words {
          table.append(Self.row(segment, range: word.range, confidence: word.confidence, text: word.text))
        }
      }
    }
    return Data(((configuration.byteOrderMark ? "\u{FEFF}" : "") + table.text).utf8)
  }

  private static func row(_ segment: Segment, range: TimeRange, confidence: Double, text: String) -> [String] {
    [
      seconds(range.start), seconds(range.end), harmless(segment.speaker ?? ""),
      segment.language.code, probability(confidence), probability(segment.trust.score),
      harmless(text),
    ]
  }

  /// Without NUL, which ends the text for many readers, and then without a formula.
  private static func harmless(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text.withoutFormula }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" })).withoutFormula
  }

  /// Seconds with three decimal places: `2.190`.
  private static func seconds(_ time: MediaTime) -> String {
    let thousandths = max(0, time.milliseconds)
    return "\(thousandths / 1000).\(digits(thousandths % 1000, 3))"
  }

  /// 0…1 with four decimal places; what is no number is 0.
  private static func probability(_ value: Double) -> String {
    let scaled = value.isNaN ? 0 : Int64((min(max(value, 0), 1) * 10_000).rounded())
    return "\(scaled / 10_000).\(digits(scaled % 10_000, 4))"
  }

  private static func digits(_ value: Int64, _ count: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: count - digits.count) + digits
  }
}
