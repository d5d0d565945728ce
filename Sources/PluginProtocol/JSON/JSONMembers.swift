/// Takes note of the members of an object that were read.
struct JSONMembers {
  private var seen: UInt64 = 0

  /// Whether `key` is `name`, for the first time.
  ///
  /// - Parameter place: of the member among those of its object.
  /// - Throws: where it comes twice, which is for `JSONDecoder`.
  mutating func take(
    _ key: UnsafeRawBufferPointer, _ name: StaticString, _ place: UInt64
  ) throws(JSONReader.Surprise) -> Bool {
    guard key.count == name.utf8CodeUnitCount else { return false }
    for index in 0..<key.count where key[index] != name.utf8Start[index] { return false }
    guard seen & (1 << place) == 0 else { throw JSONReader.Surprise() }
    seen |= 1 << place
    return true
  }
}
