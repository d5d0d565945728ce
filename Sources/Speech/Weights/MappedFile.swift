import Glibc
package import SystemPackage

/// A file mapped into memory for reading.
package final class MappedFile: Sendable {
  package let path: String
  package let count: Int
  /// SAFETY: read-only memory at a fixed address for as long as this object lives.
  private nonisolated(unsafe) let base: UnsafeRawPointer?

  /// - Throws: `WeightsError`.
  package init(_ path: FilePath) throws {
    self.path = path.string
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? descriptor.close() }
      count = Int(try descriptor.seek(offset: 0, from: .end))
      base = try count > 0 ? Self.map(descriptor, count: count) : nil
    } catch let error as Errno {
      throw WeightsError(path: path.string, message: "the file cannot be read: \(error)")
    }
  }

  private static func map(_ descriptor: FileDescriptor, count: Int) throws -> UnsafeRawPointer {
    guard let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor.rawValue, 0), memory != MAP_FAILED else {
      throw Errno(rawValue: errno)
    }
    return UnsafeRawPointer(memory)
  }

  deinit {
    if let base { munmap(UnsafeMutableRawPointer(mutating: base), count) }
  }

  /// Gives back the memory that was read so far; it is read from the file again when it is asked for.
  func release() {
    if let base { madvise(UnsafeMutableRawPointer(mutating: base), count, MADV_DONTNEED) }
  }

  /// Lends `count` bytes from `offset` on; throws when the file ends before.
  package func withBytes<Result>(
    offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    let (end, overflow) = offset.addingReportingOverflow(count)
    guard let base, offset >= 0, count >= 0, !overflow, end <= self.count else {
      throw WeightsError(path: path, message: "the file is cut short: byte \(end) is asked for, it has \(self.count)")
    }
    return try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(start: base + offset, count: count)) }
  }
}
