/// What of a file is put into the index that “surtitle search” searches.
package enum IndexedContent: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nothing.
  case off
  /// What is said; what it means as well where a plug-in of the profile wants to know that.
  case words
  /// What is said, and what it means.
  case meaning
}
