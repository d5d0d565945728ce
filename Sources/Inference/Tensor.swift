import Glibc

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
  private let allocation: UnsafeMutableRawPointer

  private static let alignment = 64

  /// Zeroed memory, aligned for vector loads. What is never touched takes up none: a cache for eight windows costs
  /// one window's memory where only one is used.
  public init(_ type: ElementType, shape: [Int]) {
    self.type = type
    self.shape = shape
    capacity = shape.reduce(1, *)
    // calloc gets large blocks from the system, which hands out zero pages when they are first written.
    let count = max(1, capacity * type.size)
    guard let memory = calloc(1, count + Self.alignment) else { fatalError("out of memory for \(count) bytes") }
    allocation = memory
    let padding = (Self.alignment - Int(bitPattern: memory) % Self.alignment) % Self.alignment
    bytes = UnsafeMutableRawBufferPointer(start: memory + padding, count: count)
  }

  deinit {
    free(allocation)
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
