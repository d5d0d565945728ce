import Foundation
import Logging
import Media
import PluginKit
import SystemPackage
import TestSupport
import Timeline
import Transcript

/// Transcripts with vectors and sound, made up.
struct SpeechSketch {
  var segments: [Segment] = []

  /// Adds a segment of a second and a pause.
  mutating func say(_ text: String, language: LanguageTag = "en", speaker: String? = nil) {
    let start = Int64(segments.count) * 2000
    let texts = text.split(separator: " ")
    let length = 1000 / Int64(max(1, texts.count))
    let words = texts.enumerated().map { index, text in
      let begin = start + Int64(index) * length
      return Word(
        String(text), hasSpaceBefore: index > 0,
        range: TimeRange(
          start: MediaTime(milliseconds: begin), end: MediaTime(milliseconds: begin + length)), confidence: 1)
    }
    segments.append(Segment(words: words, language: language, speaker: speaker))
  }

  var transcript: Transcript {
    Transcript(
      language: "en", segments: segments, duration: MediaTime(milliseconds: Int64(segments.count) * 2000),
      provenance: Provenance(recognizer: "test", model: "none"))
  }

  /// The same vector for every utterance: what differs is what the words say.
  func context(dimension: Int = 768) -> PluginContext {
    let transcript = transcript
    let utterances = transcript.utterances
    let spans =
      utterances.map(\.words)
      + utterances.indices.compactMap { transcript.context(of: $0, in: utterances)?.words }
    let vector = [Float](repeating: Float(1 / Double(dimension).squareRoot()), count: dimension)
    var context = Self.bareContext
    context.embeddings = SpanEmbeddings(
      model: "minilm", dimension: dimension, spans: spans, vectors: spans.map { _ in vector })
    return context
  }

  /// Without vectors.
  static let bareContext = PluginContext(
    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: "", modelDirectory: "")

  /// Two seconds a voice, the first of them sounding: as segments are said.
  static func sound(of voices: [(hertz: Double, amplitude: Double)], sampleRate: Int = 16_000) -> [Float] {
    voices.flatMap { voice in
      (0..<2 * sampleRate).map { index in
        guard index < sampleRate else { return 0 }
        let phase = 2 * Double.pi * voice.hertz * Double(index) / Double(sampleRate)
        let wave = sin(phase) + 0.5 * sin(2 * phase) + 0.3 * sin(3 * phase)
        return Float(voice.amplitude * wave)
      }
    }
  }

  static func write(_ samples: [Float], to path: FilePath, sampleRate: Int = 16_000) throws -> AudioReference {
    try samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: path.string))
    return AudioReference(path: path, sampleRate: sampleRate, sampleCount: Int64(samples.count))
  }
}
