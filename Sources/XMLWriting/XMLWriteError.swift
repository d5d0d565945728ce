/// The XML library could not write: it ran out of memory.
package struct XMLWriteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The libxml2 function that failed.
  package var function: String

  package var description: String { "writing XML: \(function) failed: out of memory" }
}
