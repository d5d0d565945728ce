import CSpeechKernels
import Foundation
import TestSupport
import Testing

/// The vectorised loops against plain arithmetic, at every remainder that a vector width can leave.
struct SpeechKernelTests {
  private static let lengths = Array(0...70)

  private func random(_ count: Int, in range: ClosedRange<Float>, seed: Int) -> [Float] {
    var generator = SeededGenerator(seed: UInt64(seed))
    return (0..<count).map { _ in Float.random(in: range, using: &generator) }
  }

  // MARK: Maximum and sums

  @Test(arguments: lengths)
  func `the largest value`(count: Int) {
    let values = random(count, in: -50...50, seed: count)
    #expect(csk_maximum(values, count) == values.max() ?? -.infinity)
    for place in values.indices {
      var marked = values
      marked[place] = 99
      #expect(csk_maximum(marked, count) == 99)
      marked[place] = .nan
      let others = marked.filter { !$0.isNaN }
      #expect(csk_maximum(marked, count) == others.max() ?? -.infinity, "NaN at \(place) is passed over")
    }
  }

  @Test func `the largest of infinities`() {
    #expect(csk_maximum([-.infinity, -.infinity], 2) == -.infinity)
    #expect(csk_maximum([-.infinity, 3, .infinity], 3) == .infinity)
    #expect(csk_maximum([Float](repeating: .nan, count: 20), 20) == -.infinity)
  }

  @Test(arguments: lengths)
  func `the sum of exponentials`(count: Int) {
    let values = random(count, in: -30...4, seed: count)
    let maximum = values.max() ?? 0
    let expected = values.reduce(0.0) { $0 + exp(Double($1) - Double(maximum)) }
    let sum = Double(csk_sum_exponentials(values, count, maximum))
    #expect(abs(sum - expected) <= 1e-6 * max(1, expected))
  }

  @Test func `the exponential function has seven digits from 0 down to nothing`() {
    for step in 0...8600 {
      let x = -Float(step) / 100
      let value = Double(csk_sum_exponentials([x], 1, 0))
      let expected = exp(Double(x))
      #expect(abs(value - expected) <= 3e-7 * expected, "e^\(x)")
    }
    #expect(csk_sum_exponentials([0], 1, 0) == 1)
    #expect(csk_sum_exponentials([-88, -1000, -.infinity, -.greatestFiniteMagnitude], 4, 0) == 0)
    #expect(csk_sum_exponentials([], 0, 0) == 0)
  }

  // MARK: Half precision

  @Test func `every half is the float that it stands for, and comes back`() {
    let halves = (0...UInt16.max).map { $0 }
    var floats = [Float](repeating: 0, count: halves.count)
    csk_float_from_half(halves, halves.count, &floats)
    var back = [UInt16](repeating: 0, count: halves.count)
    csk_half_from_float(floats, floats.count, &back)
    var wrong: [UInt16] = []
    for half in halves {
      let float = floats[Int(half)]
      let expected = HalfReference.float(half)
      let isNotANumber = half & 0x7C00 == 0x7C00 && half & 0x3FF != 0
      let isRight =
        isNotANumber
        ? float.isNaN && back[Int(half)] & 0x7C00 == 0x7C00 && back[Int(half)] & 0x3FF != 0
        : float.bitPattern == expected.bitPattern && back[Int(half)] == half
      if !isRight { wrong.append(half) }
    }
    #expect(wrong.isEmpty, "\(wrong.count) of 65,536, the first is \(wrong.first ?? 0)")
  }

  @Test(arguments: lengths)
  func `floats are rounded to the nearest half, ties to even`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    // All exponents that matter: halves reach from 2^-24 to 65504.
    let values = (0..<count).map { _ in
      Float(
        sign: Bool.random(using: &generator) ? .plus : .minus,
        exponent: Int.random(in: -28...17, using: &generator), significand: Float.random(in: 1..<2, using: &generator))
    }
    expectHalves(of: values)
  }

  @Test func `ties, limits and tiny numbers become the right halves`() {
    var values: [Float] = [
      0, -0.0, 65504, 65519.996, 65520, -65520, 1e10, .infinity, -.infinity, .leastNonzeroMagnitude,
      .leastNormalMagnitude, 0x1p-24, 0x1p-25, 0x1.000002p-25, 0x1.8p-24, 0x1p-14, 0x1.ffcp-15, 0x1.ffep-15, 2049, 2051,
    ]
    // Halfway between neighbours, and a little to each side of it.
    for half in stride(from: 0, to: UInt16(0x7BFF), by: 37) {
      let middle = (HalfReference.float(half) + HalfReference.float(half + 1)) / 2
      values += [middle, middle.nextUp, middle.nextDown, -middle]
    }
    expectHalves(of: values)
    var result: UInt16 = 0
    csk_half_from_float([.nan], 1, &result)
    #expect(HalfReference.float(result).isNaN)
  }

  private func expectHalves(of values: [Float]) {
    var result = [UInt16](repeating: 0, count: values.count)
    csk_half_from_float(values, values.count, &result)
    for (value, half) in zip(values, result) { #expect(half == HalfReference.half(value), "\(value)") }
  }

  // MARK: Quantisation

  private func quantize(_ values: [Float]) -> (codes: [Int8], scale: Float) {
    var codes = [Int8](repeating: 0, count: values.count)
    let scale = csk_quantize(values, values.count, &codes)
    return (codes, HalfReference.float(scale))
  }

  @Test(arguments: lengths)
  func `quantised values are within half a step of the scale they are multiplied by`(count: Int) {
    let values = random(count, in: -3...3, seed: count)
    let (codes, scale) = quantize(values)
    let largest = values.map(abs).max() ?? 0
    #expect(abs(scale - (largest > 0 ? largest / 127 : 1)) <= scale / 2048)
    for (value, code) in zip(values, codes) {
      #expect((-127...127).contains(code))
      #expect(abs(value - Float(code) * scale) <= scale * 0.50001)
    }
    #expect(codes.map { Int($0).magnitude }.max() ?? 127 >= 126)
  }

  @Test(arguments: [1e-9, 1e-8, 4e-8, 1e-7, 3.9e-6, 5.7e-6, 1e-5, 1e-3, 1, 60_000, 8e6] as [Float])
  func `no magnitude is too small or too large to quantise`(top: Float) {
    let values = random(100, in: -top...top, seed: 7) + [top, -top]
    let (codes, scale) = quantize(values)
    #expect(scale > 0 && scale.isFinite)
    for (value, code) in zip(values, codes) { #expect(abs(value - Float(code) * scale) <= scale * 0.50001) }
  }

  @Test func `what cannot be quantised ends at the limits`() {
    let (codes, scale) = quantize([.infinity, -.infinity, .nan, 1e30, 0])
    #expect(codes == [127, -127, 127, 127, 0])
    #expect(scale == 65_504)
  }

  @Test func `a row of zeros has scale one`() {
    let (codes, scale) = quantize([Float](repeating: 0, count: 20))
    #expect(scale == 1)
    #expect(codes.allSatisfy { $0 == 0 })
    #expect(quantize([]).scale == 1)
  }
}

/// IEEE 754 binary16, written out.
private enum HalfReference {
  static func float(_ half: UInt16) -> Float {
    let sign: Float = half & 0x8000 == 0 ? 1 : -1
    let (exponent, fraction) = (Int(half >> 10 & 0x1F), Float(half & 0x3FF))
    return switch exponent {
    case 0: sign * fraction * 0x1p-24
    case 31: fraction == 0 ? sign * .infinity : .nan
    default: sign * (1 + fraction / 1024) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }

  static func half(_ float: Float) -> UInt16 {
    let sign: UInt16 = float.sign == .minus ? 0x8000 : 0
    let magnitude = Double(float.magnitude)
    if magnitude.isNaN { return 0x7E00 }
    // The distance between neighbours is 2^-24 for subnormal numbers and grows with the exponent.
    let exponent = magnitude == 0 ? -14 : max(-14, magnitude.isInfinite ? 16 : Int(magnitude.exponent))
    let step = Double(sign: .plus, exponent: exponent - 10, significand: 1)
    let rounded = (magnitude / step).rounded(.toNearestOrEven) * step
    if rounded > 65504 { return sign | 0x7C00 }
    if rounded < 0x1p-14 { return sign | UInt16(rounded / 0x1p-24) }
    let fraction = UInt16((rounded.significand - 1) * 1024)
    return sign | UInt16(Int(rounded.exponent) + 15) << 10 | fraction
  }
}
