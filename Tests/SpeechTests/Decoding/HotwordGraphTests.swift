import Speech
import TestSupport
import Testing

struct HotwordGraphTests {
  /// What a text earns, token by token.
  private func earned(_ tokens: [Int], by graph: HotwordGraph) -> [Float] {
    var state = HotwordGraph.State()
    return tokens.map { token in
      let step = graph.advance(state, by: token)
      state = step.state
      return step.bonus
    }
  }

  @Test func `a phrase earns a bonus for each token and keeps it`() {
    let graph = HotwordGraph([[1, 2, 3]], bonus: 2)
    #expect(earned([9, 1, 2, 3, 9, 9], by: graph) == [0, 2, 2, 2, 0, 0])
  }

  @Test func `half a phrase gives back what it earned`() {
    let graph = HotwordGraph([[1, 2, 3]], bonus: 2)
    #expect(earned([1, 2, 9], by: graph) == [2, 2, -4])
    #expect(earned([1, 2, 1, 2, 3], by: graph) == [2, 2, -2, 2, 2], "a phrase may begin where another is left")
    #expect(earned([1, 1, 2, 3], by: graph) == [2, 0, 2, 2])
  }

  @Test func `a phrase that goes on keeps what its beginning has earned`() {
    let graph = HotwordGraph([[1, 2], [1, 2, 3, 4]], bonus: 1)
    #expect(earned([1, 2, 9], by: graph) == [1, 1, 0])
    #expect(earned([1, 2, 3, 9], by: graph) == [1, 1, 1, -1])
    #expect(earned([1, 2, 3, 4, 9], by: graph) == [1, 1, 1, 1, 0])
  }

  @Test func `the end of one phrase may be the beginning of another`() {
    let graph = HotwordGraph([[1, 2, 3], [2, 4]], bonus: 1)
    #expect(earned([1, 2, 4, 9], by: graph) == [1, 1, 0, 0], "two tokens of a phrase were said in the end")
  }

  @Test func `a phrase inside one that is left keeps what it earned`() {
    let inner = HotwordGraph([[1, 2, 3, 4], [2, 3]], bonus: 1)
    #expect(earned([1, 2, 3, 9], by: inner).reduce(0, +) == 2)
    #expect(earned([1, 2, 3, 4, 9], by: inner).reduce(0, +) == 4)
    let twice = HotwordGraph([[1, 2, 1, 2, 5], [1, 2]], bonus: 1)
    #expect(earned([1, 2, 1, 2, 9], by: twice).reduce(0, +) == 4)
    #expect(earned([1, 2, 1, 2, 5, 9], by: twice).reduce(0, +) == 5)
    #expect(earned([1, 2, 1, 9], by: twice).reduce(0, +) == 2)
  }

  @Test func `what may follow agrees with what follows`() {
    let graph = HotwordGraph([[1, 2, 3], [2, 4], [1, 5], [6]], bonus: 1.5)
    var generator = SeededGenerator(seed: 1)
    var state = HotwordGraph.State()
    for _ in 0..<2000 {
      let token = Int.random(in: 0...7, using: &generator)
      let bias = graph.bias(state)
      let step = graph.advance(state, by: token)
      #expect(bias.tokens.first { $0.token == token }?.bonus ?? bias.others == step.bonus)
      #expect(bias.others <= 0)
      state = step.state
    }
  }

  @Test func `no phrases change nothing`() {
    for graph in [HotwordGraph([], bonus: 2), HotwordGraph([[]], bonus: 2)] {
      #expect(graph.isEmpty && graph.bias(HotwordGraph.State()).tokens.isEmpty)
      #expect(earned([1, 2], by: graph) == [0, 0])
    }
  }
}
