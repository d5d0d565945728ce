public import Media
public import Moderation
public import Transcript

/// Marks what a transcript says, and where.
public protocol Annotator: Plugin {
  /// Findings in time order; an empty list is a normal result. `audio` is nil where the host has only the text.
  func annotate(_ transcript: Transcript, audio: AudioReference?, in context: PluginContext) async throws -> [Finding]
}

/// Derives a transcript from another: masks, replaces, removes. Word times stay.
public protocol TranscriptFilter: Plugin {
  func apply(to transcript: Transcript, in context: PluginContext) async throws -> Transcript
}
