internal import ArgumentParser
internal import BurnIn
internal import Foundation
internal import Library
internal import MediaIO
internal import MetadataIndex
internal import Models
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Vocabulary

/// How the program ends: a contract that scripts rely on.
enum ExitStatus: Int32, Error, Comparable {
  /// All done; what was skipped by a rule included.
  case success = 0
  /// Some files failed, the rest are done.
  case someFailed = 1
  /// Wrong usage or configuration.
  case usage = 2
  /// Something is missing on this machine: a model, a library, a permission.
  case environment = 3
  /// Interrupted; the next run goes on.
  case interrupted = 130

  /// The one place where errors become exit codes.
  init(_ error: any Error) {
    switch error {
    case let status as ExitStatus: self = status
    case is BrokenPipe: self = .success
    case is CancellationError: self = .interrupted
    case let error as MediaError where error.code == .cancelled: self = .interrupted
    case is ConfigurationDiagnostic, is ConfigurationDiagnostics, is ConfigurationError: self = .usage
    case is PluginHostError, is VocabularyError, is QueryError: self = .usage
    case is MissingModelError, is EnvironmentError: self = .environment
    case let error as BurnInError where error.code == .missing: self = .environment
    case let error as BurnInError where error.code == .exists: self = .usage
    case let error as MediaError where error.code == .exists: self = .usage
    case let error as ModelError:
      self = [.unknownModel, .invalidName, .alreadyExists].contains(error.code) ? .usage : .environment
    case let error as LibraryError:
      self = [.notFound, .wrongKind, .fileExists].contains(error.code) ? .usage : .environment
    case let error as PipelineError: self = error.code == .wrongKind ? .usage : .someFailed
    default: self = .someFailed
    }
  }

  /// Says what is to be said about `error` and ends the program.
  static func leave(because error: any Error) -> Never {
    switch error {
    case let status as ExitStatus: exit(status.rawValue)
    case is BrokenPipe: exit(ExitStatus.success.rawValue)
    case _ where ExitStatus(error) == .interrupted:
      StandardError.write("surtitle: interrupted\n")
      exit(ExitStatus.interrupted.rawValue)
    default: break
    }
    if error.isFromArgumentParser {
      let message = Surtitle.fullMessage(for: error)
      guard Surtitle.exitCode(for: error) != .success else {
        try? StandardOutput.write(message + "\n")
        exit(ExitStatus.success.rawValue)
      }
      StandardError.write(oneLine(message, hasAdvice: !(error is ValidationError)) + "\n")
      exit(ExitStatus.usage.rawValue)
    }
    StatusLine.clearLeftover()
    report(error)
    exit(ExitStatus(error).rawValue)
  }

  /// What argument-parser says of wrong usage, without the usage itself: the lines behind what is wrong fill a screen.
  ///
  /// - Parameters:
  ///   - message: `Error: …`, perhaps “Help:” of an option, lines of usage from “Usage:” on, and where there is more of that.
  ///   - hasAdvice: whether the latter is told: of an error that came up at work argument-parser does not know the command.
  private static func oneLine(_ message: String, hasAdvice: Bool) -> String {
    let lines = message.split(separator: "\n").map(String.init)
    guard let usage = lines.firstIndex(where: { $0.hasPrefix("Usage:") }), usage > 0 else { return message }
    let advice = lines[usage...].last { $0.hasPrefix("  See '") }?.dropFirst(6).split(separator: "'").first
    // The help of an option is in the help of its command.
    let wrong = lines[..<usage].prefix { !$0.hasPrefix("Help:") }
    return wrong.joined(separator: "\n") + (hasAdvice ? advice.map { " (see “\($0)”)" } ?? "" : "")
  }

  static func report(_ error: any Error) {
    let lines = message(of: error).split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines { StandardError.write("surtitle: \(line)\n") }
  }

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

extension ExitStatus {
  private static func message(of error: any Error) -> String {
    let error = cause(of: error)
    let list = (error as? VocabularyError).map { (name: $0.list, known: $0.known) }
    guard let unknown = (error as? ModelError)?.unknown.map({ (name: $0.name, known: $0.known) }) ?? list,
      let near = Spelling.nearest(to: unknown.name, in: unknown.known)
    else { return "\(error)" }
    return "\(error); did you mean “\(near)”?"
  }

  /// A missing model may be one that cannot be fetched at all, or one that is damaged: the store knows.
  private static func cause(of error: any Error) -> any Error {
    guard let missing = error as? MissingModelError else { return error }
    do {
      _ = try ModelStore(directory: FilePath(missing.directory)).model(named: missing.model)
      return missing
    } catch {
      return error
    }
  }
}

extension Error {
  /// Whether argument-parser made it: usage, or a request for help, the version or a completion script. Its own code
  /// for wrong usage is 64, that for errors it does not know 1.
  fileprivate var isFromArgumentParser: Bool {
    self is ValidationError || self is CleanExit
      || [.success, .validationFailure].contains(Surtitle.exitCode(for: self))
  }
}
