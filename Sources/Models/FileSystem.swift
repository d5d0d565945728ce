import Crypto
import Foundation
import Glibc
package import SystemPackage

/// Flushes a written file to the disk.
func synchronise(_ file: FileDescriptor, _ path: FilePath) throws(ModelError) {
  guard fsync(file.rawValue) == 0 else {
    throw ModelError(.fileSystem, "cannot flush \(path) to the disk: \(Errno(rawValue: errno))")
  }
}

/// Flushes the names in a folder to the disk, so that a rename outlives a power cut.
func synchroniseFolder(_ folder: FilePath) throws(ModelError) {
  do {
    let file = try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    defer { try? file.close() }
    try synchronise(file, folder)
  } catch let error as ModelError {
    throw error
  } catch {
    throw ModelError(.fileSystem, "cannot open folder \(folder): \(error)")
  }
}

/// Renames a file or folder; a file in the way is replaced, a folder is not.
func moveItem(_ from: FilePath, to destination: FilePath) throws(ModelError) {
  guard rename(from.string, destination.string) == 0 else {
    throw ModelError(.fileSystem, "cannot rename \(from) to \(destination): \(Errno(rawValue: errno))")
  }
}

func makeFolder(_ folder: FilePath) throws(ModelError) {
  do {
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
  } catch {
    throw ModelError(.fileSystem, "cannot make folder \(folder): \(error.localizedDescription)")
  }
}

/// Removes a file or folder; one that is not there is fine.
func removeItem(_ path: FilePath) throws(ModelError) {
  guard (try? FileManager.default.attributesOfItem(atPath: path.string)) != nil else { return }
  do {
    try FileManager.default.removeItem(atPath: path.string)
  } catch {
    throw ModelError(.fileSystem, "cannot remove \(path): \(error.localizedDescription)")
  }
}

/// Size of a regular file, links followed; nil where there is none.
func byteCount(of path: FilePath) -> Int64? {
  var status = stat()
  guard stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return Int64(status.st_size)
}

/// SHA-256 of a file, lower-case hexadecimal; copies it to `copy` in the same pass where given.
///
/// Gives way to other tasks and looks for cancellation every 4 MiB.
@concurrent
package func sha256(of path: FilePath, copyingTo copy: FilePath? = nil) async throws -> String {
  var hash = SHA256()
  do {
    let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    defer { try? file.close() }
    let output = try copy.map {
      try FileDescriptor.open(
        $0, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }
    defer { try? output?.close() }
    var buffer = [UInt8](repeating: 0, count: 4 << 20)
    while true {
      try Task.checkCancellation()
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { break }
      try buffer.withUnsafeBytes { bytes in
        let chunk = UnsafeRawBufferPointer(rebasing: bytes[..<count])
        hash.update(bufferPointer: chunk)
        if let output { try output.writeAll(chunk) }
      }
      await Task.yield()
    }
    if let output, let copy { try synchronise(output, copy) }
  } catch let error as Errno {
    throw ModelError(.fileSystem, "cannot read \(path)\(copy.map { " into \($0)" } ?? ""): \(error)")
  }
  return hash.finalize().map { String(format: "%02x", $0) }.joined()
}
