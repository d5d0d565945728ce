internal import Crypto
package import Foundation
package import SystemPackage

/// SHA-256 of a whole file or text: how the library recognises what it wrote itself.
package struct ContentDigest: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Lower-case hexadecimal.
  package let description: String

  package init(of data: Data) {
    description = SHA256.hash(data: data).hexadecimal
  }

  /// Reads the file at `path`, whatever its size.
  package init(ofFile path: FilePath) throws {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      description = try file.closeAfter {
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
          let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
          if count == 0 { return hash.finalize().hexadecimal }
          buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
      }
    } catch let error as Errno {
      throw LibraryError("read it", path, error)
    }
  }

  init(stored: String) {
    description = stored
  }
}

extension Data {
  /// All bytes of the file at `path`, whatever bytes its name has.
  package init(readingFile path: FilePath) throws {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      self = try file.closeAfter {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
          let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
          if count == 0 { return data }
          data.append(contentsOf: buffer[..<count])
        }
      }
    } catch let error as Errno {
      throw LibraryError("read it", path, error)
    }
  }
}
