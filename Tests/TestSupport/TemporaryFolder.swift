internal import Foundation
package import SystemPackage

/// A folder for one test, removed with all in it when the test lets go of it.
package final class TemporaryFolder: Sendable {
  package let path: FilePath

  package init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("surtitle-test-\(UUID().uuidString)")
    try make(path)
  }

  deinit {
    // By the shell's tool, since Foundation does not reach names that are no text.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/rm")
    process.arguments = ["-rf", path.string]
    try? process.run()
    process.waitUntilExit()
  }

  /// Writes a file below the folder and returns its path; missing folders are made.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> FilePath {
    try write(text, toBytes: Array(name.utf8))
  }

  /// The same for a name of any bytes.
  @discardableResult
  package func write(_ text: String, toBytes name: [UInt8]) throws -> FilePath {
    var bytes = path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    bytes.append(CChar(bitPattern: UInt8(ascii: "/")))
    bytes += name.map { CChar(bitPattern: $0) }
    let file = FilePath(platformString: bytes + [0])
    try makeAll(file.removingLastComponent())
    let descriptor = try FileDescriptor.open(
      file, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
    return file
  }

  /// Makes a folder below this one.
  @discardableResult
  package func makeFolder(_ name: String) throws -> FilePath {
    let folder = path.appending(name)
    try makeAll(folder)
    return folder
  }

  private func makeAll(_ folder: FilePath) throws {
    guard folder.withPlatformString({ access($0, F_OK) }) != 0 else { return }
    try makeAll(folder.removingLastComponent())
    try make(folder)
  }

  private func make(_ folder: FilePath) throws {
    guard folder.withPlatformString({ mkdir($0, 0o755) }) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
  }
}
