internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Moderation
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Timeline

struct BleepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bleep",
    abstract: "Put a tone, or silence, in the place of words in a copy of a video or of sound.",
    discussion: """
      The file itself is not touched. In the copy, pictures, subtitles, chapters and all else are what they were, and of sound \
      as little as possible is coded anew: the packets around each span of AAC, AC-3, E-AC-3 and MPEG layer II, the samples \
      themselves where they are stored as they are, the whole track of all other codecs. The tone is 6 LU softer than the \
      speech around it. All tracks of sound are bleeped, as the same words are in all of them; --track chooses.

      What is bleeped is said by --at, by a file, which has lines of “start end”, an edit decision list of Kodi or MPlayer \
      (what it mutes), or subtitles, whose cues then are the spans, or by --findings: what a run found in the file.
      """)

  @Argument(help: "A video, or sound.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp("The copy to write; its extension names the container.", valueName: "file"), completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "A span, such as 00:01:02.500-00:01:03.200 or 62.5-63.2. May be repeated.", valueName: "start-end"))
  var at: [String] = []

  @Option(
    help: ArgumentHelp("Take the spans from this file.", valueName: "file"),
    completion: .file(extensions: ["edl", "txt", "srt", "vtt"]))
  var spans: String?

  @OptionGroup var found: BleepFindingsOptions

  @Flag(help: "Put silence in their place, not a tone.")
  var mute = false

  @Option(help: ArgumentHelp("The frequency of the tone, in hertz; 1000 unless said otherwise.", valueName: "hz"))
  var tone: Double?

  @Option(
    help: ArgumentHelp(
      "What goes before and after each span too, in seconds; 0.1 unless said otherwise.", valueName: "s"))
  var padding: Double?

  @Option(
    help: ArgumentHelp(
      "A track of sound, by its number in the file; all unless said otherwise. May be repeated.", valueName: "n"))
  var track: [Int] = []

  @Flag(help: "Write no copy but a list for Kodi and MPlayer, which mute as they play: the name of the file with .edl.")
  var edl = false

  @Flag(help: "Leave out tracks that cannot be written into the container.")
  var leaveOutUnknown = false

  @Flag(help: "Leave out tracks of subtitles, which may say what is bleeped.")
  var leaveOutText = false

  @Flag(help: "Write a plain copy where there is nothing to bleep; otherwise that is an error.")
  var allowNothing = false

  @Flag(help: "Copy what can be read of a file that is damaged or cut off.")
  var acceptDamage = false

  @Flag(help: "Replace the file that is written, where there is one.")
  var overwrite = false

  @Flag(help: "Say what would be done, and write nothing.")
  var dryRun = false

  @Flag(help: "Print what was done as JSON.")
  var json = false

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if mute, tone != nil { throw ValidationError("--mute and --tone exclude each other") }
    if padding?.isNaN == true { throw ValidationError("the padding is 0 to 10 seconds") }
    if let fault = settings.fault { throw ValidationError(fault) }
    if let wrong = track.first(where: { $0 < 0 }) {
      throw ValidationError("--track takes a number from 0, not \(wrong)")
    }
    if at.isEmpty, spans == nil, !found.findings {
      throw ValidationError("say what is bleeped: --at 62.5-63.2, --spans FILE, or --findings")
    }
    if output == nil, !edl, !dryRun { throw ValidationError("name the copy: --output FILE") }
    if found.verify, edl || dryRun { throw ValidationError("--verify listens to a copy, and none is written") }
    if edl, mute || tone != nil || !track.isEmpty || json || leaveOutUnknown || leaveOutText || acceptDamage {
      throw ValidationError("--edl writes a list of times, to which only --padding, --overwrite and --dry-run apply")
    }
    for text in at where BleepSpanSource.span(text, frameRate: Rational(60, 1)) == nil {
      throw ValidationError("--at takes a start and an end, such as 00:01:02.500-00:01:03.200, not “\(text)”")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let source = path(file, session)
    let info = try await Interruption.cancelling { try await MediaProbe.probeOnOwnThread(source) }
    let findings = try found.findings ? storedFindings(of: source, session) : nil
    let given =
      try BleepSpanSource(at: at, file: spans.map { path($0, session) }).spans(of: info, session)
      + (findings?.chosen.map(\.range) ?? [])
    guard !given.isEmpty || allowNothing else {
      StandardError.write(
        "surtitle: there is nothing to bleep in \(source.display); nothing is written (--allow-nothing)\n")
      throw ExitStatus.someFailed
    }
    if edl { return try writeList(of: given, session) }
    let target = output.map { path($0, session) } ?? source
    if output != nil, OutputFile.isSame(target, source) {
      throw ValidationError("--output is the file itself, which is only read; name another")
    }
    if !dryRun, !overwrite, FileStatus.at(target) != nil {
      throw ValidationError("\(target.display) is there already; --overwrite replaces it")
    }
    let terminal = Terminal()
    let status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !verbosity.quiet)
    let start = ContinuousClock.now
    let text: BleepText
    if found.verify, let findings {
      let verification = BleepVerification(findings: findings, session: session, logger: verbosity.logger)
      text = try await session.plugins.serving {
        try await bleepAndListen(given, of: source, to: target, verification, status)
      }
    } else {
      text = BleepText(try await bleep(given, of: source, to: target, settings, status), isTrial: dryRun)
    }
    for warning in text.warnings { StandardError.write("surtitle: \(warning)\n") }
    if json { try StandardOutput.write(text.document(of: source, target: dryRun ? nil : target).line) }
    if !verbosity.quiet, !json || terminal.isInteractive {
      for line in text.lines(target, elapsed: ContinuousClock.now - start) { StandardError.write("\(line)\n") }
    }
    if text.isHeard { throw ExitStatus.someFailed }
  }

  private func storedFindings(of source: FilePath, _ session: Session) throws -> BleepFindings {
    let workspace = try session.openWorkspace()
    defer { workspace.work.remove() }
    let findings = try BleepFindings(of: source, found, session, workspace)
    let heard = findings.file.input.track.stream.index
    if found.verify, !track.isEmpty, !track.contains(heard) {
      throw ValidationError("--verify listens to track \(heard), which --track leaves as it is")
    }
    for category in findings.missingCategories {
      StandardError.write("surtitle: nothing of the category “\(category)” was found in \(source.display)\n")
    }
    if findings.chosen.isEmpty, !verbosity.quiet {
      let categories = Set(findings.file.input.annotations.findings.map(\.category)).sorted()
      StandardError.write(
        "surtitle: nothing that was found in \(source.display) asks to be bleeped"
          + (categories.isEmpty ? "\n" : "; --category takes \(categories.joined(separator: ", "))\n"))
    }
    return findings
  }

  private func bleep(
    _ spans: [TimeRange], of source: FilePath, to target: FilePath, _ settings: BleepSettings, _ status: StatusLine
  ) async throws -> BleepReport {
    let start = ContinuousClock.now
    defer { status.clear() }
    do {
      return try await Interruption.cancelling {
        try await AudioBleeper.bleep(spans, of: source, to: target, settings: settings) { done in
          let elapsed = (ContinuousClock.now - start).seconds
          let left = done > 0.01 ? "  \(Duration.seconds(elapsed * (1 - done) / done).clock) left" : ""
          status.show("bleeping \(Int(done * 100)) %\(left)")
        }
      }
    } catch let error as MediaError where error.code == .unsupportedStream {
      throw MediaError(error.code, path: error.path, message: "\(error.message) (--leave-out-unknown)")
    } catch let error as MediaError where error.code == .damaged {
      throw MediaError(error.code, path: error.path, message: "\(error.message) (--accept-damage copies what is there)")
    }
  }

  /// Makes a copy, listens to it, and makes it anew as long as words are heard that were to be bleeped. It has its name
  /// when that is done.
  private func bleepAndListen(
    _ given: [TimeRange], of source: FilePath, to target: FilePath, _ verification: BleepVerification,
    _ status: StatusLine
  ) async throws -> BleepText {
    let copy = target.removingLastComponent().appending(
      name: Array(".\(ProcessInfo.processInfo.processIdentifier)-".utf8) + target.nameBytes)
    defer { try? AtomicFile.remove(copy) }
    var settings = settings
    // Its own copy.
    settings.replacesOutput = true
    var given = given
    var round = 0
    let asked = settings.padded(given).reduce(MediaTime.zero) { $0 + $1.duration }
    while true {
      let report = try await bleep(given, of: source, to: copy, settings, status)
      let heard = try await verification.heard(in: copy, status, round: round + 1)
      guard !heard.isEmpty, round < BleepVerification.rounds else {
        try AtomicFile.move(copy, to: target, existing: overwrite ? .replace : .keep)
        return BleepText(report, isTrial: false, heard: heard, track: verification.track, asked: asked)
      }
      given += BleepVerification.grown(heard, report.spans)
      round += 1
    }
  }

  private func path(_ text: String, _ session: Session) -> FilePath {
    RawArguments.path(for: text).absolute(in: session.workingDirectory)
  }

  private var settings: BleepSettings {
    var settings = BleepSettings()
    settings.sound = mute ? .mute : tone.map { .tone(frequency: $0) } ?? settings.sound
    if let padding { settings.padding = MediaTime(seconds: padding) }
    if !track.isEmpty { settings.tracks = .some(track) }
    settings.replacesOutput = overwrite
    settings.leavesOutUnknown = leaveOutUnknown
    settings.leavesOutText = leaveOutText
    settings.allowsNothing = allowNothing
    settings.toleratesDamage = acceptDamage
    settings.isTrial = dryRun
    return settings
  }

  /// Kodi looks for a list beside the video, under its name.
  private func writeList(of given: [TimeRange], _ session: Session) throws {
    let source = path(file, session)
    let base = MediaName.base(of: source.nameBytes)
    let target =
      output.map { path($0, session) } ?? source.removingLastComponent().appending(name: base + Array(".edl".utf8))
    let text = EditDecisionList(muted: settings.padded(given)).text
    if dryRun { return try StandardOutput.write(text) }
    if OutputFile.isSame(target, source) { throw ValidationError("--output is the file itself, which is only read") }
    if !overwrite, FileStatus.at(target) != nil {
      throw ValidationError("\(target.display) is there already; --overwrite replaces it")
    }
    try AtomicFile.write(Data(text.utf8), to: target, existing: overwrite ? .replace : .keep)
    if !verbosity.quiet { StandardError.write("\(target.display): written, for players that mute as they play\n") }
  }
}
