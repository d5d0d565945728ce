import CFFmpeg
import Glibc
import SystemPackage

/// The bytes of one file, pipe or device, as FFmpeg's custom I/O asks for them.
///
/// FFmpeg never opens the file itself: so names such as `pipe:0`, `http:x` or bytes that are no UTF-8 are only names,
/// and a stalled pipe can be cancelled, which FFmpeg's own file protocol cannot while it sits in `read(2)`.
final class ByteStream {
  /// How long one wait for a pipe lasts before cancellation is looked at, in milliseconds.
  private static let pollInterval: CInt = 100

  let cancellation: Cancellation
  /// Bytes of a file or disk; nil for a pipe, socket or terminal, which cannot seek either.
  let size: Int64?
  /// The size that a RIFF header promises; nil for other files, and where its writer did not know.
  let riffSize: Int64?
  /// The first error of the operating system, if there was one.
  private(set) var failure: Errno?
  private let descriptor: FileDescriptor

  init(path: FilePath, cancellation: Cancellation) throws(MediaError) {
    do {
      // Without `nonBlocking` opening a pipe would wait for its writer, beyond the reach of cancellation.
      descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch {
      throw Self.openingFailed(error, path: path)
    }
    self.cancellation = cancellation
    var status = stat()
    let kind = fstat(descriptor.rawValue, &status) == 0 ? status.st_mode & S_IFMT : 0
    switch kind {
    case S_IFREG: size = Int64(status.st_size)
    case S_IFBLK: size = try? descriptor.seek(offset: 0, from: .end)
    default: size = nil
    }
    if kind == S_IFDIR {
      throw MediaError(.notMedia, path: path, message: "is a folder, not a file; name a file in it")
    }
    if kind == S_IFREG && size == 0 {
      throw MediaError(.empty, path: path, message: "the file is empty; copy or record it again")
    }
    riffSize = size == nil ? nil : Self.riffSize(of: descriptor)
    if size != nil { _ = try? descriptor.seek(offset: 0, from: .start) }
  }

  /// What the process is given as standard input, without asking what it is: it is read once and forwards.
  init(standardInput cancellation: Cancellation) throws(MediaError) {
    do {
      descriptor = try FileDescriptor.standardInput.duplicate()
    } catch {
      throw Self.openingFailed(error, path: "standard input")
    }
    self.cancellation = cancellation
    size = nil
    riffSize = nil
  }

  deinit { try? descriptor.close() }

  /// Bytes read, or one of FFmpeg's error codes; its end of file instead of 0.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> CInt {
    while !cancellation.isCancelled {
      if size == nil && !isReadable { continue }
      do {
        let count = try descriptor.read(into: buffer)
        return count == 0 ? cff_ERR_EOF : CInt(count)
      } catch let error as Errno {
        if error == .wouldBlock || error == .interrupted { continue }
        failure = failure ?? error
        return -error.rawValue
      } catch {
        return cff_ERR_EIO
      }
    }
    return cff_ERR_EXIT
  }

  /// The new position, the size for `AVSEEK_SIZE`, or one of FFmpeg's error codes.
  func seek(to offset: Int64, whence: CInt) -> Int64 {
    guard let size else { return Int64(cff_ERR_ESPIPE) }
    if whence & AVSEEK_SIZE != 0 { return size }
    let origin: FileDescriptor.SeekOrigin
    switch whence & ~AVSEEK_FORCE {
    case SEEK_SET: origin = .start
    case SEEK_CUR: origin = .current
    case SEEK_END: origin = .end
    default: return Int64(cff_ERR_EINVAL)
    }
    return (try? descriptor.seek(offset: offset, from: origin)) ?? Int64(cff_ERR_EINVAL)
  }

  /// Whether a read would return at once; waits for one poll interval at most.
  private var isReadable: Bool {
    var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, Self.pollInterval) > 0
  }

  private static func riffSize(of descriptor: FileDescriptor) -> Int64? {
    withUnsafeTemporaryAllocation(byteCount: 8, alignment: 4) { header in
      guard (try? descriptor.read(fromAbsoluteOffset: 0, into: header)) == 8,
        header.prefix(4).elementsEqual("RIFF".utf8)
      else { return nil }
      let size = UInt32(littleEndian: header.load(fromByteOffset: 4, as: UInt32.self))
      return size == 0 || size == .max ? nil : Int64(size) + 8
    }
  }

  private static func openingFailed(_ error: any Error, path: FilePath) -> MediaError {
    switch error as? Errno {
    case .noSuchFileOrDirectory, .notDirectory:
      MediaError(.notFound, path: path, message: "there is no such file; check the name")
    case .permissionDenied, .notPermitted:
      MediaError(.permission, path: path, message: "may not be read; change its permissions or run as its owner")
    case let errno?:
      MediaError(errno, "cannot be opened", path: path, advice: "check the disk or the network mount")
    case nil:
      MediaError(.io, path: path, message: "cannot be opened: \(error)")
    }
  }
}
