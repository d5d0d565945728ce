/// Where the time of recognition went, and how much was done with it.
package struct RecognitionStatistics: Hashable, Sendable {
  package enum Stage: String, CaseIterable, Sendable {
    case voiceActivity, features, encoder, decoder, alignment
  }

  /// Seconds of the workers by stage. Each worker keeps one core busy.
  package var seconds: [Stage: Double] = [:]
  package var windows = 0
  /// Decoder steps, each for a whole batch.
  package var steps = 0
  package var tokens = 0

  package init() {}

  /// Runs `body` and books its time under `stage`.
  mutating func measure<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { seconds[stage, default: 0] += (ContinuousClock.now - start) / .seconds(1) }
    return try body()
  }

  package static func += (a: inout Self, b: Self) {
    a.seconds.merge(b.seconds, uniquingKeysWith: +)
    a.windows += b.windows
    a.steps += b.steps
    a.tokens += b.tokens
  }
}
