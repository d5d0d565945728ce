internal import Library
package import Logging
internal import Moderation
internal import PluginHost
package import PluginKit
package import SystemPackage
internal import Transcript

/// One file, from sound to text, with nothing remembered.
package struct Transcription: Sendable {
  private let profile: Profile
  private let source: any AudioSource
  private let embedder: (any TextEmbedder)?
  private let modelDirectory: FilePath
  private let logger: Logger

  package init(
    profile: Profile, source: any AudioSource, embedder: (any TextEmbedder)? = nil, modelDirectory: FilePath,
    logger: Logger
  ) {
    self.profile = profile
    self.source = source
    self.embedder = embedder
    self.modelDirectory = modelDirectory
    self.logger = logger
  }

  /// What is known about the file at `path` when it has been heard. `work` is an empty folder for temporary files.
  ///
  /// `progress` is told the stage and how far it has come, 0…1.
  /// - Throws: `PipelineError`, `MissingModelError`, and what the source and the plug-ins throw.
  package func run(
    _ path: FilePath, in work: FilePath, progress: @escaping @Sendable (Stage, Double) -> Void = { _, _ in }
  ) async throws -> ExportInput {
    let media = try await source.probe(path)
    guard let track = source.chooseTrack(of: media, language: profile.request.language) else {
      throw PipelineError.noAudio
    }
    let sound = try await source.extract(
      track, of: media, from: path, to: work.appending("audio.f32"), progress: { progress(.audio, $0) })
    func context(_ stage: Stage) -> PluginContext {
      PluginContext(
        logger: logger, temporaryDirectory: work, modelDirectory: modelDirectory, progress: { progress(stage, $0) })
    }
    var transcript = try await profile.speechRecognizer().transcribe(
      sound.reference, request: profile.request, in: context(.recognise))
    let heard = transcript
    var embeddings: SpanEmbeddings?
    if profile.takesEmbeddings {
      embeddings = try await embedder?.embeddings(
        of: heard, modelDirectory: modelDirectory, progress: { progress(.embed, $0) })
    }
    var found: [Annotations] = []
    for plugin in profile.annotators {
      guard case .annotator(let annotator) = plugin.instance else { continue }
      var context = context(.annotate(plugin.shortName))
      if plugin.takesEmbeddings { context.embeddings = embeddings }
      found.append(try await annotator.annotate(heard, audio: plugin.listens ? sound.reference : nil, in: context))
    }
    let annotations = Annotations(merging: found)
    for plugin in profile.filters {
      guard case .filter(let filter) = plugin.instance else { continue }
      transcript = try await filter.apply(
        plugin.takesFindings ? annotations.moved(from: heard, to: transcript) : .none, to: transcript,
        in: context(.filter(plugin.shortName)))
    }
    var moved = profile.treated(annotations).moved(from: heard, to: transcript)
    moved.findings = moved.findings.filter(profile.reports.reports)
    return ExportInput(
      mediaName: FilePath(bytes: path.nameBytes).string, media: media, track: track, transcript: transcript,
      annotations: moved, damage: sound.damage)
  }

  /// `input` as one of the profile's outputs writes it.
  package func render(_ input: ExportInput, in work: FilePath) async throws -> [UInt8] {
    guard let output = profile.outputs.first else { return [] }
    let context = PluginContext(logger: logger, temporaryDirectory: work, modelDirectory: modelDirectory)
    let data = try await profile.render(
      output, input, Scene(transcript: input.transcript, media: input.media), in: context)
    return data.map { Array($0) } ?? []
  }
}
