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
  func annotate(_ transcript: Transcript, audio: AudioReference?, in context: PluginContext) async throws -> Annotations

  /// What results depend on beside the settings, such as what is in files that these name: a digest by name. It is asked
  /// for each media file.
  var resultSettings: [String: String] { get }
}

extension Annotating {
  /// Nothing.
  public var resultSettings: [String: String] { [:] }
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
}
