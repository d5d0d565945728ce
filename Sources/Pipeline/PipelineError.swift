internal import Library
internal import SystemPackage

/// Why a file could not be processed.
package struct PipelineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure; new cases may come.
  package struct Code: Hashable, Sendable {
    let name: String
    /// The file has no sound.
    package static let noAudio = Code(name: "noAudio")
    /// The file was written to while it was read.
    package static let changed = Code(name: "changed")
    /// The file was there when it was found, and is gone.
    package static let vanished = Code(name: "vanished")
    /// Nothing can be written where the results belong.
    package static let readOnly = Code(name: "readOnly")
    /// The file system holds no name as long as those of the results.
    package static let unusableName = Code(name: "unusableName")
    /// A plug-in is not of the kind that its place in the profile needs.
    package static let wrongKind = Code(name: "wrongKind")
    /// An annotator failed whose findings are needed.
    package static let findingsMissing = Code(name: "findingsMissing")
  }

  package var code: Code
  package var message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  package static let noAudio = PipelineError(.noAudio, "there is no audio track in this file")
  static let changed = PipelineError(
    .changed, "the file changed while it was being read; run again when it is complete")

  static let vanished = PipelineError(.vanished, "the file is gone since it was found")

  static func readOnly(_ folder: FilePath) -> PipelineError {
    PipelineError(
      .readOnly, "cannot write into \(folder.display): it is read-only for this user; choose a folder with --output DIR"
    )
  }

  /// - Parameter plugin: who needs them.
  static func findingsMissing(_ plugin: String) -> PipelineError {
    PipelineError(
      .findingsMissing,
      "“\(plugin)” works on what the annotators find, and one of them failed; nothing is written without")
  }

  static func unusableName(_ path: FilePath) -> PipelineError {
    PipelineError(
      .unusableName,
      "a result cannot be called “\(FilePath(bytes: path.nameBytes).display)”: the file system takes no such name; give "
        + "the media a shorter one")
  }
}
