import Glibc
import Inference
import Testing

struct TensorTests {
  private let page = Int(getpagesize())

  @Test(arguments: [0..<40_000, 100..<20_000, 4096..<8192, 5000..<6000, 39_000..<40_000, 7..<7])
  func `what is forgotten is zero, what is not stays`(range: Range<Int>) {
    let tensor = Tensor(.uint8, shape: [40_000])
    tensor.elements(as: UInt8.self).update(repeating: 7)
    tensor.forget(range)
    let values = tensor.elements(as: UInt8.self)
    #expect(values[..<range.lowerBound].allSatisfy { $0 == 7 } && values[range.upperBound...].allSatisfy { $0 == 7 })
    // Whole pages go, wherever the first of them begins.
    #expect(values[range].count { $0 == 0 } >= max(0, range.count - 2 * page))
    #expect(values[range].count { $0 == 0 } % page == 0)
    values.update(repeating: 9)
    #expect(values.allSatisfy { $0 == 9 })
  }
}
