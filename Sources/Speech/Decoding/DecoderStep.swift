/// What a step of the decoder gave for texts that go on, in memory that is valid until the next step.
package struct DecoderStep {
  /// Where the alignment heads of a layer looked: [tokens, heads, 1, positions].
  package struct Looks {
    private let values: UnsafeBufferPointer<Float>
    fileprivate let heads: Int
    private let positions: Int

    package init(_ values: UnsafeBufferPointer<Float>, heads: Int, positions: Int) {
      (self.values, self.heads, self.positions) = (values, heads, positions)
    }

    fileprivate func first(_ count: Int, row: Int, head: Int) -> UnsafeBufferPointer<Float> {
      let start = (row * heads + head) * positions
      return UnsafeBufferPointer(rebasing: values[start..<start + count])
    }
  }

  private let logits: UnsafeMutableBufferPointer<Float>
  private let width: Int
  private let vocabulary: Int
  private let looks: [Looks]
  /// The last token of each feed.
  private let rows: [Int]

  /// - Parameters:
  ///   - logits: of what follows the last token of each feed, `width` for each; they will be changed.
  ///   - vocabulary: how many of them stand for tokens.
  ///   - looks: of each layer that has alignment heads.
  ///   - rows: for each feed, which of all tokens is its last one.
  package init(
    logits: UnsafeMutableBufferPointer<Float>, width: Int, vocabulary: Int, looks: [Looks], rows: [Int]
  ) {
    (self.logits, self.width, self.vocabulary, self.looks, self.rows) = (logits, width, vocabulary, looks, rows)
  }

  /// The logits of what follows the last token of a feed; they may be changed.
  func logits(_ feed: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(rebasing: logits[feed * width..<feed * width + vocabulary])
  }

  /// Where the alignment heads looked for what follows the last token of a feed: [heads, positions].
  func attention(_ feed: Int, positions: Int) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(looks.reduce(0) { $0 + $1.heads } * positions)
    for layer in looks {
      for head in 0..<layer.heads { result += layer.first(positions, row: rows[feed], head: head) }
    }
    return result
  }
}
