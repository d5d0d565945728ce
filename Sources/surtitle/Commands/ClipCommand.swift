internal import ArgumentParser
internal import BurnIn
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import SystemPackage
internal import Timeline

struct ClipCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clip",
    abstract: "Cut parts out of a video or of sound, one behind the other.",
    discussion: """
      The file itself is not touched. Packets are copied as they are, with all tracks, subtitles, chapters and names: \
      nothing is lost, and it takes no longer than copying. Pictures can begin at a key frame only, so that the clip may \
      begin some seconds early, which is said; --exact codes the pictures anew and begins at the picture that was asked \
      for. Sound is copied in either case.
      """)

  @Argument(help: "A video, or sound.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp("Where the clip begins, such as 0:01:02.5 or 62.5; the start otherwise.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Where it ends; the end otherwise.", valueName: "time"))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "A part, such as 0:01:02.5..0:01:09. May be repeated: the parts follow each other.", valueName: "start..end"))
  var span: [String] = []

  @Option(
    help: ArgumentHelp("The clip to write; its extension names the container.", valueName: "file"), completion: .file())
  var output: String

  @Flag(help: "Code the pictures anew, by ffmpeg, so that each part begins at the very picture.")
  var exact = false

  @Flag(help: "Leave out tracks that cannot be written into the container.")
  var leaveOutUnknown = false

  @Flag(help: "Cut what can be read of a file that is damaged or cut off.")
  var acceptDamage = false

  @Flag(name: [.long, .customLong("force")], help: "Replace the file that is written, where there is one.")
  var overwrite = false

  @Flag(help: "Print what was done as JSON.")
  var json = false

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if span.isEmpty, from == nil, to == nil {
      throw ValidationError("say what is cut: --from 1:02 --to 1:09, or --span 1:02..1:09")
    }
    if !span.isEmpty, from != nil || to != nil { throw ValidationError("--span and --from, --to exclude each other") }
    // With the highest rate, as that of the file is not known yet.
    _ = try ranges(frameRate: Rational(60, 1), end: nil)
  }

  func run() async throws {
    let session = try Session(options)
    let source = RawArguments.path(for: file).absolute(in: session.workingDirectory)
    let target = RawArguments.path(for: output).absolute(in: session.workingDirectory)
    if OutputFile.isSame(target, source) { throw ValidationError("--output is the file itself, which is only read") }
    if !overwrite, FileStatus.at(target) != nil {
      throw ValidationError("\(target.display) is there already; --overwrite replaces it")
    }
    let info = try await Interruption.cancelling { try await MediaProbe.probeOnOwnThread(source) }
    let ranges = try ranges(frameRate: info.frameRate, end: info.duration)
    let terminal = Terminal()
    let status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !verbosity.quiet)
    let start = ContinuousClock.now
    let report = try await cut(ranges, of: source, info, to: target, status)
    let text = ClipText(report, isExact: exact && info.hasPicture)
    for warning in text.warnings { StandardError.write("surtitle: \(warning)\n") }
    if json { try StandardOutput.write(text.document(of: source, target: target).line) }
    if !verbosity.quiet, !json || terminal.isInteractive {
      for line in text.lines(target, elapsed: ContinuousClock.now - start) { StandardError.write("\(line)\n") }
    }
  }

  private func cut(
    _ ranges: [TimeRange], of source: FilePath, _ info: MediaInfo, to target: FilePath, _ status: StatusLine
  ) async throws -> ClipReport {
    defer { status.clear() }
    let (settings, isExact) = (settings, exact && info.hasPicture)
    do {
      return try await Interruption.cancelling {
        let pieces = ranges.map { ClipPiece(source: source, range: $0) }
        guard isExact else {
          return try await MediaClipper.cut(pieces, to: target, options: settings) { done in
            status.show("cutting \(Int(done * 100)) %")
          }
        }
        return try await ExactClip(pieces, end: info.duration).cut(to: target, options: settings) { done in
          status.show("coding \(Int(done * 100)) %")
        }
      }
    } catch let error as MediaError where error.code == .unsupportedStream {
      throw MediaError(error.code, path: error.path, message: "\(error.message) (--leave-out-unknown)")
    } catch let error as MediaError where error.code == .damaged {
      throw MediaError(error.code, path: error.path, message: "\(error.message) (--accept-damage cuts what is there)")
    }
  }

  private var settings: MediaClipper.Options {
    var settings = MediaClipper.Options()
    settings.replacesOutput = overwrite
    settings.leavesOutUnknown = leaveOutUnknown
    settings.toleratesDamage = acceptDamage
    return settings
  }

  /// In the order in which they were given.
  ///
  /// - Parameter end: of the file, for a clip to its end.
  private func ranges(frameRate: Rational?, end: MediaTime?) throws -> [TimeRange] {
    func time(_ text: some StringProtocol, _ option: String) throws -> MediaTime {
      guard let time = EditDecisionList.time(text, frameRate: frameRate) else {
        throw ValidationError("\(option) takes a time such as 0:01:02.500 or 62.5, not “\(text)”")
      }
      return time
    }
    func range(_ start: MediaTime, _ stop: MediaTime) throws -> TimeRange {
      guard start < stop else { throw ValidationError("a part ends at \(stop), before it begins at \(start)") }
      return TimeRange(start: start, end: stop)
    }
    guard span.isEmpty else {
      return try span.map { text in
        guard let dots = text.firstRange(of: "..") else {
          throw ValidationError("--span takes a start and an end, such as 1:02..1:09, not “\(text)”")
        }
        return try range(time(text[..<dots.lowerBound], "--span"), time(text[dots.upperBound...], "--span"))
      }
    }
    let start = try from.map { try time($0, "--from") } ?? .zero
    let far = max(end ?? .zero, start) + MediaTime(seconds: 1)
    return [try range(start, to.map { try time($0, "--to") } ?? far)]
  }
}
