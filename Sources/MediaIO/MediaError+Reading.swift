package import SystemPackage

extension MediaError {
  /// For a system call on `path` that failed: whether another try can help decides on the code.
  ///
  /// - Parameters:
  ///   - action: `reading failed`, `cannot be opened`.
  ///   - advice: for a fault that may pass.
  package init(_ failure: Errno, _ action: String, path: FilePath, advice: String) {
    let (code, advice): (Code, String) =
      switch failure {
      case .noSuchFileOrDirectory, .notDirectory: (.notFound, "there is no such file any more; check the name")
      case .permissionDenied, .notPermitted: (.permission, "change its permissions or run as its owner")
      case .isDirectory: (.notMedia, "this is a folder; name the files in it")
      case .fileNameTooLong, .tooManySymbolicLinkLevels, .invalidArgument:
        (.notFound, "the name leads nowhere; check it and the links in it")
      default: (.io, advice)
      }
    self.init(code, path: path, message: "\(action): \(failure); \(advice)")
  }
}
