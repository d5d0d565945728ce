import CFFmpeg
package import SystemPackage
import Timeline

/// Cuts parts out of media files, and puts them one behind the other.
///
/// Packets are copied as they are, with tracks, names, attachments and chapters; pictures begin with the key frame before a
/// part, unless those of exactly this part are given. The files themselves are not touched.
package enum MediaClipper {
  package struct Options: Hashable, Sendable {
    /// Whether a file of the name that is written may be replaced. A source never is.
    package var replacesOutput = false
    /// Whether tracks that FFmpeg cannot write into the container are left out. Otherwise they are an error.
    package var leavesOutUnknown = false
    /// Whether parts of a source that cannot be read are left out. Otherwise they are an error.
    package var toleratesDamage = false

    package init() {}
  }

  /// Writes `pieces` to `output`, whose extension names the container, in their order. Those of several files must have
  /// tracks that are coded alike.
  ///
  /// The clip appears when it is whole. Cancelling the task ends it within a fraction of a second; nothing is left then.
  ///
  /// - Parameter progress: called on the working thread with what is done, 0…1.
  /// - Throws: `MediaError`.
  package static func cut(
    _ pieces: [ClipPiece], to output: FilePath, options: Options = Options(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws(MediaError) -> ClipReport {
    let cancellation = Cancellation()
    return try await OwnThread.run(name: "clip", cancellation: cancellation) { () throws(MediaError) in
      try cut(pieces, to: output, options: options, cancellation: cancellation, progress: progress)
    }
  }

  /// The same, blocking the calling thread.
  package static func cut(
    _ pieces: [ClipPiece], to output: FilePath, options: Options = Options(), cancellation: Cancellation,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(MediaError) -> ClipReport {
    guard let format = CopyFormat(of: output) else {
      throw MediaError(
        .unsupportedContainer, path: output,
        message: "FFmpeg writes no files of this kind; give it the extension of the source, or .mkv")
    }
    guard let first = pieces.first else {
      throw MediaError(.empty, path: output, message: "there is nothing to be cut; name a part")
    }
    for piece in pieces where OutputFile.isSame(output, piece.source) {
      throw MediaError(.exists, path: output, message: "would be written over itself; name another file")
    }
    var inputs: [FilePath: MediaInput] = [:]
    func open(_ path: FilePath) throws(MediaError) -> MediaInput {
      if let input = inputs[path] { return input }
      let input = try MediaInput.open(path, cancellation: cancellation)
      guard input.byteCount != nil else {
        throw MediaError(.notMedia, path: path, message: "is no file: a pipe cannot be cut; save it first")
      }
      inputs[path] = input
      return input
    }
    var planned: [PlannedPiece] = []
    for piece in pieces {
      let pictures = try piece.pictures.map { path throws(MediaError) in
        try MediaInput.open(path, cancellation: cancellation)
      }
      planned.append(
        try PlannedPiece(piece, in: open(piece.source), pictures: pictures, toleratesDamage: options.toleratesDamage))
    }
    let main = try open(first.source)
    let size = planned.reduce(Int64(1 << 20)) { $0 + $1.byteCount }
    let file = try OutputFile(output, replaces: options.replacesOutput, size: size, source: first.source)
    var copyOptions = SubtitleEmbedder.Options()
    copyOptions.leavesOutUnknown = options.leavesOutUnknown
    copyOptions.toleratesDamage = options.toleratesDamage
    copyOptions.replacesOwn = false
    let copy = try MediaCopy(
      of: main, editors: try editors(planned, main), in: format, to: file, options: copyOptions, copiesChapters: false)
    let copied = Set(copy.targets.keys)
    let maps = try planned.map { piece throws(MediaError) -> [CInt: CInt] in
      if piece.input === main { return Dictionary(uniqueKeysWithValues: copied.map { ($0, $0) }) }
      return try StreamAgreement.map(piece.input, to: main, copied: copied, hasPictures: piece.pictures != nil)
    }
    let report = try copy.clip(planned, maps: maps, progress: progress)
    try file.place()
    progress?(1)
    return report
  }

  /// Pictures that are coded anew are described once, for all pieces.
  private static func editors(
    _ pieces: [PlannedPiece], _ main: MediaInput
  ) throws(MediaError) -> [CInt: any TrackEditor] {
    let coded = pieces.compactMap(\.pictures)
    guard let first = coded.first, let film = main.filmStream?.pointee.index else { return [:] }
    let headers = coded.map { $0.filmStream?.pointee.codecpar.map { StreamAgreement.header($0.pointee) } }
    guard coded.count == pieces.count, headers.allSatisfy({ $0 == headers[0] }) else {
      throw MediaError(
        .unsupportedStream, path: main.path,
        message: "its parts do not become one film when they are coded anew; cut a clip of each part")
    }
    return [film: try CodedPictures(first)]
  }
}

extension PlannedPiece {
  /// About how much of the file it is.
  fileprivate var byteCount: Int64 {
    let whole = MediaTime(av: input.context.pointee.duration)?.seconds ?? 0
    let share = whole > 0 ? min(1, (end - start).seconds / whole) : 1
    return Int64(Double(input.byteCount ?? 0) * share)
  }
}
