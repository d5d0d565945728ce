internal import Foundation
internal import Library
internal import Logging
internal import Media
internal import MediaIO
internal import Moderation
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Timeline
internal import Transcript

/// Makes what is stale of one file.
struct FileRunner: Sendable {
  /// What is to be done when the file has to wait for other work on the same contents, and when that is over.
  struct Turn: Sendable {
    var wait: @Sendable () async throws -> Void
    var resume: @Sendable () throws -> Void
  }

  var candidate: Candidate
  let planner: Planner
  let modelDirectory: FilePath
  let gate: Gate
  private let turn: Turn
  let logger: Logger
  let report: @Sendable (RunEvent) -> Void

  var item: MediaItem { candidate.item }
  var workspace: Workspace { planner.workspace }
  var profile: Profile { planner.profile }

  init(
    _ candidate: Candidate, planner: Planner, modelDirectory: FilePath, gate: Gate, turn: Turn, logger: Logger,
    report: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.candidate = candidate
    self.planner = planner
    self.modelDirectory = modelDirectory
    self.gate = gate
    self.turn = turn
    self.report = report
    var logger = logger
    logger[metadataKey: "media"] = "\(candidate.item.path.display)"
    self.logger = logger
  }

  /// - Throws: `CancellationError`, `MissingModelError`, `EnvironmentError` and, for settings that show to be wrong only
  ///   now, `ConfigurationDiagnostics`; any other failure is in the report.
  func run() async throws -> FileReport {
    let clock = ContinuousClock()
    let start = clock.now
    report(.fileStarted(item))
    var result = FileReport(item)
    do {
      var runner = self
      guard let now = FileStatus.at(item.path) else { throw PipelineError.vanished }
      runner.candidate.identity = now.identity
      try await runner.process(&result)
    } catch let error as PipelineError where error.code == .noAudio {
      try settle(as: .noAudio, &result)
    } catch {
      try fail(&result, error)
    }
    if !result.failures.isEmpty { result.status = .failed }
    result.elapsed = clock.now - start
    log(result)
    return result
  }

  private func process(_ result: inout FileReport) async throws {
    if let skip = try await planner.skip(candidate) { return try settle(as: skip, &result) }
    var recipes = try planner.recipes(for: candidate)
    let claim = try await claim(recipes.media)
    defer { withExtendedLifetime(claim) {} }
    try followMedia(recipes.media, &result)

    let stale = try staleStages(recipes)
    var stored = planner.storedResults(for: recipes)
    // They may have been stored for another file with these contents: this one needs them as well.
    try workspace.catalogue.recordNew(
      recipes.steps.filter { stored.stages.contains($0.stage) && !stale.contains($0.stage) }.map(\.recipe),
      for: item.path)
    let folder = planner.naming.folder(for: item)
    let work = try WorkDirectory(in: workspace.work.path)
    defer { work.remove() }
    var sound: AudioReference?
    if !stale.isDisjoint(with: [.audio] + recipes.listeners) {
      try prepare(folder)
      sound = try await listen(recipes, stale, &stored, work, &result)
    }
    let embeddings = try await embed(recipes, stale, stored.heard, isRecognised: result.isRecognised)
    try await annotate(recipes, stale, stored, sound, embeddings, work, &result)
    try await filter(recipes, stale, &stored, work, &result)
    if let sound { try? FileManager.default.removeItem(atPath: sound.path.string) }
    guard let audio = stored.audio, let transcript = stored.transcript else { return }
    result.details = describe(audio, transcript)
    if let step = recipes.shots, stale.contains(.shots) {
      try prepare(folder)
      stored.shots = try await findShots(step, audio.media, &result)
    }
    // While it was heard it may have been deleted or renamed; results beside nothing would help nobody.
    guard FileStatus.at(item.path) != nil else { throw PipelineError.vanished }
    // It may have taken hours, in which people decided.
    recipes.decisions = try planner.decisions(on: recipes.media)
    try await deliver(stored, recipes, folder, &result)
    try index(recipes, &result)
    if result.failures.isEmpty { try settle(result, recipes) }
  }

  private func claim(_ media: Fingerprint) async throws -> Claim {
    let claims = workspace.state.claims
    if let claim = try Claim(on: media, in: claims) { return claim }
    logger.info("Waits for other work on the same contents")
    try await turn.wait()
    let claim = try await Claim.wait(on: media, in: claims)
    try turn.resume()
    return claim
  }

  /// The stages up to the transcript that have to run.
  private func staleStages(_ recipes: FileRecipes) throws -> Set<Stage> {
    let steps = Set(recipes.steps.map(\.stage))
    return Set(
      try planner.plan(candidate, recipes).stages.filter { $0.decision.isStale && steps.contains($0.stage) }
        .map(\.stage))
  }

  /// Fails before hours of work whose results could not be written.
  func prepare(_ folder: FilePath) throws {
    if planner.options.outputDirectory != nil { try Directory.create(folder) }
    guard FileStatus.isWritableDirectory(folder) else { throw PipelineError.readOnly(folder) }
    for plugin in profile.outputs {
      let path = planner.naming.path(
        for: item, base: candidate.base, language: profile.request.language ?? .undetermined,
        suffix: plugin.fileSuffix(for: item), isMain: plugin.isSubtitles && plugin.subtitles == .full)
      do { _ = try FileStatus(of: path) } catch let error as LibraryError where error.code == .nameTooLong {
        throw PipelineError.unusableName(path)
      } catch {}
    }
  }

  // MARK: - Stages that need the sound

  /// - Returns: The sound, in a file in `work`.
  private func listen(
    _ recipes: FileRecipes, _ stale: Set<Stage>, _ stored: inout Planner.StoredResults, _ work: WorkDirectory,
    _ result: inout FileReport
  ) async throws -> AudioReference {
    let media = try await planner.source.probe(item.path)
    guard let track = planner.source.chooseTrack(of: media, language: profile.request.language) else {
      throw PipelineError.noAudio
    }
    report(.stageStarted(item, stage: .audio, mediaDuration: media.duration))
    let sound = try await planner.source.extract(
      track, of: media, from: item.path, to: work.path.appending("audio.f32"), progress: progress(.audio))
    guard let now = FileStatus.at(item.path) else { throw PipelineError.vanished }
    guard now.identity == candidate.identity else { throw PipelineError.changed }
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
          sound.reference, request: profile.request, in: context(.recognise, work))
        return (transcript, clock.now - start)
      }
      try Task.checkCancellation()
      try store(transcript, recipes.recognition)
      stored.heard = transcript
      stored.transcript = transcript
      result.isRecognised = true
      result.recognitionTime = time
      result.status = .done
    }
    try store(record, recipes.audio)
    return sound.reference
  }

  // MARK: - The picture

  /// Subtitles can be made without: a picture that cannot be decoded is told, and there are none.
  private func findShots(
    _ step: FileRecipes.Step, _ media: MediaInfo, _ result: inout FileReport
  ) async throws -> ShotChanges? {
    report(.stageStarted(item, stage: .shots, mediaDuration: media.duration))
    do {
      let shots = try await planner.source.findShots(of: media, in: item.path, progress: progress(.shots))
      try store(shots, step)
      return shots
    } catch {
      try fail(&result, error, prefix: "shots")
      return nil
    }
  }

  // MARK: - Stages that need the text only

  /// One that fails is told; what needs no findings is made all the same.
  ///
  /// - Parameter sound: nil where no annotator that has work listens.
  private func annotate(
    _ recipes: FileRecipes, _ stale: Set<Stage>, _ stored: Planner.StoredResults, _ sound: AudioReference?,
    _ embeddings: SpanEmbeddings?, _ work: WorkDirectory, _ result: inout FileReport
  ) async throws {
    guard let transcript = stored.heard else { return }
    for step in recipes.annotators where stale.contains(step.stage) || result.isRecognised {
      guard let plugin = step.plugin, case .annotator(let annotator) = plugin.instance else { continue }
      report(.stageStarted(item, stage: step.stage, mediaDuration: transcript.duration))
      do {
        var context = context(step.stage, work)
        if plugin.takesEmbeddings { context.embeddings = embeddings }
        let annotations = try await annotator.annotate(
          transcript, audio: plugin.listens ? sound : nil, in: context)
        try store(annotations, step)
        result.status = .done
      } catch let error as ConfigurationError {
        // Settings that show to be wrong with what they name, such as categories of lists.
        let pointer = "/plugins".appendingPointer(plugin.shortName) + error.pointer
        throw ConfigurationDiagnostics([
          ConfigurationDiagnostic(
            pointer,
            "\(error.message); mend it in the profile “\(profile.name)”, and try it with “surtitle config check”")
        ])
      } catch {
        try fail(&result, error, prefix: plugin.shortName)
      }
    }
  }

  /// - Throws: Also where findings are missing that a filter works on: what it would have masked must not be shown.
  private func filter(
    _ recipes: FileRecipes, _ stale: Set<Stage>, _ stored: inout Planner.StoredResults, _ work: WorkDirectory,
    _ result: inout FileReport
  ) async throws {
    guard recipes.filters.contains(where: { stale.contains($0.stage) }) || result.isRecognised else { return }
    guard var transcript = stored.heard, !recipes.filters.isEmpty else { return }
    let found = planner.annotations(recipes)
    for step in recipes.filters {
      guard let plugin = step.plugin, case .filter(let filter) = plugin.instance else { continue }
      var annotations = Annotations.none
      if plugin.takesFindings {
        guard let found else { throw PipelineError.findingsMissing(plugin.shortName) }
        annotations = found.moved(from: stored.heard ?? transcript, to: transcript)
      }
      transcript = try await filter.apply(annotations, to: transcript, in: context(step.stage, work))
      try store(transcript, step)
    }
    stored.transcript = transcript
    result.status = .done
  }

  // MARK: - Common to all stages

  private func describe(_ audio: AudioRecord, _ transcript: Transcript) -> FileReport.Details {
    FileReport.Details(
      track: audio.track, damage: audio.damage, language: transcript.isEmpty ? nil : transcript.language,
      hasSpeech: !transcript.isEmpty, mediaDuration: transcript.duration,
      speech: transcript.speech.reduce(.zero) { $0 + $1.duration }, speechWithoutText: transcript.speechWithoutText())
  }

  /// Puts `error` into the report.
  ///
  /// - Throws: `CancellationError`, and what no other file could fare better with.
  func fail(_ result: inout FileReport, _ error: any Error, prefix: String? = nil) throws {
    let message = try message(of: error)
    result.failures.append(prefix.map { "\($0): \(message)" } ?? message)
    let kind = FailureKind(error, of: item.path)
    result.failureKind = max(result.failureKind ?? kind, kind)
  }

  /// What is said of a failure beside the name of the file.
  func message(of error: any Error) throws -> String {
    // Libraries turn a cancelled call into errors of their own.
    try Task.checkCancellation()
    switch error {
    case is MissingModelError, is EnvironmentError, is ConfigurationDiagnostics: throw error
    case let error as LibraryError where error.path == item.path: return error.message
    case let error as MediaError where error.path == item.path: return error.message
    default: return "\(error)"
    }
  }

  func store(_ value: some Encodable, _ step: FileRecipes.Step) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let document = value as? any LongDocument
    let data = try document.map { try encoder.encodeInParts($0) } ?? encoder.encode(value)
    try workspace.layers.write(data, for: step.recipe.key)
    try workspace.catalogue.record(step.recipe, for: item.path)
    logger.info("Stage done", metadata: ["stage": "\(step.stage.name)", "key": "\(step.recipe.key)"])
  }

  /// What failed is said by whoever shows the run.
  private func log(_ result: FileReport) {
    guard result.status != .failed else { return }
    var metadata: Logger.Metadata = [
      "status": "\(result.status.rawValue)", "recognised": "\(result.isRecognised)",
      "seconds": "\(String(format: "%.3f", result.elapsed / .seconds(1)))",
    ]
    if let reason = result.reason { metadata["reason"] = "\(reason)" }
    logger.info("File done", metadata: metadata)
  }

  func context(_ stage: Stage, _ work: WorkDirectory) -> PluginContext {
    var logger = logger
    logger[metadataKey: "stage"] = "\(stage.name)"
    return PluginContext(
      logger: logger, temporaryDirectory: work.path, modelDirectory: modelDirectory, progress: progress(stage))
  }

  func progress(_ stage: Stage) -> @Sendable (Double) -> Void {
    { [item, report] in report(.progress(item, stage: stage, fraction: min(1, max(0, $0)))) }
  }
}
