public import Moderation
public import PluginKit
public import Transcript

/// Applies what annotators ask for to the words: masks, removes or replaces them, and leaves those that are only marked.
///
/// It asks nothing about who found them and why, so that words of lists, personal data and whatever else is found go
/// through one door. Times of words stay. See the README beside this file for the settings.
public struct Masking: TranscriptFilter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.masking", version: "1.0.0", kind: .transcriptFilter,
    summary: "Masks, removes or replaces the words that annotators found", licence: "Apache-2.0",
    consumes: [.transcript, .findings])

  private let rules: MaskingRules

  /// - Throws: `ConfigurationError`.
  public init(configuration: MaskingConfiguration) throws {
    rules = try MaskingRules(configuration)
  }

  public func apply(
    _ annotations: Annotations, to transcript: Transcript, in context: PluginContext
  ) async throws -> Transcript {
    masked(transcript, annotations.findings)
  }

  /// What the settings say of its category, or the annotator.
  public func treatment(of finding: Finding) -> Treatment? { rules.treatment(of: finding) }

  /// The same input gives the same transcript; masking what is masked changes nothing.
  package func masked(_ transcript: Transcript, _ findings: [Finding]) -> Transcript {
    let plan = MaskingPlan(findings, words: transcript.words, rules)
    var result = transcript
    result.segments = []
    var start = 0
    for segment in transcript.segments {
      let end = start + segment.words.count
      var editor = SegmentEditor(segment, at: start, plan, rules)
      if let edited = editor.edited() { result.segments.append(edited) }
      start = end
    }
    result.provenance.settings = result.provenance.settings.mapValues { plan.hiding($0, rules) }
    return result
  }
}
