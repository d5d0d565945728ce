import CFFmpeg
import Media
package import SystemPackage
package import Timeline

/// Writes a copy of a media file in which the sound in some spans is muted, or a tone takes its place.
///
/// Pictures, subtitles, attachments, chapters and all else are copied packet by packet. Of sound, as little as possible is
/// coded anew: samples that are stored as they are are changed where they stand; of AAC-LC, AC-3, E-AC-3 and MPEG layer II
/// the packets around each span; of all other codecs the whole track. The file itself is not touched.
package enum AudioBleeper {
  /// Writes a copy of `source` to `output`, whose extension names the container.
  ///
  /// The copy appears when it is whole. Cancelling the task ends it within a fraction of a second; nothing is left then.
  ///
  /// - Parameters:
  ///   - spans: on the media clock, in any order; they may overlap and reach beyond the end. Without any, the copy is a
  ///     plain one.
  ///   - progress: called on the working thread with what is done, 0…1, a hundred times at most.
  /// - Throws: `MediaError`.
  package static func bleep(
    _ spans: [TimeRange], of source: FilePath, to output: FilePath, settings: BleepSettings = BleepSettings(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws(MediaError) -> BleepReport {
    let cancellation = Cancellation()
    return try await OwnThread.run(name: "bleep", cancellation: cancellation) { () throws(MediaError) in
      try bleep(spans, of: source, to: output, settings: settings, cancellation: cancellation, progress: progress)
    }
  }

  /// The same, blocking the calling thread.
  package static func bleep(
    _ spans: [TimeRange], of source: FilePath, to output: FilePath, settings: BleepSettings = BleepSettings(),
    cancellation: Cancellation, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(MediaError) -> BleepReport {
    guard let format = CopyFormat(of: output) else {
      throw MediaError(
        .unsupportedContainer, path: output,
        message: "FFmpeg writes no files of this kind; give it the extension of the source, or .mkv")
    }
    if let fault = settings.fault { throw MediaError(.unsupportedStream, path: source, message: fault) }
    let input = try MediaInput.open(source, cancellation: cancellation)
    guard let size = input.byteCount else {
      throw MediaError(.notMedia, path: source, message: "is no file: a pipe cannot be copied; save it first")
    }
    let file =
      settings.isTrial ? nil : try OutputFile(output, replaces: settings.replacesOutput, size: size, source: source)
    var plan = try BleepPlan(spans, of: input, in: format, settings: settings)
    let share = plan.needsReading ? 0.3 : 0
    try plan.read(source, settings: settings, cancellation: cancellation) { progress?($0 * share) }
    if !settings.allowsNothing, plan.report(in: input, [:]).spans.isEmpty {
      throw MediaError(.noAudio, path: source, message: "there is no sound in what is to be bleeped; no copy was made")
    }
    let replacements = try plan.replacements(in: input)
    guard let file else { return plan.report(in: input, replacements) }

    let editors = try plan.editors(for: input, replacements)
    var options = SubtitleEmbedder.Options()
    options.leavesOutUnknown = settings.leavesOutUnknown
    options.toleratesDamage = settings.toleratesDamage
    options.leavesOutText = settings.leavesOutText
    options.replacesOwn = false
    let copy = try MediaCopy(of: input, editors: editors, in: format, to: file, options: options)
    try copy.run { progress?(share + $0 * (1 - share)) }
    let warnings = try plan.check(copy.packetCounts, of: input, toleratesDamage: settings.toleratesDamage)
    try file.place()
    progress?(1)
    var report = plan.report(in: input, replacements, editors)
    report.leftOut = copy.report.leftOut
    report.warnings += copy.report.warnings + warnings
    report.packetCount = copy.report.packetCount
    return report
  }
}
