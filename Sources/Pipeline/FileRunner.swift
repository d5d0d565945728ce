internal import Foundation
internal import Library
internal import Logging
internal import Media
internal import MediaIO
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Timeline
internal import Transcript

/// Makes what is stale of one file.
struct FileRunner: Sendable {
  let item: MediaItem
  /// What the names of the results start with.
  let base: [UInt8]
  let planner: Planner
  let source: any AudioSource
  let modelDirectory: FilePath
  let gate: Gate
  let logger: Logger
  let report: @Sendable (RunEvent) -> Void

  private var workspace: Workspace { planner.workspace }
  private var profile: Profile { planner.profile }

  /// - Throws: `CancellationError`, `MissingModelError` and `EnvironmentError`; any other failure is in the report.
  func run() async throws -> FileReport {
    let clock = ContinuousClock()
    let start = clock.now
    var logger = logger
    logger[metadataKey: "media.path"] = "\(item.path.display)"
    report(.fileStarted(item))
    var result = FileReport(item)
    do {
      try await process(&result, logger)
    } catch {
      result.failures.append(try message(of: error))
    }
    if !result.failures.isEmpty {
      result.status = .failed
      logger.debug("File failed", metadata: ["error": "\(result.error ?? "")"])
    }
    result.elapsed = clock.now - start
    return result
  }

  private func process(_ result: inout FileReport, _ logger: Logger) async throws {
    let recipes = try planner.recipes(for: item)
    let stale = try staleStages(recipes)
    var stored = planner.storedResults(for: recipes)
    let folder = planner.naming.folder(for: item)

    if !stale.isDisjoint(with: [.audio, .recognise]) || !stale.isDisjoint(with: recipes.annotators.map(\.stage)) {
      try prepare(folder)
      try await listen(recipes, stale, &stored, &result, logger)
    } else {
      try await filter(recipes, stale, &stored, &result, logger)
    }
    guard let audio = stored.audio, let transcript = stored.transcript else { return }
    describe(audio, transcript, in: &result)
    try await deliver(audio, transcript, recipes, folder, &result, logger)
  }

  /// The stages up to the transcript that have to run.
  private func staleStages(_ recipes: FileRecipes) throws -> Set<Stage> {
    let plan = planner.plan(item, base: base)
    if let problem = plan.problem { throw LibraryError(.inputOutput, item.path, problem) }
    let steps = Set(recipes.steps.map(\.stage))
    return Set(plan.stages.filter { $0.decision.isStale && steps.contains($0.stage) }.map(\.stage))
  }

  /// Fails before hours of work whose results could not be written.
  private func prepare(_ folder: FilePath) throws {
    if planner.options.outputDirectory != nil { try Directory.create(folder) }
    guard FileStatus.isWritableDirectory(folder) else { throw PipelineError.readOnly(folder) }
  }

  // MARK: - Stages that need the sound

  private func listen(
    _ recipes: FileRecipes, _ stale: Set<Stage>, _ stored: inout Planner.StoredResults, _ result: inout FileReport,
    _ logger: Logger
  ) async throws {
    let identity = try FileIdentity(of: item.path)
    let work = try WorkDirectory(in: workspace.work.path)
    defer { work.remove() }

    let media = try await source.probe(item.path)
    guard let track = source.chooseTrack(of: media, language: profile.request.language) else {
      throw PipelineError.noAudio
    }
    report(.stageStarted(item, stage: .audio, mediaDuration: media.duration))
    let sound = try await source.extract(
      track, of: media, from: item.path, to: work.path.appending("audio.f32"), progress: progress(.audio))
    guard try FileIdentity(of: item.path) == identity else { throw PipelineError.changed }
    let record = AudioRecord(media: media, track: track, damage: sound.damage)
    stored.audio = record
    result.isHeard = true

    if stale.contains(.recognise) {
      let duration = sound.reference.duration
      let clock = ContinuousClock()
      let (transcript, time) = try await gate.withTurn {
        report(.stageStarted(item, stage: .recognise, mediaDuration: duration))
        let start = clock.now
        let transcript = try await profile.speechRecognizer().transcribe(
          sound.reference, request: profile.request, in: context(.recognise, work, logger))
        return (transcript, clock.now - start)
      }
      try Task.checkCancellation()
      try store(transcript, recipes.recognition)
      stored.transcript = transcript
      result.isRecognised = true
      result.recognitionTime = time
      result.status = .done
    }
    try store(record, recipes.audio)
    try await filter(recipes, stale, &stored, &result, logger)
    try await annotate(recipes, stale, stored, sound.reference, work, &result, logger)
  }

  private func annotate(
    _ recipes: FileRecipes, _ stale: Set<Stage>, _ stored: Planner.StoredResults, _ sound: AudioReference,
    _ work: WorkDirectory, _ result: inout FileReport, _ logger: Logger
  ) async throws {
    guard let transcript = stored.transcript else { return }
    for step in recipes.annotators where stale.contains(step.stage) || result.isRecognised {
      guard case .annotator(let annotator)? = step.plugin?.instance else { continue }
      report(.stageStarted(item, stage: step.stage, mediaDuration: sound.duration))
      do {
        let findings = try await annotator.annotate(transcript, audio: sound, in: context(step.stage, work, logger))
        try store(findings, step)
        result.status = .done
      } catch {
        // Nothing else needs them.
        result.failures.append("\(step.plugin?.shortName ?? "annotator"): \(try message(of: error))")
      }
    }
  }

  // MARK: - Stages that need the text only

  private func filter(
    _ recipes: FileRecipes, _ stale: Set<Stage>, _ stored: inout Planner.StoredResults, _ result: inout FileReport,
    _ logger: Logger
  ) async throws {
    guard recipes.filters.contains(where: { stale.contains($0.stage) }) || result.isRecognised else { return }
    guard var transcript = planner.layer(Transcript.self, recipes.recognition), !recipes.filters.isEmpty else { return }
    let work = try WorkDirectory(in: workspace.work.path)
    defer { work.remove() }
    for step in recipes.filters {
      guard case .filter(let filter)? = step.plugin?.instance else { continue }
      transcript = try await filter.apply(to: transcript, in: context(step.stage, work, logger))
      try store(transcript, step)
    }
    stored.transcript = transcript
    result.status = .done
  }

  private func deliver(
    _ audio: AudioRecord, _ transcript: Transcript, _ recipes: FileRecipes, _ folder: FilePath,
    _ result: inout FileReport, _ logger: Logger
  ) async throws {
    let outputs = try planner.outputs(
      of: item, base: base, recipes: recipes, language: profile.language(of: transcript))
    guard outputs.contains(where: \.decision.isStale) else {
      result.outputs = outputs.map { FileReport.Output($0) }
      return
    }
    try prepare(folder)
    let subtitles = profile.subtitles(of: transcript)
    let input = ExportInput(
      mediaName: FilePath(bytes: item.name).string, media: audio.media, track: audio.track, transcript: transcript,
      damage: audio.damage)
    let work = try WorkDirectory(in: workspace.work.path)
    defer { work.remove() }
    for output in outputs {
      try Task.checkCancellation()
      if output.decision.isStale {
        do {
          let context = context(output.stage, work, logger)
          guard let data = try await profile.render(output.plugin, input, subtitles, in: context) else { continue }
          try Task.checkCancellation()
          try write(data, output)
          result.status = .done
        } catch {
          // The other files can be written all the same.
          let reason = try message(of: error)
          result.failures.append("\(output.plugin.shortName): \(reason)")
          result.outputs.append(FileReport.Output(path: output.path, status: .failed, reason: reason))
          continue
        }
      }
      result.outputs.append(FileReport.Output(output))
    }
  }

  /// The row of the catalogue comes last: a file without a row is looked at again, a row without a file would be a lie.
  private func write(_ data: Data, _ output: Planner.Output) throws {
    let known = try workspace.catalogue.deliverable(at: output.path) != nil
    try AtomicFile.write(data, to: output.path, existing: known || planner.options.overwrites ? .replace : .keep)
    try workspace.catalogue.record(output.recipe, for: item.path)
    try workspace.catalogue.record(
      Deliverable(
        path: output.path, media: item.path, digest: ContentDigest(of: data), key: output.recipe.key))
  }

  // MARK: - Common to all stages

  private func describe(_ audio: AudioRecord, _ transcript: Transcript, in result: inout FileReport) {
    result.language = transcript.isEmpty ? nil : transcript.language
    result.hasSpeech = !transcript.isEmpty
    result.mediaDuration = transcript.duration
    result.speech = (
      transcript.speech.reduce(.zero) { $0 + $1.duration }, transcript.speechWithoutText()
    )
    result.track = audio.track
    result.isDamaged = !audio.damage.isEmpty
    let memory = result.isHeard ? "" : " (seen in an earlier run)"
    result.warnings = audio.damage.map { "\($0)\(memory)" }
  }

  /// What is said of a failure beside the name of the file.
  ///
  /// - Throws: `CancellationError`, and what no other file could fare better with.
  private func message(of error: any Error) throws -> String {
    // Libraries turn a cancelled call into errors of their own.
    try Task.checkCancellation()
    switch error {
    case is MissingModelError, is EnvironmentError: throw error
    case let error as LibraryError where error.path == item.path: return error.message
    case let error as MediaError where error.path == item.path: return error.message
    default: return "\(error)"
    }
  }

  private func store(_ value: some Encodable, _ step: FileRecipes.Step) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let document = value as? any LongDocument
    let data = try document.map { try encoder.encodeInParts($0) } ?? encoder.encode(value)
    try workspace.layers.write(data, for: step.recipe.key)
    try workspace.catalogue.record(step.recipe, for: item.path)
  }

  private func context(_ stage: Stage, _ work: WorkDirectory, _ logger: Logger) -> PluginContext {
    var logger = logger
    logger[metadataKey: "stage"] = "\(stage.name)"
    return PluginContext(
      logger: logger, temporaryDirectory: work.path, modelDirectory: modelDirectory, progress: progress(stage))
  }

  private func progress(_ stage: Stage) -> @Sendable (Double) -> Void {
    { [item, report] in report(.progress(item, stage: stage, fraction: min(1, max(0, $0)))) }
  }
}
