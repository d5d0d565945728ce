/// Arithmetic over long rows of numbers, sixteen at a time.
enum VectorMath {
  private typealias Lanes = SIMD16<Float>

  /// The index of the largest of `values`, the first of equals, and the value itself; nil for none.
  static func largest(_ values: UnsafeBufferPointer<Float>) -> (index: Int, value: Float)? {
    guard let base = values.baseAddress, !values.isEmpty else { return nil }
    var best = Lanes(repeating: -.infinity)
    let whole = values.count / 16 * 16
    for i in stride(from: 0, to: whole, by: 16) { best = pointwiseMax(best, load(base + i)) }
    var value = best.max()
    for i in whole..<values.count { value = max(value, values[i]) }
    // A second pass for the place is cheaper than carrying indices through the first.
    let target = Lanes(repeating: value)
    for i in stride(from: 0, to: whole, by: 16) where any(load(base + i) .== target) {
      for lane in 0..<16 where values[i + lane] == value { return (i + lane, value) }
    }
    for i in whole..<values.count where values[i] == value { return (i, value) }
    return nil  // only NaN
  }

  /// Σ exp(v − maximum), to about seven digits.
  static func sumOfExponentials(_ values: UnsafeBufferPointer<Float>, relativeTo maximum: Float) -> Float {
    guard let base = values.baseAddress else { return 0 }
    var sum = Lanes.zero
    let whole = values.count / 16 * 16
    let shift = Lanes(repeating: maximum)
    for i in stride(from: 0, to: whole, by: 16) { sum += exponential(load(base + i) - shift) }
    var tail = Lanes(repeating: -.infinity)
    for i in whole..<values.count { tail[i - whole] = values[i] - maximum }
    return (sum + exponential(tail)).sum()
  }

  private static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
  }

  /// eˣ for x ≤ 0: 2ⁿ·p(r) with the minimax polynomial of Cephes' expf; 0 below −87.
  private static func exponential(_ x: Lanes) -> Lanes {
    let clamped = pointwiseMax(x, Lanes(repeating: -87))
    let n = (clamped * 1.442_695_04).rounded(.toNearestOrEven)
    let r = (clamped - n * 0.693_359_375) + n * 2.121_944_4e-4
    var p = Lanes(repeating: 1.987_569_15e-4)
    p = p * r + 1.398_199_95e-3
    p = p * r + 8.333_451_9e-3
    p = p * r + 4.166_579_6e-2
    p = p * r + 1.666_666_55e-1
    p = p * r + 5.000_000_1e-1
    let value = p * r * r + r + 1
    let power = SIMD16<Int32>(truncatingIfNeeded: SIMD16<Int32>(n) &+ 127) &<< 23
    let scaled = value * unsafeBitCast(power, to: Lanes.self)
    return scaled.replacing(with: 0, where: x .< -87)
  }
}
