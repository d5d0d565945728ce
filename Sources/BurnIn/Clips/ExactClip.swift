import Foundation
package import MediaIO
package import SystemPackage
package import Timeline

/// A clip whose parts begin at the very picture: the pictures are coded anew, all else is copied.
package struct ExactClip: Sendable {
  private let pieces: [ClipPiece]

  /// - Parameters:
  ///   - pieces: of files with pictures.
  ///   - end: of the shortest file; nil where that is not known.
  package init(_ pieces: [ClipPiece], end: MediaTime? = nil) {
    self.pieces = pieces.map { piece in
      guard let end, end > piece.range.start else { return piece }
      var piece = piece
      piece.range.end = min(piece.range.end, end)
      return piece
    }
  }

  /// Writes it to `output`, whose extension names the container. It appears when it is whole; cancelling the task leaves
  /// nothing.
  ///
  /// - Parameters:
  ///   - executable: a path, or a name to be looked up in PATH.
  ///   - progress: told what is done, 0…1.
  /// - Throws: `BurnInError`, `MediaError`, `CancellationError`.
  package func cut(
    to output: FilePath, options: MediaClipper.Options = MediaClipper.Options(), executable: String = "ffmpeg",
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> ClipReport {
    let coding = VideoCoding.usual(forExtension: output.extension ?? "")
    let folder = FilePath(NSTemporaryDirectory()).appending("surtitle-clip-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let whole = pieces.reduce(0) { $0 + $1.range.duration.seconds }
    var done = 0.0
    var coded: [ClipPiece] = []
    for (index, piece) in pieces.enumerated() {
      let file = folder.appending("\(index).mov")
      let (before, share) = (done, piece.range.duration.seconds / max(0.001, whole))
      try await ClipPictures(of: piece.source, in: piece.range, coding: coding).write(to: file, executable: executable)
      {
        progress((before + share * $0) * 0.95)
      }
      done += share
      coded.append(
        ClipPiece(source: piece.source, range: piece.range, title: piece.title, pictures: file))
    }
    return try await MediaClipper.cut(coded, to: output, options: options) { progress(0.95 + 0.05 * $0) }
  }
}
