import Glibc
public import SystemPackage

/// Makes a file of what a pipe brings, so that it can be probed, decoded, and read from its end: a pipe is read once
/// and forwards, and some containers have their index at the end.
public enum PipeSpool {
  /// What standard input is called in messages.
  public static let standardInput: FilePath = "standard input"
  /// Bytes of one read.
  private static let blockSize = 1 << 18

  /// Whether `path` must be spooled: a FIFO, a socket or a terminal, by whatever name. False where there is nothing.
  public static func isNeeded(for path: FilePath) -> Bool {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return false }
    return ![S_IFREG, S_IFDIR, S_IFBLK].contains(status.st_mode & S_IFMT)
  }

  /// Copies all that `source` brings until its writers close it; nil is standard input. Takes as much room as the
  /// media has. Cancelling the task ends it within a fraction of a second; what was written then stays.
  ///
  /// - Throws: `MediaError`.
  public static func copy(_ source: FilePath?, to destination: FilePath) async throws(MediaError) {
    let cancellation = Cancellation()
    try await OwnThread.run(name: "spool", cancellation: cancellation) { () throws(MediaError) in
      let stream: ByteStream
      if let source {
        stream = try ByteStream(path: source, cancellation: cancellation)
      } else {
        stream = try ByteStream(standardInput: cancellation)
      }
      try copy(stream, named: source ?? standardInput, to: destination)
    }
  }

  private static func copy(_ stream: ByteStream, named name: FilePath, to destination: FilePath) throws(MediaError) {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        destination, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
    } catch {
      throw MediaError(.output, path: destination, message: "cannot be created for the media from \(name): \(error)")
    }
    defer { try? file.close() }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 16)
    defer { buffer.deallocate() }
    var isEmpty = true
    while true {
      let count = stream.read(into: buffer)
      if stream.cancellation.isCancelled {
        throw MediaError(.cancelled, path: name, message: "cancelled while reading it")
      }
      if let failure = stream.failure { throw MediaError(.io, path: name, message: "reading failed: \(failure)") }
      guard count > 0 else { break }
      isEmpty = false
      do {
        try file.writeAll(buffer[..<Int(count)])
      } catch {
        throw MediaError(
          .output, path: destination,
          message: "the media from \(name) cannot be kept: \(error); make room, or set TMPDIR to another folder")
      }
    }
    if isEmpty {
      throw MediaError(.empty, path: name, message: "nothing came through it; see what the program that writes it says")
    }
  }
}
