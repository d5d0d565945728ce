internal import Foundation
package import SystemPackage

/// The lists that can be named: those of a user, a text file each in one folder, and those that come with the program.
package struct VocabularyStore: Sendable {
  package let directory: FilePath

  package init(directory: FilePath) { self.directory = directory }

  /// `$SURTITLE_VOCABULARIES`, else `vocabularies` in `$XDG_CONFIG_HOME/surtitle`, else in `~/.config/surtitle`.
  package static func defaultDirectory(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> FilePath {
    if let path = environment["SURTITLE_VOCABULARIES"], !path.isEmpty { return FilePath(path) }
    // The XDG specification wants relative paths ignored.
    let base =
      if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
        FilePath(folder)
      } else {
        FilePath(environment["HOME"] ?? NSHomeDirectory()).appending(".config")
      }
    return base.appending("surtitle").appending("vocabularies")
  }

  /// Of the user's lists, in order; files whose name is none are left alone.
  package var ownNames: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory.string)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
      .filter { (try? VocabularyName.check($0)) != nil }.sorted()
  }

  /// Of all lists, in order.
  package var names: [String] { Set(ownNames).union(BundledVocabularies.names).sorted() }

  package func path(of name: String) -> FilePath { directory.appending("\(name).txt") }

  /// The text of a list: a user's comes before one of the same name that comes with the program.
  ///
  /// - Throws: `VocabularyError`.
  package func text(named name: String) throws -> [UInt8] {
    try VocabularyName.check(name)
    let path = path(of: name)
    if FileManager.default.fileExists(atPath: path.string) { return try Self.read(path, list: name) }
    guard let text = BundledVocabularies.text(named: name) else {
      let known = names
      throw VocabularyError(
        .unknownList, list: name,
        problems: [VocabularyProblem("there is no such list; there are \(known.joined(separator: ", "))")], known: known
      )
    }
    return text
  }

  /// - Throws: `VocabularyError`.
  package func list(named name: String) throws -> VocabularyList {
    try VocabularyList(text: text(named: name), name: name)
  }

  /// The bytes of a file, which is a list if it is not too large.
  ///
  /// - Throws: `VocabularyError`.
  package static func read(_ path: FilePath, list: String) throws -> [UInt8] {
    do {
      // A pipe would be waited for.
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      return try file.closeAfter {
        var status = stat()
        guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
          throw VocabularyError(.unreadableFile, list: list, "\(path) is no file; name a text file")
        }
        var bytes = [UInt8](repeating: 0, count: VocabularyListReader.byteLimit + 1)
        var count = 0
        while count < bytes.count {
          let read = try bytes.withUnsafeMutableBytes { try file.read(into: .init(rebasing: $0[count...])) }
          if read == 0 { break }
          count += read
        }
        return Array(bytes[..<count])
      }
    } catch let error as Errno {
      throw VocabularyError(.unreadableFile, list: list, "cannot read \(path): \(error)")
    }
  }
}
