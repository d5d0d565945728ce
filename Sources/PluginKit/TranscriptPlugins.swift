public import Media
public import Moderation
public import Transcript

/// An annotator in the program.
public protocol Annotator: Plugin, Annotating {}

/// Marks what a transcript says, and where.
public protocol Annotating: Sendable {
  /// Findings in time order; an empty list is a normal result. `audio` is nil where the host has only the text.
  func annotate(_ transcript: Transcript, audio: AudioReference?, in context: PluginContext) async throws -> [Finding]
}

/// A filter in the program.
public protocol TranscriptFilter: Plugin, TranscriptFiltering {}

/// Derives a transcript from another: masks, replaces, removes. Word times stay.
public protocol TranscriptFiltering: Sendable {
  func apply(to transcript: Transcript, in context: PluginContext) async throws -> Transcript
}
