/// Where the alignment heads looked on the sound when each token of a text was chosen: the mean of their distributions.
package struct AttentionTrace: Sendable {
  package let heads: Int
  /// Encoder positions, of 0.02 s, that hold sound; what the heads see of the padding after them is left out.
  package let positions: Int
  /// [positions] for each token: texts that begin alike share them.
  private var rows: [[Float]] = []

  package init(heads: Int, positions: Int) {
    self.heads = heads
    self.positions = positions
  }

  /// Tokens.
  package var count: Int { rows.count }

  /// How much of a token's attention each position got.
  package func weights(of token: Int) -> [Float] { rows[token] }

  /// Adds what the heads saw for one more token, [heads, positions].
  package mutating func append(_ weights: [Float]) {
    precondition(weights.count == heads * positions, "weights of another window")
    var mean = [Float](repeating: 0, count: positions)
    weights.withUnsafeBufferPointer { weights in
      for head in 0..<heads {
        let own = UnsafeBufferPointer(rebasing: weights[head * positions..<(head + 1) * positions])
        let scale = 1 / Float(heads) / max(Self.total(own), 1e-20)
        for index in own.indices { mean[index] += scale * own[index] }
      }
    }
    rows.append(mean)
  }

  /// The trace of some of the tokens.
  package func tokens(_ indices: [Int]) -> AttentionTrace {
    var result = self
    result.rows = indices.map { rows[$0] }
    return result
  }

  /// The sum, sixteen lanes at a time: one after the other they would wait for each other.
  private static func total(_ values: UnsafeBufferPointer<Float>) -> Float {
    typealias Lanes = SIMD16<Float>
    let raw = UnsafeRawBufferPointer(values)
    let whole = values.count / Lanes.scalarCount * Lanes.scalarCount
    var lanes = Lanes.zero
    for index in stride(from: 0, to: whole, by: Lanes.scalarCount) {
      lanes += raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Float>.stride, as: Lanes.self)
    }
    return values[whole...].reduce(lanes.sum(), +)
  }
}
