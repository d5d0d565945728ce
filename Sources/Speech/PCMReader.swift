import Media
package import SystemPackage

/// Reads stretches of decoded audio.
package final class PCMReader: SoundSource {
  private let path: FilePath
  private let descriptor: FileDescriptor

  /// - Throws: `SoundError`.
  package init(_ path: FilePath) throws {
    self.path = path
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch {
      throw SoundError(path: path, cause: error)
    }
  }

  deinit {
    try? descriptor.close()
  }

  /// The samples of `range`; fewer where the file ends before.
  ///
  /// - Throws: `SoundError`.
  package func samples(_ range: Range<Int>) throws -> [Float] {
    var failure: (any Error)?
    let samples = [Float](unsafeUninitializedCapacity: range.count) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var filled = 0
      do {
        while filled < range.count * 4 {
          let read = try descriptor.read(
            fromAbsoluteOffset: Int64(range.lowerBound * 4 + filled),
            into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled..<range.count * 4]))
          if read == 0 { break }
          filled += read
        }
      } catch {
        failure = error
      }
      count = filled / 4
    }
    if let failure { throw SoundError(path: path, cause: failure) }
    return samples
  }
}

/// Decoded audio that cannot be read: which file, and why.
package struct SoundError: Error, CustomStringConvertible {
  package var path: FilePath
  package var cause: any Error

  package var description: String { "\(path): the decoded audio cannot be read: \(cause)" }
}
