internal import Foundation
internal import Media
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import Transcript

/// From a transcript to the bytes of results.
extension Profile {
  /// What the text is in, as far as anybody knows: the language in the names of results and inside them.
  func language(of transcript: Transcript) -> LanguageTag {
    if request.task == .translate { return "en" }
    return transcript.language.isUndetermined ? request.language ?? .undetermined : transcript.language
  }

  func subtitles(of transcript: Transcript, in media: MediaInfo) -> SubtitleDocument {
    var shown = transcript
    if minimumTrust > 0 { shown.segments = transcript.segments.trusted(minimumTrust, otherwise: untrusted) }
    var document = Cueing(style: cueing, frameRate: media.frameRate).document(from: shown)
    document.language = language(of: transcript)
    return document
  }

  /// What `output` makes of a file: a format of its subtitles, an exporter of all that is known. Nil for a plug-in that
  /// writes nothing.
  func render(
    _ output: ConfiguredPlugin, _ input: ExportInput, _ subtitles: SubtitleDocument, in context: PluginContext
  ) async throws -> Data? {
    switch output.instance {
    case .format(let format): try format.write(subtitles)
    case .exporter(let exporter): try await exporter.export(input, in: context)
    case .recognizer, .annotator, .filter: nil
    }
  }
}
