public import Foundation
public import PluginKit
internal import Timeline
internal import Transcript

/// What was said, as text (`.txt`): paragraphs by speaker, pause and length, with a blank line between them.
///
/// UTF-8 without a byte order mark, LF. See the README beside this file for the settings.
public struct PlainTextExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.plaintext", version: "1.0.0", kind: .exporter,
    summary: "What was said, as paragraphs of plain text (.txt)", licence: "Apache-2.0")
  public static let fileExtension = "txt"

  private let configuration: PlainTextConfiguration
  private let rules: ParagraphRules
  private let untrusted: UntrustedText

  /// - Throws: `ConfigurationError`.
  public init(configuration: PlainTextConfiguration) throws {
    rules = try ParagraphRules(pause: configuration.pause, paragraphLength: configuration.paragraphLength)
    guard ["none", "paragraph"].contains(configuration.timestamps) else {
      throw ConfigurationError("/timestamps", "this must be none or paragraph")
    }
    guard configuration.lineWidth == 0 || (20...1000).contains(configuration.lineWidth) else {
      throw ConfigurationError("/lineWidth", "this must be 0, for no wrapping, or 20 to 1000 columns")
    }
    untrusted = try UntrustedText(setting: configuration.untrusted, minimumTrust: configuration.minimumTrust)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = PlainTextConfiguration()
    rules = ParagraphRules()
    untrusted = .mark
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes. Nothing that was said gives an empty file.
  package func data(for input: ExportInput) -> Data {
    var text = ""
    let segments = input.transcript.segments.trusted(configuration.minimumTrust, otherwise: untrusted)
    for paragraph in segments.paragraphs(rules) {
      let lines = lines(of: paragraph)
      guard !lines.isEmpty else { continue }
      if !text.isEmpty { text += "\n" }
      for line in lines {
        text += line
        text += "\n"
      }
    }
    return Data(text.utf8)
  }

  private func lines(of paragraph: Paragraph) -> [String] {
    let label = label(of: paragraph)
    guard configuration.lineWidth > 0 else {
      let text = paragraph.text.onOneLine
      return text.isEmpty ? [] : [text.after(label: label)]
    }
    return WrappedParagraph(paragraph, label: label).lines(of: configuration.lineWidth)
  }

  /// `[00:01:02] Ada:`, as far as there is a time or a name.
  private func label(of paragraph: Paragraph) -> String {
    var parts: [String] = []
    if configuration.timestamps == "paragraph" {
      parts.append("[\(ClockTime(paragraph.range.start).hoursMinutesSeconds)]")
    }
    if let speaker = paragraph.speaker?.onOneLine, !speaker.isEmpty { parts.append("\(speaker):") }
    return parts.joined(separator: " ")
  }
}
