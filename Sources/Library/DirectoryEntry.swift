internal import Glibc
package import SystemPackage

/// A name in a folder, with what the folder says about it: most file systems tell files from folders without a look at
/// each.
package struct DirectoryEntry: Hashable, Sendable {
  package enum Kind: Sendable { case file, directory, link, other, unknown }

  package var name: [UInt8]
  package var kind: Kind
}

extension Directory {
  /// What is in `path`, in the order of the bytes of the names, without `.` and `..`.
  package static func entries(in path: FilePath) throws -> [DirectoryEntry] {
    guard let stream = path.withPlatformString({ opendir($0) }) else {
      throw LibraryError("open this folder", path, Errno(rawValue: errno))
    }
    defer { closedir(stream) }
    var entries: [DirectoryEntry] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      entries.append(DirectoryEntry(name: name, kind: DirectoryEntry.Kind(type: entry.pointee.d_type)))
      errno = 0
    }
    // A folder that ends in an error is not one with fewer files: those would count as gone.
    guard errno == 0 else { throw LibraryError("read this folder", path, Errno(rawValue: errno)) }
    return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }
}

extension DirectoryEntry.Kind {
  fileprivate init(type: UInt8) {
    switch Int(type) {
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .directory
    case Int(DT_LNK): self = .link
    case Int(DT_UNKNOWN): self = .unknown
    default: self = .other
    }
  }
}
