/// Memory for a tensor that outlives a call: inputs that stay in place, outputs written straight to where they are used.
///
/// One owner at a time fills and reads it; requests refer to it without copying.
public final class Tensor {
  public let type: ElementType
  /// How many elements there is room for.
  public let capacity: Int
  /// The shape of what is in it now: any with at most `capacity` elements.
  public private(set) var shape: [Int]
  public let bytes: UnsafeMutableRawBufferPointer

  /// Zeroed memory, aligned for vector loads.
  public init(_ type: ElementType, shape: [Int]) {
    self.type = type
    self.shape = shape
    capacity = shape.reduce(1, *)
    bytes = .allocate(byteCount: max(1, capacity * type.size), alignment: 64)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit {
    bytes.deallocate()
  }

  /// Reinterprets the memory, or its first part.
  public func reshape(_ shape: [Int]) {
    precondition(shape.reduce(1, *) <= capacity, "a tensor of \(capacity) elements cannot take the shape \(shape)")
    self.shape = shape
  }

  /// The elements; `Element` must be of the tensor's type.
  public func elements<Element: TensorElement>(as: Element.Type = Element.self) -> UnsafeMutableBufferPointer<Element> {
    precondition(Element.elementType == type, "the tensor holds \(type)")
    return bytes.bindMemory(to: Element.self)
  }
}

/// What an inference left in the memory of its request: valid until the next one.
public struct TensorView {
  public let type: ElementType
  public let shape: [Int]
  public let bytes: UnsafeRawBufferPointer

  /// The elements; `Element` must be of the tensor's type.
  public func elements<Element: TensorElement>(as: Element.Type = Element.self) -> UnsafeBufferPointer<Element> {
    precondition(Element.elementType == type, "the tensor holds \(type)")
    return bytes.bindMemory(to: Element.self)
  }
}
