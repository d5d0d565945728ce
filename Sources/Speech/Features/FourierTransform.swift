import Foundation

/// The discrete Fourier transform of many real signals of one length at once: a signal a lane.
///
/// Works on `SIMD16<Float>`, so the code is the scalar algorithm and the machine does 16 signals in one go. Mixed radix,
/// decimation in time: any length whose prime factors are small is fast; 400 = 2⁴·5² is Whisper's.
package struct FourierTransform {
  package typealias Lanes = SIMD16<Float>

  package let length: Int
  private let factors: [Int]
  private let cosines: [Float]
  private let sines: [Float]

  package init(length: Int) {
    self.length = length
    var rest = length
    var factors: [Int] = []
    for radix in [4, 2, 3, 5] {
      while rest.isMultiple(of: radix) {
        factors.append(radix)
        rest /= radix
      }
    }
    if rest > 1 { factors.append(rest) }
    self.factors = factors
    let angles = (0..<length).map { -2 * Double.pi * Double($0) / Double(length) }
    cosines = angles.map { Float(cos($0)) }
    sines = angles.map { Float(sin($0)) }
  }

  /// Transforms complex lanes. All buffers hold `length` elements; `scratch` is overwritten.
  package func transform(
    real: UnsafeMutablePointer<Lanes>, imaginary: UnsafeMutablePointer<Lanes>,
    scratchReal: UnsafeMutablePointer<Lanes>, scratchImaginary: UnsafeMutablePointer<Lanes>
  ) {
    scratchReal.update(from: real, count: length)
    scratchImaginary.update(from: imaginary, count: length)
    step(
      level: 0, count: length, inputStride: 1, scratchReal, scratchImaginary, real, imaginary)
  }

  /// Transforms the `count` inputs at distance `inputStride` into contiguous output.
  private func step(
    level: Int, count: Int, inputStride: Int,
    _ inReal: UnsafeMutablePointer<Lanes>, _ inImaginary: UnsafeMutablePointer<Lanes>,
    _ outReal: UnsafeMutablePointer<Lanes>, _ outImaginary: UnsafeMutablePointer<Lanes>
  ) {
    guard count > 1 else {
      outReal[0] = inReal[0]
      outImaginary[0] = inImaginary[0]
      return
    }
    let radix = factors[level]
    let part = count / radix
    for r in 0..<radix {
      step(
        level: level + 1, count: part, inputStride: inputStride * radix, inReal + r * inputStride,
        inImaginary + r * inputStride, outReal + r * part, outImaginary + r * part)
    }
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 2 * radix) { turned in
      for k in 0..<part {
        for r in 0..<radix {
          // Twiddle factor exp(-2πi·rk/count) = table[rk·inputStride], as count·inputStride = length.
          let index = r * k * inputStride % length
          let (a, b) = (outReal[r * part + k], outImaginary[r * part + k])
          turned[2 * r] = a * cosines[index] - b * sines[index]
          turned[2 * r + 1] = a * sines[index] + b * cosines[index]
        }
        for q in 0..<radix {
          var (sumReal, sumImaginary) = (turned[0], turned[1])
          for r in 1..<radix {
            let index = (r * q % radix) * (length / radix)
            sumReal += turned[2 * r] * cosines[index] - turned[2 * r + 1] * sines[index]
            sumImaginary += turned[2 * r] * sines[index] + turned[2 * r + 1] * cosines[index]
          }
          outReal[q * part + k] = sumReal
          outImaginary[q * part + k] = sumImaginary
        }
      }
    }
  }
}
