import Inference

/// What recognition may be told to compute in.
package enum RecognitionPrecision: String, Hashable, Sendable, CaseIterable {
  /// Half-width numbers where the device computes with them, 32 bits elsewhere.
  case auto
  case bfloat16, float16, float32

  /// Nil for the device's choice.
  var elementType: ElementType? { self == .auto ? nil : ElementType(rawValue: rawValue) }
}
