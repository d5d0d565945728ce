internal import ArgumentParser
internal import Foundation
internal import Library
internal import MediaIO
internal import Pipeline
internal import SystemPackage

/// The files that burning in reads and writes.
struct BurnInFiles {
  let video: FilePath
  let subtitles: FilePath
  let script: FilePath
  let preview: FilePath?
  let output: FilePath
  /// Whether the subtitles are a script themselves.
  let isScript: Bool
  private let targets: [(option: String, path: FilePath)]

  /// - Parameters:
  ///   - isScript: whether the subtitles are a script themselves.
  ///   - script, preview, output: those that were named.
  ///   - scriptFolder: for a script that was not.
  init(
    video: FilePath, subtitles: FilePath, isScript: Bool, script: FilePath?, preview: FilePath?, output: FilePath?,
    scriptFolder: FilePath
  ) {
    (self.video, self.subtitles, self.preview) = (video, subtitles, preview)
    self.isScript = isScript
    let base = MediaName.base(of: video.nameBytes)
    // Libass reads UTF-8 alone.
    let isUsable =
      isScript && (try? Data(readingFile: subtitles)).map { String(validating: $0, as: UTF8.self) != nil } ?? false
    self.script = script ?? (isUsable ? subtitles : scriptFolder.appending(name: base + Array(Self.scriptSuffix.utf8)))
    let kind = MediaContainer(of: video)
    let suffix = kind == .matroska ? "mkv" : kind == .webM ? "webm" : "mp4"
    self.output = output ?? video.removingLastComponent().appending(name: base + Array(".subtitled.\(suffix)".utf8))
    let written = script == nil && isUsable ? nil : self.script
    targets = [("--script", written), ("--preview", preview), ("--output", self.output)].compactMap { option, path in
      path.map { (option, $0) }
    }
  }

  /// Servers take no file of such a name for subtitles of the film: `burn-in` is no language.
  private static let scriptSuffix = ".burn-in.ass"

  static func isOwnScript(_ path: FilePath) -> Bool {
    path.nameBytes.suffix(scriptSuffix.utf8.count).elementsEqual(scriptSuffix.utf8)
  }

  /// Looks before anything is written whether it may be.
  ///
  /// - Parameter isRendered: whether the film is made as well.
  /// - Throws: `ValidationError`.
  func check(overwriting: Bool, isRendered: Bool) throws {
    for (index, target) in targets.enumerated() {
      for (name, source) in [("the video", video), ("the subtitles", subtitles)]
      where OutputFile.isSame(target.path, source) || target.path == source {
        throw ValidationError(
          "\(target.option): \(target.path.display) is \(name), which is only read; name another file")
      }
      for other in targets[..<index] where OutputFile.isSame(target.path, other.path) || target.path == other.path {
        throw ValidationError("\(other.option) and \(target.option) name the same file, \(target.path.display)")
      }
      let isWritten = isRendered || target.option != "--output"
      if isWritten, !overwriting, FileStatus.at(target.path) != nil {
        throw ValidationError(
          "\(target.path.display) is there already; --overwrite replaces it, \(target.option) names another")
      }
    }
  }
}
