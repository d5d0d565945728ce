internal import Glibc
package import SystemPackage

/// Why the library could not do what it was asked: what, with which file, and the cause.
package struct LibraryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure; new cases may come.
  package struct Code: Hashable, Sendable {
    let name: String
    /// A path that was named does not exist.
    package static let notFound = Code(name: "notFound")
    /// The system refused: permissions, or a file system that is mounted read-only.
    package static let notPermitted = Code(name: "notPermitted")
    /// A file that holds nothing.
    package static let emptyFile = Code(name: "emptyFile")
    /// A folder, socket or device where a file was expected, or the reverse.
    package static let wrongKind = Code(name: "wrongKind")
    /// A file is there that must not be replaced.
    package static let fileExists = Code(name: "fileExists")
    /// The state directory cannot be used.
    package static let state = Code(name: "state")
    /// What is remembered in a file cannot be read from it any more.
    package static let damaged = Code(name: "damaged")
    /// No room on the disk, or none left for this user.
    package static let noSpace = Code(name: "noSpace")
    /// Longer than the file system can hold.
    package static let nameTooLong = Code(name: "nameTooLong")
    /// A name that leads in a circle, or through a file: no other try helps.
    package static let unusableName = Code(name: "unusableName")
    package static let inputOutput = Code(name: "inputOutput")
  }

  package var code: Code
  package var path: FilePath
  package var message: String

  package init(_ code: Code, _ path: FilePath, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  /// A failed system call: `action` continues “cannot …”.
  package init(_ action: String, _ path: FilePath, _ cause: Errno) {
    let code: Code =
      switch cause {
      case .noSuchFileOrDirectory: .notFound
      case .permissionDenied, .notPermitted, .readOnlyFileSystem: .notPermitted
      case .fileExists: .fileExists
      case .noSpace, Errno(rawValue: EDQUOT): .noSpace
      case .fileNameTooLong: .nameTooLong
      case .tooManySymbolicLinkLevels, .invalidArgument, .isDirectory, .notDirectory: .unusableName
      default: .inputOutput
      }
    self.init(code, path, "cannot \(action): \(cause)\(code == .noSpace ? "; make room on its disk" : "")")
  }

  package var description: String { "\(path.display): \(message)" }
}
