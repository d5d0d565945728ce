public import Media
public import Moderation
public import Transcript

/// An annotator in the program.
public protocol Annotator: Plugin, Annotating {}

/// Marks what a transcript says, and where.
public protocol Annotating: Sendable {
  /// Findings in time order; none is a normal result. They are about the transcript as it was heard, before any filter.
  ///
  /// - Parameter audio: nil where the host has only the text, or the plug-in does not say that it consumes it.
  /// - Throws: `ConfigurationError` and `EnvironmentError` end the run: no other file could fare better.
  func annotate(_ transcript: Transcript, audio: AudioReference?, in context: PluginContext) async throws -> Annotations

  /// What results depend on beside the settings, such as what is in files that these name: a digest by name. It is asked
  /// for each media file. What is found is found with what was there when this was asked first, whatever becomes of the
  /// files: results are kept under these digests.
  var resultSettings: [String: String] { get }

  /// Whether what is in those files is still what it was. A host that works for long makes another of the plug-in where it
  /// is not.
  var isCurrent: Bool { get }

  /// What of the settings cannot be used on this machine as it is now, such as names of files that are not there: for who
  /// checks settings before any work.
  var problems: [ConfigurationError] { get }
}

extension Annotating {
  /// Nothing.
  public var resultSettings: [String: String] { [:] }
  /// Always.
  public var isCurrent: Bool { true }
  /// None.
  public var problems: [ConfigurationError] { [] }
}

/// A filter in the program.
public protocol TranscriptFilter: Plugin, TranscriptFiltering {}

/// Derives a transcript from another: masks, replaces, removes. Word times stay.
public protocol TranscriptFiltering: Sendable {
  /// - Parameter annotations: what was found, with the indices of words as they are in `transcript`; none for a filter
  ///   that does not say that it consumes findings.
  func apply(
    _ annotations: Annotations, to transcript: Transcript, in context: PluginContext
  ) async throws -> Transcript

  /// What becomes of the words of `finding` here: exporters are told of this, so that what they do with the words, such as
  /// bleeping them, is the same.
  func treatment(of finding: Finding) -> Treatment?
}

extension TranscriptFiltering {
  /// What the annotator asks for.
  public func treatment(of finding: Finding) -> Treatment? { finding.treatment }
}
