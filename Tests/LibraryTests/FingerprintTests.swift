import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

@Suite struct FingerprintTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func fingerprint(_ path: FilePath) throws -> Fingerprint {
    try Fingerprint(of: path, identity: FileIdentity(of: path))
  }

  @Test func isTheSameForACopy() throws {
    let a = try folder.write("same", to: "a")
    let b = try folder.write("same", to: "b")
    #expect(try fingerprint(a) == fingerprint(b))
  }

  /// Two files of `size` bytes, of a sound or silent, which are different at `position` alone.
  private func areTold(size: Int, silent: Bool, position: Int) throws -> Bool {
    var bytes = silent ? [UInt8](repeating: 0, count: size) : (0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let a = folder.path.appending("a")
    let b = folder.path.appending("b")
    try Data(bytes).write(to: URL(filePath: a.string))
    bytes[position] ^= 1
    try Data(bytes).write(to: URL(filePath: b.string))
    return try fingerprint(a) != fingerprint(b)
  }

  @Test(arguments: [0, 1, 1 << 20, (3 << 20) - 1]) func `a small file is seen whole`(position: Int) throws {
    #expect(try areTold(size: 3 << 20, silent: false, position: position))
  }

  @Test(arguments: [0, (1 << 20) - 1, 1 << 20, (5 << 20) - 1, (8 << 20) - 1])
  func `a change at either end is seen, and one in a piece between`(position: Int) throws {
    // The pieces of a file of 8 MiB begin every 201,893 bytes.
    let isSeen = try areTold(size: 8 << 20, silent: false, position: position)
    #expect(isSeen == (position != (5 << 20) - 1))
  }

  @Test func `silence is no proof of sameness`() throws {
    #expect(try areTold(size: 8 << 20, silent: true, position: (5 << 20) - 1))
  }

  @Test func refusesAnEmptyFile() throws {
    let path = try folder.write("", to: "empty.mp4")
    #expect { try fingerprint(path) } throws: { ($0 as? LibraryError)?.code == .emptyFile }
  }

  @Test func refusesAFolder() throws {
    #expect { try FileIdentity(of: folder.path) } throws: { ($0 as? LibraryError)?.code == .wrongKind }
  }
}
