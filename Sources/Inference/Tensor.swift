import Glibc

/// Memory for a tensor that outlives a call: inputs that stay in place, outputs written straight to where they are used.
///
/// One owner at a time fills and reads it; requests refer to it without copying.
public final class Tensor {
  public let type: ElementType
  public let shape: [Int]
  public let bytes: UnsafeMutableRawBufferPointer
  private let allocation: UnsafeMutableRawPointer

  private static let alignment = 64

  /// Zeroed memory, aligned for vector loads. What is never touched takes up none: a cache for eight windows costs
  /// one window's memory where only one is used.
  public init(_ type: ElementType, shape: [Int]) {
    self.type = type
    self.shape = shape
    // calloc gets large blocks from the system, which hands out zero pages when they are first written.
    let count = max(1, shape.reduce(type.size, *))
    guard let memory = calloc(1, count + Self.alignment) else { fatalError("out of memory for \(count) bytes") }
    allocation = memory
    let padding = (Self.alignment - Int(bitPattern: memory) % Self.alignment) % Self.alignment
    bytes = UnsafeMutableRawBufferPointer(start: memory + padding, count: count)
  }

  deinit {
    free(allocation)
  }

  /// Gives back the memory of the pages that lie wholly within `range`, in bytes, until they are written again. Nobody may
  /// rely on what they hold then: zeros, or where the system keeps them what they held.
  public func forget(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes of another tensor")
    guard let base = bytes.baseAddress, !range.isEmpty else { return }
    let page = Int(getpagesize())
    let start = (Int(bitPattern: base) + range.lowerBound + page - 1) / page * page
    let end = (Int(bitPattern: base) + range.upperBound) / page * page
    if start < end { madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_DONTNEED) }
  }

  /// The elements; `Element` must be of the tensor's type.
  public func elements<Element: TensorElement>(as: Element.Type = Element.self) -> UnsafeMutableBufferPointer<Element> {
    precondition(Element.elementType == type, "the tensor holds \(type)")
    return bytes.bindMemory(to: Element.self)
  }
}

/// What an inference left in the memory of its request, or what a kernel reads: valid until the next inference, or until
/// the kernel returns.
///
/// SAFETY: nobody writes while it is valid.
public struct TensorView: @unchecked Sendable {
  public let type: ElementType
  public let shape: [Int]
  public let bytes: UnsafeRawBufferPointer

  public init(type: ElementType, shape: [Int], bytes: UnsafeRawBufferPointer) {
    (self.type, self.shape, self.bytes) = (type, shape, bytes)
  }

  /// The elements; `Element` must be of the tensor's type.
  public func elements<Element: TensorElement>(as: Element.Type = Element.self) -> UnsafeBufferPointer<Element> {
    precondition(Element.elementType == type, "the tensor holds \(type)")
    return bytes.bindMemory(to: Element.self)
  }
}
