package import SystemPackage

/// Turns texts into vectors that lie close together where the texts mean the same. A network in the program, a script in
/// tests.
package protocol TextEmbedder: Sendable {
  /// The name of its model: other weights under the same name make results stale.
  var model: String { get }
  /// Raised when the same weights give other vectors.
  var revision: String { get }
  /// Numbers of a vector.
  var dimension: Int { get }

  /// A vector for each of `texts`, as `SpanEmbeddings` has them. Stops within a second when the task is cancelled; `progress` is told 0…1.
  ///
  /// - Throws: `MissingModelError`, `EnvironmentError`.
  func vectors(
    of texts: [String], modelDirectory: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws -> [[Float]]

  /// SHA-256 of the weights that give them, in hexadecimal; nil for what has none.
  ///
  /// - Throws: `MissingModelError`, `EnvironmentError`.
  func weights(in modelDirectory: FilePath) async throws -> String?
}

extension TextEmbedder {
  package func weights(in modelDirectory: FilePath) async throws -> String? { nil }
}
