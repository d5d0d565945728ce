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

  /// The subtitles with how far they keep to the style.
  func checkedSubtitles(
    of transcript: Transcript, in media: MediaInfo
  ) -> (document: SubtitleDocument, verdict: SubtitleVerdict) {
    let document = subtitles(of: transcript, in: media)
    let checker = StyleChecker(
      style: cueing, language: transcript.language, frameRate: media.frameRate, transcript: shown(transcript))
    let violations = checker.violations(in: document)
    return (document, SubtitleVerdict(style: cueing.name, cues: document.cues.count, violations: violations))
  }

  /// What of `transcript` is trusted enough to be shown.
  private func shown(_ transcript: Transcript) -> Transcript {
    guard minimumTrust > 0 else { return transcript }
    var shown = transcript
    shown.segments = transcript.segments.trusted(minimumTrust, otherwise: untrusted)
    return shown
  }

  func subtitles(of transcript: Transcript, in media: MediaInfo) -> SubtitleDocument {
    var document = Cueing(style: cueing, frameRate: media.frameRate).document(from: shown(transcript))
    document.language = language(of: transcript)
    return document
  }

  var writesSubtitles: Bool {
    outputs.contains { if case .format = $0.instance { true } else { false } }
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
