internal import Library
internal import MediaIO
internal import PluginHost
package import SystemPackage

/// Whether another try can help.
package enum FailureKind: Int, Sendable, Comparable {
  /// There is no file any more. Where it is away with its disk, it will be found again.
  case vanished
  /// The file is what it is.
  case lasting
  /// A fault of a disk, a network or a plug-in: it is tried again, a few times.
  case passing
  /// Not the file's: a full disk, a folder that cannot be written to. It is tried again until it works.
  case surroundings

  /// The kind of `error`, which came up while `media` was in work.
  package init(_ error: any Error, of media: FilePath) {
    switch error {
    case let error as PipelineError:
      self =
        switch error.code {
        case .readOnly, .changed: .surroundings
        case .vanished: .vanished
        default: .lasting
        }
    case let error as LibraryError where [.notPermitted, .inputOutput].contains(error.code) && error.path != media:
      self = .surroundings
    case _ where Catalogue.isFault(error): self = .surroundings
    case let error as LibraryError:
      self = error.code == .noSpace ? .surroundings : error.code == .inputOutput ? .passing : .lasting
    case let error as MediaError:
      self = error.code == .output ? .surroundings : error.code == .io ? .passing : .lasting
    case let error as PluginFailure:
      self = [.crash, .hang, .garbage, .launch, .handshake].contains(error.code) ? .passing : .lasting
    default: self = .lasting
    }
  }

  package static func < (left: FailureKind, right: FailureKind) -> Bool { left.rawValue < right.rawValue }

  /// Until the next try after `tries` that failed: half a minute, two minutes, eight.
  static func delay(after tries: Int) -> Double { 30 * Double(1 << (2 * max(0, min(tries, 4) - 1))) }
}
