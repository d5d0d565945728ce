internal import Foundation
internal import Library
internal import Logging
internal import Media
internal import Moderation
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Transcript

/// Writing result files. Each appears whole, in one rename; what it will be is in the catalogue before.
extension FileRunner {
  /// A result on its way.
  private struct Rendered {
    var output: Planner.Output
    var data: Data
    var deliverable: Deliverable
  }

  /// Bytes that are rendered before they are written: the announcements of small files share one flush of the disk.
  private static let batchSize = 8 << 20

  func deliver(
    _ stored: Planner.StoredResults, _ recipes: FileRecipes, _ folder: FilePath, _ result: inout FileReport
  ) async throws {
    guard let audio = stored.audio, let transcript = stored.transcript else { return }
    let outputs = try planner.outputs(
      of: candidate, recipes: recipes, language: profile.language(of: transcript))
    let isForeign = StageDecision.skipped(reason: Planner.foreign)
    guard outputs.contains(where: { $0.decision.isStale || $0.decision == isForeign }) else {
      result.outputs = outputs.map { FileReport.Output($0) }
      return
    }
    if outputs.contains(where: \.decision.isStale) { try prepare(folder) }
    var scene = Scene(transcript: transcript, media: audio.media, shots: stored.shots?.times ?? [])
    let takesFindings = profile.outputs.contains(where: \.takesFindings)
    let all =
      takesFindings || profile.outputs.contains { $0.subtitles == .sdh }
      ? planner.annotations(recipes).map { profile.treated($0).moved(from: stored.heard ?? transcript, to: transcript) }
      : nil
    scene.findings = all?.findings ?? []
    let found = takesFindings ? try planner.reported(recipes, stored) : nil
    if profile.writesSubtitles { result.details.subtitles = profile.verdict(on: scene) }
    var input = ExportInput(
      mediaName: FilePath(bytes: item.name).string, media: audio.media, track: audio.track, transcript: transcript,
      annotations: found?.annotations ?? .none, reviews: found?.reviews ?? [], mediaLink: recipes.mediaLink,
      damage: audio.damage)
    input.origin = found?.origin
    let work = try WorkDirectory(in: workspace.work.path)
    defer { work.remove() }
    var batch: [Rendered] = []
    for output in outputs {
      try Task.checkCancellation()
      guard output.decision.isStale || output.decision == isForeign else {
        result.outputs.append(FileReport.Output(output))
        continue
      }
      do {
        let context = context(output.stage, work)
        if all == nil, output.plugin.takesFindings || output.plugin.subtitles == .sdh {
          throw PipelineError.findingsMissing(output.plugin.outputName)
        }
        if case .fileExporter(let exporter) = output.plugin.instance {
          // A file of that name which was not written here would have to be read whole to be known.
          guard output.decision.isStale else {
            result.outputs.append(FileReport.Output(output))
            continue
          }
          var input = input
          // What reports hide is not to be heard either.
          input.annotations = all ?? .none
          (input.reviews, input.mediaLink) = ([], nil)
          try await copy(output, by: exporter, input, context, &result)
          continue
        }
        var input = input
        // The rules are for reports, whose matter are findings; what marks words with them, among all else, has all.
        if !output.plugin.reports { (input.annotations, input.reviews) = (all ?? .none, []) }
        guard let data = try await profile.render(output.plugin, input, scene, in: context) else { continue }
        if output.decision == isForeign {
          result.outputs.append(try adopt(output, data))
        } else {
          batch.append(Rendered(output: output, data: data, deliverable: deliverable(output, data)))
        }
      } catch {
        // The other files can be written all the same.
        try fail(output, error, &result)
      }
      if batch.reduce(0, { $0 + $1.data.count }) > Self.batchSize { try write(&batch, &result) }
    }
    try Task.checkCancellation()
    try write(&batch, &result)
    let order = outputs.map(\.path)
    result.outputs.sort { (order.firstIndex(of: $0.path) ?? 0) < (order.firstIndex(of: $1.path) ?? 0) }
  }

  /// Has a copy of the media made. What will be in it is not known before it is there, but whose it is: one that was placed
  /// when this program was killed is taken for no media of its own.
  private func copy(
    _ output: Planner.Output, by exporter: any FileExporting, _ input: ExportInput, _ context: PluginContext,
    _ result: inout FileReport
  ) async throws {
    report(.stageStarted(item, stage: output.stage, mediaDuration: input.media.duration))
    try workspace.catalogue.record([deliverable(output, Data())], isAnnouncement: true)
    let isWritten: Bool
    do {
      isWritten = try await exporter.write(
        input, of: item.path, to: output.path, replaces: output.written != nil || planner.options.overwrites,
        in: context)
    } catch {
      try forgetAnnouncement(of: output)
      throw error
    }
    if isWritten {
      var own = deliverable(output, Data())
      (own.digest, own.previous) = (try ContentDigest(ofFile: output.path), nil)
      own.identity = try FileStatus(of: output.path).identity
      try workspace.catalogue.record([own])
      result.outputs.append(FileReport.Output(output))
      result.status = .done
      logger.info("File written", metadata: ["stage": "\(output.stage.name)", "key": "\(output.recipe.key)"])
    } else {
      try forgetAnnouncement(of: output)
      // There was something to make it for before.
      if let old = output.written, FileStatus.at(old.path) != nil {
        try AtomicFile.remove(old.path)
        try workspace.catalogue.removeDeliverable(at: old.path)
        result.status = .done
      }
    }
    try workspace.catalogue.record(output.recipe, for: item.path)
  }

  /// What the catalogue knows of the output is what it knew before the work on it.
  private func forgetAnnouncement(of output: Planner.Output) throws {
    if let old = output.written {
      try workspace.catalogue.record([old])
    } else {
      try workspace.catalogue.removeDeliverable(at: output.path)
    }
  }

  private func deliverable(_ output: Planner.Output, _ data: Data) -> Deliverable {
    Deliverable(
      path: output.path, media: item.path, digest: ContentDigest(of: data), key: output.recipe.key,
      previous: output.written.map { $0.previous ?? $0.digest })
  }

  private func fail(_ output: Planner.Output, _ error: any Error, _ result: inout FileReport) throws {
    try fail(&result, error, prefix: output.plugin.outputName)
    result.outputs.append(
      FileReport.Output(output.stage, path: output.path, status: .failed, reason: try message(of: error)))
  }

  /// A file that is, byte for byte, what would be written is ours, whatever was forgotten of it.
  private func adopt(_ output: Planner.Output, _ data: Data) throws -> FileReport.Output {
    guard let status = FileStatus.at(output.path), status.identity.size == data.count,
      try Data(readingFile: output.path) == data
    else { return FileReport.Output(output) }
    var own = deliverable(output, data)
    own.identity = status.identity
    try workspace.catalogue.record([own])
    try workspace.catalogue.record(output.recipe, for: item.path)
    return FileReport.Output(output.stage, path: output.path, status: .fresh)
  }

  private func write(_ batch: inout [Rendered], _ result: inout FileReport) throws {
    guard !batch.isEmpty else { return }
    try workspace.catalogue.record(batch.map(\.deliverable), isAnnouncement: true)
    var written: [Rendered] = []
    for var rendered in batch {
      let output = rendered.output
      do {
        rendered.deliverable.identity = try AtomicFile.write(
          rendered.data, to: output.path,
          existing: output.written != nil || planner.options.overwrites ? .replace : .keep)
        rendered.deliverable.previous = nil
        written.append(rendered)
        result.outputs.append(FileReport.Output(output))
        result.status = .done
        logger.info(
          "File written", metadata: ["stage": "\(output.stage.name)", "key": "\(output.recipe.key)"])
      } catch {
        // Whatever failed after the new file was in its place, it is there, and what was announced of it holds.
        if (try? ContentDigest(of: Data(readingFile: output.path))) == rendered.deliverable.digest {
          try fail(output, error, &result)
          continue
        }
        try forgetAnnouncement(of: output)
        try fail(output, error, &result)
      }
    }
    batch = []
    try workspace.catalogue.record(written.map(\.output.recipe), for: item.path)
    try workspace.catalogue.record(written.map(\.deliverable))
  }
}
