internal import Foundation
internal import Library
internal import SystemPackage

/// Writes the signal that the program dies of into its working folder: the next start then knows that what was in work
/// may be to blame. Being killed from outside leaves no mark, and is nobody's fault.
enum CrashMarker {
  nonisolated(unsafe) private static var descriptor: CInt = -1

  static func install(for work: WorkDirectory) {
    let options: FileDescriptor.OpenOptions = [.create, .truncate, .closeOnExec]
    guard
      let file = try? FileDescriptor.open(
        work.crashFile, .writeOnly, options: options, permissions: .ownerReadWrite)
    else { return }
    descriptor = file.rawValue
    for number in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP] {
      signal(number) { number in
        // Nothing but what is allowed in a handler: no memory is taken.
        var digits: (UInt8, UInt8) = (UInt8(48 + number / 10 % 10), UInt8(48 + number % 10))
        _ = write(CrashMarker.descriptor, &digits, 2)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }
}
