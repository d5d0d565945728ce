/// Recognises speech while it is spoken: takes sound in pieces, gives what is final and what may still change.
///
/// The decoder is that of files, and does not know the difference: all speech that is not final yet is heard anew after
/// every interval.
package struct LiveRecognizer: Sendable {
  private let engine: WhisperEngine
  private let options: LiveOptions

  package init(_ engine: WhisperEngine, options: LiveOptions = LiveOptions()) {
    self.engine = engine
    self.options = options
  }

  /// Updates as the sound arrives; the last one has everything final. The sound is taken as fast as it can be worked on.
  ///
  /// - Parameter pieces: samples at 16 kHz, mono, of any length.
  /// - Throws: in the stream what `pieces` throws, `InferenceError`, `UnknownLanguageError`; who stops listening stops
  ///   the work.
  package func updates<Pieces: AsyncSequence & Sendable>(
    of pieces: Pieces
  ) -> AsyncThrowingStream<LiveUpdate, any Error> where Pieces.Element == [Float] {
    AsyncThrowingStream { continuation in
      let work = Task {
        do {
          let session = try LiveSession(engine, options: options)
          for try await piece in pieces {
            if let update = try await session.hear(piece) { continuation.yield(update) }
          }
          continuation.yield(try await session.finish())
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in work.cancel() }
    }
  }
}
