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

  @Test(arguments: [0, 1 << 20, (3 << 20) - 1])
  func seesAChangeAtEitherEnd(position: Int) throws {
    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    let a = try folder.write(String(decoding: bytes, as: UTF8.self), to: "a")
    bytes[position] = UInt8(ascii: "y")
    let b = try folder.write(String(decoding: bytes, as: UTF8.self), to: "b")
    // What lies between the first and the last MiB is not read.
    #expect(try (fingerprint(a) == fingerprint(b)) == (position == 1 << 20))
  }

  @Test func refusesAnEmptyFile() throws {
    let path = try folder.write("", to: "empty.mp4")
    #expect { try fingerprint(path) } throws: { ($0 as? LibraryError)?.code == .emptyFile }
  }

  @Test func refusesAFolder() throws {
    #expect { try FileIdentity(of: folder.path) } throws: { ($0 as? LibraryError)?.code == .wrongKind }
  }
}
