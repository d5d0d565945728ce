import Foundation
import Speech
import Testing

struct ProcessorCountTests {
  @Test func `there is at least one, and no more than the machine has`() {
    #expect((1...ProcessInfo.processInfo.processorCount).contains(ProcessorCount.available))
  }

  @Test(
    arguments: [
      ("Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed:\tff,ffffffff\n", 40),
      ("Cpus_allowed:\t\n", nil), ("", nil),
    ] as [(String, Int?)])
  func `the processors of a status`(status: String, expected: Int?) {
    #expect(ProcessorCount.allowed(status) == expected)
  }

  @Test(
    arguments: [
      ("200000 100000\n", 2), ("150000 100000", 2), ("1000 100000", 1), ("max 100000", nil), ("", nil), ("nan 1", nil),
      ("-1 100000", nil), ("100000 0", nil),
    ] as [(String, Int?)])
  func `the processors of a limit of time`(text: String, expected: Int?) {
    #expect(ProcessorCount.limit(text) == expected)
  }
}
