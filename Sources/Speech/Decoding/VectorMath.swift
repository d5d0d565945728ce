import CSpeechKernels

/// Arithmetic over long rows of numbers.
enum VectorMath {
  /// The index of the largest of `values`, the first of equals, and the value itself; nil for none.
  static func largest(_ values: UnsafeBufferPointer<Float>) -> (index: Int, value: Float)? {
    guard let base = values.baseAddress, !values.isEmpty else { return nil }
    let value = csk_maximum(base, values.count)
    // A second pass for the place is cheaper than carrying indices through the first.
    return values.firstIndex(of: value).map { ($0, value) }
  }

  /// Σ exp(v − maximum), to about seven digits.
  static func sumOfExponentials(_ values: UnsafeBufferPointer<Float>, relativeTo maximum: Float) -> Float {
    values.baseAddress.map { csk_sum_exponentials($0, values.count, maximum) } ?? 0
  }
}
