import Foundation
import Media
import Moderation
import PluginKit
import Timeline
import Transcript

/// Finds speech that is hard to hear: `quiet-speech`, and `clipped-speech`.
struct Loudness: Annotator {
  struct Configuration: PluginConfiguration {
    /// dB of full scale.
    var quietLevel = -45.0
    var clippedSamples = 4
  }

  static let descriptor = PluginDescriptor(
    id: "org.surtitle.samples.loudness", version: "1.0.0", kind: .annotator,
    summary: "Finds speech that is hard to hear: too quiet, or clipped", licence: "Apache-2.0",
    consumes: [.audio, .transcript])

  private let configuration: Configuration

  init(configuration: Configuration) throws { self.configuration = configuration }

  func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    guard let audio else { return .none }
    var findings: [Finding] = []
    for (index, segment) in transcript.segments.enumerated() {
      try Task.checkCancellation()
      if let category = category(of: try audio.samples(in: segment.range)) {
        findings.append(Finding(category: category, range: segment.range, score: 1, source: Self.descriptor.id))
      }
      context.progress(Double(index + 1) / Double(transcript.segments.count))
    }
    return Annotations(findings: findings)
  }

  private func category(of samples: [Float]) -> String? {
    guard !samples.isEmpty else { return nil }
    var run = 0
    for sample in samples {
      run = abs(sample) >= 0.999 ? run + 1 : 0
      if run == configuration.clippedSamples { return "clipped-speech" }
    }
    let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
    return 10 * log10(max(power, 1e-12)) < configuration.quietLevel ? "quiet-speech" : nil
  }
}
