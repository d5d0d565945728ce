internal import Foundation
internal import Media
internal import Moderation
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

  /// How far the subtitles of `scene` keep to the style.
  func verdict(on scene: Scene) -> SubtitleVerdict {
    let transcript = shown(scene.transcript)
    let checker = StyleChecker(
      style: cueing, language: scene.transcript.language, frameRate: scene.media.frameRate, shots: scene.shots,
      transcript: transcript)
    let document = subtitles(.full, of: scene)
    return SubtitleVerdict(
      style: cueing.name, cues: document.cues.count, violations: checker.violations(in: document))
  }

  /// What of `transcript` is trusted enough to be shown.
  private func shown(_ transcript: Transcript) -> Transcript {
    guard minimumTrust > 0 else { return transcript }
    var shown = transcript
    shown.segments = transcript.segments.trusted(minimumTrust, otherwise: untrusted)
    return shown
  }

  func subtitles(_ kind: SubtitleKind, of scene: Scene) -> SubtitleDocument {
    var document = Cueing(style: cueing, frameRate: scene.media.frameRate, kind: kind).document(
      from: shown(scene.transcript), shots: scene.shots, sounds: scene.sounds)
    document.language = language(of: scene.transcript)
    return document
  }

  var writesSubtitles: Bool {
    outputs.contains { if case .format = $0.instance { true } else { false } }
  }

  /// What `output` makes of a file: a format of its subtitles, an exporter of all that is known. Nil for a plug-in that
  /// writes nothing, and for a track of foreign speech where there is none.
  func render(
    _ output: ConfiguredPlugin, _ input: ExportInput, _ scene: Scene, in context: PluginContext
  ) async throws -> Data? {
    switch output.instance {
    case .format(let format):
      let document = subtitles(output.subtitles, of: scene)
      return output.subtitles == .forced && document.cues.isEmpty ? nil : try format.write(document)
    case .exporter(let exporter):
      var input = input
      if !output.takesFindings { input.annotations = .none }
      if !output.takesReviews { (input.reviews, input.mediaLink) = ([], nil) }
      return try await exporter.export(input, in: context)
    case .recognizer, .annotator, .filter, .fileExporter: return nil
    }
  }
}
