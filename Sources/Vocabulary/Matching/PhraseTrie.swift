/// Phrases as sequences of terms.
struct PhraseTrie: Sendable {
  private var transitions: [UInt64: Int32] = [:]
  /// The entries that end in a node.
  private var entries: [[Int32]] = [[]]

  mutating func insert(_ terms: [Int32], entry: Int32) {
    var node: Int32 = 0
    for term in terms {
      let key = Self.key(node, term)
      if let next = transitions[key] {
        node = next
      } else {
        node = Int32(entries.count)
        entries.append([])
        transitions[key] = node
      }
    }
    if !entries[Int(node)].contains(entry) { entries[Int(node)].append(entry) }
  }

  /// The node behind `term`, or nil where no phrase goes on with it. The first node is 0.
  func node(after node: Int32, _ term: Int32) -> Int32? { transitions[Self.key(node, term)] }

  func entries(at node: Int32) -> [Int32] { entries[Int(node)] }

  private static func key(_ node: Int32, _ term: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: term))
  }
}
