import SystemPackage

/// Writes raw 32-bit float samples in native byte order, in large blocks.
struct SampleFile: ~Copyable {
  /// Samples of a block: 512 KiB.
  static let blockSize = 1 << 17

  private let path: FilePath
  private let descriptor: FileDescriptor

  /// Creates `path`, or empties it.
  init(path: FilePath) throws(MediaError) {
    self.path = path
    do {
      descriptor = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: [.ownerReadWrite])
    } catch {
      throw MediaError(.output, path: path, message: "cannot be created for the decoded sound: \(error)")
    }
  }

  deinit { try? descriptor.close() }

  func write(_ samples: [Float]) throws(MediaError) {
    do {
      _ = try samples.withUnsafeBytes { try descriptor.writeAll($0) }
    } catch {
      throw MediaError(
        .output, path: path,
        message: "the decoded sound cannot be written: \(error); make room (230 MB an hour) or choose another folder")
    }
  }
}
