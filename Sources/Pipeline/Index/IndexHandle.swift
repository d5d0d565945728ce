internal import Foundation
internal import Glibc
internal import Library
package import MetadataIndex
internal import Synchronization
internal import SystemPackage

/// The index of a state directory, opened when it is first needed.
///
/// Each index has a folder of its own, and the file `current` names the one that holds: an index that is made anew takes
/// the place of the former in one rename, whoever reads or writes that.
package final class IndexHandle: Sendable {
  private let folder: FilePath
  private let opened = Mutex<(name: String, index: SearchIndex)?>(nil)

  init(folder: FilePath) { self.folder = folder }

  /// Whether there is one.
  package var exists: Bool { current != nil }

  /// The one that holds now. One that cannot be read is left, and a new one is begun: its rows come with the next run.
  ///
  /// - Throws: `LibraryError` with the code `state`.
  package func callAsFunction() throws -> SearchIndex {
    try opened.withLock { opened in
      if let opened, opened.name == current { return opened.index }
      let (name, index) = try locked { try open() }
      opened = (name, index)
      return index
    }
  }

  /// Makes an index with `fill` and puts it in the place of the one that is there. Others that write to that at the same
  /// time write in vain; since what is known of files rests on the index it was found out with, the next run puts them right.
  func replace(_ fill: (SearchIndex) throws -> Void) throws {
    let name = Self.newName
    let place = folder.appending(name)
    do {
      try Directory.create(place, permissions: 0o700)
      let index = try SearchIndex(path: Self.database(in: place))
      try fill(index)
      try index.compact()
      try locked {
        try choose(name)
        removeOthers(than: name)
      }
      opened.withLock { $0 = (name, index) }
    } catch {
      try? FileManager.default.removeItem(atPath: place.string)
      throw error
    }
  }

  private var current: String? {
    guard let text = try? Data(readingFile: folder.appending("current")) else { return nil }
    let name = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return Self.isName(name) ? name : nil
  }

  private func open() throws -> (String, SearchIndex) {
    if let name = current {
      let path = Self.database(in: folder.appending(name))
      if FileStatus.at(path) != nil {
        do {
          return (name, try SearchIndex(path: path))
        } catch  where SearchIndex.isDamage(error) {}
      }
    }
    let name = Self.newName
    try Directory.create(folder.appending(name), permissions: 0o700)
    let index = try SearchIndex(path: Self.database(in: folder.appending(name)))
    try choose(name)
    removeOthers(than: name)
    return (name, index)
  }

  private func choose(_ name: String) throws {
    _ = try AtomicFile.write(Data((name + "\n").utf8), to: folder.appending("current"), existing: .replace)
  }

  /// Those that held before, and what a rebuild that was killed left. Who has one open goes on with it.
  private func removeOthers(than name: String) {
    for other in (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    where Self.isName(other) && other != name {
      try? FileManager.default.removeItem(atPath: folder.appending(other).string)
    }
  }

  private func locked<Value>(_ body: () throws -> Value) throws -> Value {
    try Directory.create(folder, permissions: 0o700)
    do {
      let file = try FileDescriptor.open(
        folder.appending("lock"), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
      defer { try? file.close() }
      while flock(file.rawValue, LOCK_EX) != 0 {
        guard errno == EINTR else { throw Errno(rawValue: errno) }
      }
      return try body()
    } catch let error as Errno {
      throw LibraryError(.state, folder, "the index cannot be opened: \(error)")
    }
  }

  private static func database(in folder: FilePath) -> FilePath { folder.appending("index.sqlite") }
  private static var newName: String { "index-" + UUID().uuidString.lowercased() }
  private static func isName(_ name: String) -> Bool {
    name.hasPrefix("index-") && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
