/// What is wrong with the data of a classifier. Never says what the data holds.
package struct ClassifierError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
