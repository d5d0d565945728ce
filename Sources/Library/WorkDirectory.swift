internal import Foundation
internal import Glibc
internal import Synchronization
package import SystemPackage

/// A folder for temporary files that lives as long as this value, or at most until the next run after a crash.
///
/// The folder holds a lock file; the system drops the lock when the process ends, however it ends. So a folder whose
/// lock can be had belongs to nobody, also where process numbers are reused or come from another container.
package final class WorkDirectory: Sendable {
  package let path: FilePath
  private let lock: FileDescriptor

  /// Folders of this process.
  private static let current = Mutex<Set<FilePath>>([])

  /// Makes a folder with a random name in `parent`, which must exist.
  package init(in parent: FilePath) throws {
    let name = Self.prefix + String(UInt64.random(in: .min ... .max), radix: 16)
    path = parent.appending(name)
    do {
      let guardian = try Self.lock(parent, LOCK_SH)
      defer { try? guardian.close() }
      try Directory.create(path, permissions: 0o700)
      lock = try FileDescriptor.open(
        path.appending(Self.lockName), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
      _ = flock(lock.rawValue, LOCK_EX | LOCK_NB)
    } catch let error as Errno {
      throw LibraryError("make a folder for temporary files", path, error)
    }
    _ = Self.current.withLock { $0.insert(path) }
  }

  deinit {
    remove()
    try? lock.close()
  }

  /// Removes the folder with all in it. Safe to call more than once.
  package func remove() {
    _ = Self.current.withLock { $0.remove(path) }
    Directory.remove(path)
  }

  /// Removes all folders of this process, which is about to end without giving them back.
  package static func removeAll() {
    for path in current.withLock({ $0 }) { Directory.remove(path) }
  }

  /// The last part of the path: tells runs apart.
  package var name: String { path.lastComponent?.string ?? "" }

  /// A file in the folder for the number of the signal that the program dies of, in text. Nothing is written where it is
  /// killed from outside: that says nothing about what it had in work.
  package var crashFile: FilePath { path.appending(Self.crashName) }

  private static let prefix = "surtitle-"
  private static let lockName = "lock"
  private static let crashName = "crash"
  private static let machineName = "machine"

  /// How the process ended that a folder belonged to.
  package enum End: Hashable, Sendable {
    case crash(signal: Int32)
    /// The system ended programs for lack of memory since it last began something, this one probably among them.
    case outOfMemory
    /// By somebody, or by a fault that left no mark, such as an overflow of the stack.
    case killed
    /// With the machine, or without a trace.
    case unknown

    init(of folder: FilePath) {
      func text(_ name: String) -> String? {
        (try? Data(readingFile: folder.appending(name))).map { String(decoding: $0, as: UTF8.self) }
      }
      if let signal = text(crashName).flatMap({ Int32($0) }) {
        self = .crash(signal: signal)
      } else if let start = text(machineName).flatMap(MachineMoment.init(text:)) {
        let now = MachineMoment()
        self = start.boot != now.boot ? .unknown : start.endsForMemory(before: now) ? .outOfMemory : .killed
      } else {
        self = .unknown
      }
    }
  }

  /// Writes down what tells later how the process ended, if it ends without a word from here on.
  package func noteMachine() {
    let file = path.appending(Self.machineName)
    let new = FilePath(file.string + ".new")
    do {
      let descriptor = try FileDescriptor.open(
        new, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
      _ = try descriptor.closeAfter { try descriptor.writeAll(MachineMoment().text.utf8) }
      // What was noted before holds until this is whole.
      _ = rename(new.string, file.string)
    } catch {}
  }

  /// Removes the folders under `parent` whose process is gone, after telling `buried` their names and how those ended.
  /// Where that fails the folder stays, with all that it tells.
  static func removeLeftovers(in parent: FilePath, buried: (String, End) throws -> Void = { _, _ in }) rethrows {
    guard let guardian = try? lock(parent, LOCK_EX) else { return }
    defer { try? guardian.close() }
    func bury(_ folder: FilePath) throws {
      try buried(folder.lastComponent?.string ?? "", End(of: folder))
      Directory.remove(folder)
    }
    for name in (try? Directory.names(in: parent)) ?? [] where name.starts(with: Array(prefix.utf8)) {
      let folder = parent.appending(name: name)
      guard let file = try? FileDescriptor.open(folder.appending(lockName), .readOnly, options: [.closeOnExec]) else {
        try bury(folder)
        continue
      }
      defer { try? file.close() }
      if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 { try bury(folder) }
    }
  }

  /// Whether the process that made the folder `name` under `parent` is still there.
  package static func isAlive(_ name: String, in parent: FilePath) -> Bool {
    let path = parent.appending(name).appending(lockName)
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) else { return false }
    defer { try? file.close() }
    return flock(file.rawValue, LOCK_SH | LOCK_NB) != 0
  }

  /// Waits for a lock on the folder of the folders, so that none is cleared between being made and being locked.
  private static func lock(_ parent: FilePath, _ kind: CInt) throws -> FileDescriptor {
    let descriptor = try FileDescriptor.open(parent, .readOnly, options: [.directory, .closeOnExec])
    _ = flock(descriptor.rawValue, kind)
    return descriptor
  }
}
