/// Pairs of neighbours that can be joined, the one that was learnt first at the front, and of the same rank the leftmost: a
/// binary heap.
struct MergeQueue {
  struct Merge {
    var rank: Int
    /// Of the left one.
    var place: Int
    var first: Int
    var second: Int
    /// What both become.
    var id: Int

    static func < (left: Merge, right: Merge) -> Bool { (left.rank, left.place) < (right.rank, right.place) }
  }

  private var heap: [Merge] = []

  mutating func insert(_ merge: Merge) {
    heap.append(merge)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popFirst() -> Merge? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in 2 * parent + 1...2 * parent + 2 where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
