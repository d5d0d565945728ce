/// A file of a model that cannot be used: which, and why.
package struct WeightsError: Error, CustomStringConvertible {
  package var path: String
  package var message: String

  package var description: String { "\(path): \(message)" }
}
