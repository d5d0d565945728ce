/// Words and phrases that are likelier to be said than the model believes: names, terms.
///
/// An Aho-Corasick automaton over their tokens. Each token that goes on with a phrase earns a bonus; where the phrase is
/// left before its end, what was earned is taken back, so that half a name is no likelier than before (context biasing
/// as in Guo et al. 2023 and icefall).
package struct HotwordGraph: Hashable, Sendable {
  private struct Node: Hashable {
    var children: [Int: Int] = [:]
    /// The longest other beginning of a phrase that what was said so far ends with.
    var fallback = 0
    /// What the tokens up to here have earned.
    var earned: Float
    /// The part of it that is taken back when the phrase is left here: what lies in no phrase that is complete.
    var owed: Float
    var parent = 0
    var depth = 0
  }

  private var nodes = [Node(earned: 0, owed: 0)]

  /// Where in the phrases a text stands.
  package struct State: Hashable, Sendable {
    fileprivate var node = 0

    package init() {}
  }

  /// What is added to the logarithms of probabilities.
  package struct Bias {
    /// For each token that goes on with a phrase.
    package var tokens: [(token: Int, bonus: Float)]
    /// For all others: what is taken back, 0 or less.
    package var others: Float
  }

  /// - Parameters:
  ///   - phrases: as tokens; empty ones are left out.
  ///   - bonus: nats a token, 0…10.
  package init(_ phrases: [[Int]], bonus: Float) {
    var ends = Set<Int>()
    for phrase in phrases where !phrase.isEmpty {
      var place = 0
      for token in phrase {
        if let next = nodes[place].children[token] {
          place = next
        } else {
          nodes.append(
            Node(earned: nodes[place].earned + bonus, owed: 0, parent: place, depth: nodes[place].depth + 1))
          nodes[place].children[token] = nodes.count - 1
          place = nodes.count - 1
        }
      }
      ends.insert(place)
    }
    // Breadth first: fallbacks are shorter than what falls back on them.
    var queue = [0]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for (token, child) in nodes[node].children {
        nodes[child].fallback = node == 0 ? 0 : self.next(nodes[node].fallback, token) ?? 0
        nodes[child].owed = nodes[child].earned - kept(child, ends)
        queue.append(child)
      }
    }
  }

  /// What the phrases that are complete within those tokens have earned, as many of these as do not overlap. Everything
  /// nearer to the root is known.
  private func kept(_ node: Int, _ ends: Set<Int>) -> Float {
    func keptBefore(_ ancestor: Int) -> Float { nodes[ancestor].earned - nodes[ancestor].owed }
    var best = keptBefore(nodes[node].parent)
    var suffix = node
    while suffix != 0 {
      if ends.contains(suffix) {
        var ancestor = node
        for _ in 0..<nodes[suffix].depth { ancestor = nodes[ancestor].parent }
        best = max(best, keptBefore(ancestor) + nodes[suffix].earned)
      }
      suffix = nodes[suffix].fallback
    }
    return best
  }

  package var isEmpty: Bool { nodes.count == 1 }

  /// The state after a token, and what that changes.
  package func advance(_ state: State, by token: Int) -> (state: State, bonus: Float) {
    var result = State()
    if let child = nodes[state.node].children[token] {
      result.node = child
      return (result, nodes[child].earned - nodes[state.node].earned)
    }
    result.node = next(nodes[state.node].fallback, token) ?? 0
    return (result, nodes[result.node].earned - nodes[state.node].owed)
  }

  /// What may follow, and what it changes.
  package func bias(_ state: State) -> Bias {
    var tokens = Set(nodes[state.node].children.keys)
    var place = state.node
    while place != 0 {
      place = nodes[place].fallback
      tokens.formUnion(nodes[place].children.keys)
    }
    return Bias(
      tokens: tokens.sorted().map { ($0, advance(state, by: $0).bonus) }, others: -nodes[state.node].owed)
  }

  private func next(_ node: Int, _ token: Int) -> Int? {
    var place = node
    while true {
      if let child = nodes[place].children[token] { return child }
      if place == 0 { return nil }
      place = nodes[place].fallback
    }
  }
}
