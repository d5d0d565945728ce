/// A phrase of one to three words that says what is talked about.
package struct Keyword: Hashable, Sendable, Codable {
  /// As it is mostly written in the transcript.
  package var text: String
  /// 1 for the weightiest of the file, the others beside it.
  package var weight: Double
  /// How often it is said.
  package var count: Int
}
