import Foundation
import Speech
import Testing

struct MemoryLimitTests {
  @Test func `there is some, and no more than the machine has`() {
    #expect((1...ProcessInfo.processInfo.physicalMemory).contains(UInt64(MemoryLimit.available)))
  }

  @Test(
    arguments: [
      ("2147483648\n", 2_147_483_648), ("1", 1), ("max\n", nil), ("", nil), ("-1", nil), ("0", nil),
      ("99999999999999999999", nil),
    ] as [(String, Int?)])
  func `the bytes of a limit`(text: String, expected: Int?) {
    #expect(MemoryLimit.limit(text) == expected)
  }

  @Test(arguments: [
    ("0::/\n", [""]),
    ("9:cpu:/a\n0::/system.slice/docker-1.scope\n", ["/system.slice/docker-1.scope", "/system.slice", ""]),
    ("9:cpu:/a\n", []), ("", []),
  ])
  func `the groups around a process`(membership: String, expected: [String]) {
    #expect(ControlGroup.paths(membership) == expected)
  }

  @Test(arguments: [
    ("9:memory:/docker/1\n0::/x\n", ["/docker/1", "/docker", ""]), ("4:cpu,memory:/a\n", ["/a", ""]), ("0::/\n", []),
    ("9:memory:/a:b\n", ["/a:b", ""]), ("memory", []),
  ])
  func `the groups of a controller of version 1`(membership: String, expected: [String]) {
    #expect(ControlGroup.paths(membership, of: "memory") == expected)
  }
}
