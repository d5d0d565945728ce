import Inference

/// What recognition may be told to compute in.
package enum RecognitionPrecision: String, Hashable, Sendable, CaseIterable {
  /// Bytes where the processor multiplies them best, else half-width numbers where the device computes with them, else
  /// 32 bits.
  case auto
  /// Encoder and decoder multiply bytes: weights and activations, each with scales.
  case int8
  case bfloat16, float16, float32

  /// Nil for the device's choice.
  var elementType: ElementType? { self == .auto || self == .int8 ? nil : ElementType(rawValue: rawValue) }
}
