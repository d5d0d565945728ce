package import Foundation
import Glibc
package import SystemPackage

/// A folder that was opened, and what lies in it, reached from its descriptor and without following a link: who may write
/// to the folder cannot put another in its place, at no moment.
package final class OpenFolder: Sendable {
  let descriptor: CInt

  /// Why a file in the folder is not read, to be said after “a file”.
  package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    case outside
    case kind
    case size(Int)
    case system(Errno)

    package var description: String {
      switch self {
      case .outside: "that is a link or lies outside of its temporary folder"
      case .kind: "that is no regular file"
      case .size(let limit): "of more than \(limit) bytes"
      case .system(let code): "that cannot be read (\(code))"
      }
    }
  }

  private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK

  /// - Parameter path: of the host's own; links in it are followed.
  package init(_ path: FilePath) throws(Errno) {
    descriptor = path.withPlatformString { open($0, Self.flags) }
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
  }

  /// A folder in `parent`.
  ///
  /// - Parameter name: with the zero at its end.
  init(_ name: [CChar], in parent: OpenFolder) throws(Errno) {
    descriptor = withExtendedLifetime(parent) {
      let first = openat(parent.descriptor, name, Self.flags | O_NOFOLLOW)
      guard first < 0, errno == EACCES else { return first }
      // Its owner may look into every folder, whatever its plug-in would like.
      guard fchmodat(parent.descriptor, name, 0o700, AT_SYMLINK_NOFOLLOW) == 0 else { return -1 }
      return openat(parent.descriptor, name, Self.flags | O_NOFOLLOW)
    }
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
  }

  /// Makes a private folder in `parent`.
  convenience init(making name: String, in parent: OpenFolder) throws(Errno) {
    let name = Array(name.utf8CString)
    guard withExtendedLifetime(parent, { mkdirat(parent.descriptor, name, 0o700) }) == 0 else {
      throw Errno(rawValue: errno)
    }
    try self.init(name, in: parent)
  }

  deinit { close(descriptor) }

  /// Reads a regular file.
  ///
  /// - Parameter path: relative.
  package func read(_ path: FilePath, limit: Int) throws(Problem) -> Data {
    let path = path.lexicallyNormalized()
    var names = path.components.map { Array($0.string.utf8CString) }
    guard path.isRelative, path.components.allSatisfy({ $0.kind == .regular }), let last = names.popLast() else {
      throw .outside
    }
    do {
      var folder = self
      for name in names { folder = try OpenFolder(name, in: folder) }
      let file = withExtendedLifetime(folder) {
        // A pipe would keep the host waiting for a writer.
        openat(folder.descriptor, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
      }
      guard file >= 0 else { throw Errno(rawValue: errno) }
      defer { close(file) }
      return try Self.read(file, limit)
    } catch let problem as Problem {
      throw problem
    } catch let code as Errno {
      // With O_NOFOLLOW, links are one or the other.
      throw code == .tooManySymbolicLinkLevels || code == .notDirectory ? .outside : .system(code)
    } catch {
      throw .system(.ioError)
    }
  }

  private static func read(_ file: CInt, _ limit: Int) throws -> Data {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw Errno(rawValue: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Problem.kind }
    guard status.st_size <= limit else { throw Problem.size(limit) }
    var data = Data(capacity: Int(status.st_size))
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = part.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Errno(rawValue: errno) }
      guard count > 0 else { return data }
      // It may grow while it is read.
      guard data.count + count <= limit else { throw Problem.size(limit) }
      data.append(contentsOf: part.prefix(count))
    }
  }

  package var isEmpty: Bool { names(atMost: 1).isEmpty }

  /// The names in it, each with the zero at its end.
  ///
  /// - Parameter limit: so many at most: a folder may hold more than memory does.
  func names(atMost limit: Int) -> [[CChar]] {
    // A description of its own: the place where the last listing ended belongs to that.
    let copy = openat(descriptor, ".", Self.flags)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != Array(".".utf8CString), name != Array("..".utf8CString) { names.append(name) }
    }
    return names
  }
}
