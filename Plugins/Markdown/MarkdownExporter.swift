public import Foundation
internal import Media
public import PluginKit
internal import Timeline
internal import Transcript

/// A transcript to put on a page (`.md`): the name of the media, a table of facts, paragraphs with speakers and times.
///
/// Nothing that was said is markup: see the README beside this file.
public struct MarkdownExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.markdown", version: "1.0.0", kind: .exporter,
    summary: "Transcript as Markdown with speakers and times (.md)", licence: "Apache-2.0")
  public static let fileExtension = "md"

  private let configuration: MarkdownConfiguration
  private let rules: ParagraphRules
  private let untrusted: UntrustedText

  /// - Throws: `ConfigurationError`.
  public init(configuration: MarkdownConfiguration) throws {
    rules = try ParagraphRules(pause: configuration.pause, paragraphLength: configuration.paragraphLength)
    untrusted = try UntrustedText(setting: configuration.untrusted, minimumTrust: configuration.minimumTrust)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = MarkdownConfiguration()
    rules = ParagraphRules()
    untrusted = .mark
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    data(for: input)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput) -> Data {
    var text = ""
    func add(_ block: String) {
      if !text.isEmpty { text += "\n" }
      text += block
      text += "\n"
    }
    let title = MarkdownText.escaped(input.mediaName)
    if configuration.title, !title.isEmpty { add("# \(title)") }
    if configuration.facts { add(Self.table(of: Self.facts(about: input))) }
    let segments = input.transcript.segments.trusted(configuration.minimumTrust, otherwise: untrusted)
    for paragraph in segments.paragraphs(rules) {
      if let block = block(of: paragraph) { add(block) }
    }
    return Data(text.utf8)
  }

  /// `**Ada** [00:01:02] What she said.` Nil where nothing can be seen of it.
  private func block(of paragraph: Paragraph) -> String? {
    var parts: [String] = []
    if let speaker = paragraph.speaker.map({ MarkdownText.escaped($0) }), !speaker.isEmpty {
      parts.append("**\(speaker)**")
    }
    if configuration.timestamps { parts.append("[\(ClockTime(paragraph.range.start).hoursMinutesSeconds)]") }
    let text = MarkdownText.escaped(paragraph.text, isFirst: parts.isEmpty)
    guard !text.isEmpty else { return nil }
    return text.after(label: parts.joined(separator: " "))
  }

  private static func facts(about input: ExportInput) -> [(name: String, value: String)] {
    let transcript = input.transcript
    let duration = input.media.duration ?? transcript.duration
    let seconds = MediaTime(count: duration.count(perSecond: 1), perSecond: 1)
    let model = transcript.provenance.model
    let recognizer = transcript.provenance.recognizer + (model.isEmpty ? "" : ", \(model)")
    return [
      ("Duration", ClockTime(seconds).hoursMinutesSeconds),
      ("Language", transcript.language.isUndetermined ? "not known" : transcript.language.code),
      ("Recogniser", recognizer),
    ]
  }

  private static func table(of facts: [(name: String, value: String)]) -> String {
    let rows = facts.map { "| \($0.name) | \(MarkdownText.escaped($0.value)) |" }
    return (["| | |", "|---|---|"] + rows).joined(separator: "\n")
  }
}
