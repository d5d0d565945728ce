import Foundation
import Speech
import TestSupport
import Testing

struct FourierTransformTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 16, 25, 30, 49, 60, 97, 100, 128, 400])
  func `agrees with the definition`(length: Int) {
    typealias Lanes = FourierTransform.Lanes
    var generator = SeededGenerator(seed: UInt64(length))
    let lanes = Lanes.scalarCount
    let input = (0..<lanes).map { _ in
      (0..<length).map { _ in
        (re: Float.random(in: -1...1, using: &generator), im: Float.random(in: -1...1, using: &generator))
      }
    }
    var real = (0..<length).map { n in Lanes((0..<lanes).map { input[$0][n].re }) }
    var imaginary = (0..<length).map { n in Lanes((0..<lanes).map { input[$0][n].im }) }
    var (scratchReal, scratchImaginary) = (real, imaginary)
    FourierTransform(length: length).transform(
      real: &real, imaginary: &imaginary, scratchReal: &scratchReal, scratchImaginary: &scratchImaginary)
    for lane in [0, 7, 15] {
      for k in 0..<length {
        var expected = (re: 0.0, im: 0.0)
        for n in 0..<length {
          let angle = -2 * Double.pi * Double(n * k % length) / Double(length)
          let (re, im) = (Double(input[lane][n].re), Double(input[lane][n].im))
          expected.re += re * cos(angle) - im * sin(angle)
          expected.im += re * sin(angle) + im * cos(angle)
        }
        let tolerance = 2e-6 * Double(length).squareRoot() * 4
        #expect(abs(Double(real[k][lane]) - expected.re) < tolerance)
        #expect(abs(Double(imaginary[k][lane]) - expected.im) < tolerance)
      }
    }
  }
}
