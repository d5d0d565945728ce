/// The highest of many scores, and whose they are.
struct BestScores {
  private let count: Int
  /// A heap, the least first.
  private var heap: [(number: Int, score: Float)] = []

  init(_ count: Int) {
    self.count = count
    heap.reserveCapacity(count)
  }

  /// What a score has to be above to be among them.
  var least: Float { heap.count < count ? 0 : heap[0].score }

  /// Best first; of the same score the one that came first.
  var sorted: [(number: Int, score: Float)] { heap.sorted { ($1.score, $0.number) < ($0.score, $1.number) } }

  mutating func add(_ number: Int, _ score: Float) {
    guard heap.count == count else {
      heap.append((number, score))
      var index = heap.count - 1
      while index > 0, heap[index].score < heap[(index - 1) / 2].score {
        heap.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
      return
    }
    guard count > 0, score > heap[0].score else { return }
    heap[0] = (number, score)
    var index = 0
    while true {
      let child = 2 * index + 1
      guard child < count else { return }
      let least = child + 1 < count && heap[child + 1].score < heap[child].score ? child + 1 : child
      guard heap[least].score < heap[index].score else { return }
      heap.swapAt(index, least)
      index = least
    }
  }
}
