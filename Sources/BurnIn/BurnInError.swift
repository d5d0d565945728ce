package import SystemPackage

/// Why subtitles could not be burnt in, or shown as they would be.
package struct BurnInError: Error, Hashable, Sendable, CustomStringConvertible {
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Something is missing on this machine: the `ffmpeg` command, a filter or an encoder of it, fonts.
    package static let missing = Code(description: "missing")
    /// There is nothing to show.
    package static let empty = Code(description: "empty")
    /// There is a file already where one was to be written.
    package static let exists = Code(description: "exists")
    /// What was to be written could not be.
    package static let output = Code(description: "output")
    /// `ffmpeg` failed.
    package static let failed = Code(description: "failed")
  }

  package let code: Code
  /// The file that it is about; nil where it is about the machine.
  package let path: FilePath?
  /// What happened, why, and what to do about it.
  package let message: String

  package init(_ code: Code, path: FilePath? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  package var description: String { (path.map { "\($0): " } ?? "") + "\(message) [\(code)]" }
}
