import Speech
import Synchronization
import Testing

struct KernelWorkspacesTests {
  private final class Parts: Sendable {
    let ranges = Mutex<[Range<Int>]>([])
  }

  private final class Addresses: Sendable {
    let list = Mutex<[UInt]>([])
  }

  @Test(arguments: [1, 2, 3, 8], [0, 1, 11, 12, 13, 1500])
  func `each part is done once and begins at a multiple of the unit`(threads: Int, count: Int) {
    let workspaces = KernelWorkspaces(shared: 64, own: 64, threads: threads)
    let parts = Parts()
    workspaces.lend { workspace in
      workspace.share(count, by: 12) { range, _ in parts.ranges.withLock { $0.append(range) } }
    }
    let ranges = parts.ranges.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
    #expect(ranges.count <= threads)
    #expect(ranges.flatMap { Array($0) } == Array(0..<count))
    #expect(ranges.allSatisfy { $0.lowerBound.isMultiple(of: 12) })
  }

  @Test func `the parts of one kernel, and two kernels, have memory of their own`() {
    let workspaces = KernelWorkspaces(shared: 64, own: 64, threads: 3)
    let addresses = Addresses()
    workspaces.lend { first in
      workspaces.lend { second in
        for workspace in [first, second] {
          workspace.share(3, by: 1) { _, own in
            addresses.list.withLock { $0.append(UInt(bitPattern: own)) }
          }
          addresses.list.withLock { $0.append(UInt(bitPattern: workspace.shared)) }
        }
      }
    }
    #expect(Set(addresses.list.withLock { $0 }).count == 8)
  }

  @Test func `memory that was given back is lent again`() {
    let workspaces = KernelWorkspaces(shared: 64, own: 64, threads: 1)
    var addresses: [UnsafeMutableRawPointer] = []
    for _ in 0..<2 { workspaces.lend { addresses.append($0.shared) } }
    #expect(addresses[0] == addresses[1])
  }
}
