import Dispatch
import Foundation
import Glibc
import Inference
package import SystemPackage
import Transcript
package import WhisperCost

/// Measures what recognition costs on this machine, with sound and text of fixed length: the same work for every model
/// and every run, whatever the model makes of the sound.
package struct RecognitionBenchmark: Sendable {
  /// The folder of a Whisper model.
  package var model: FilePath
  /// The weights of Silero VAD, `.safetensors`.
  package var voiceActivity: FilePath
  package var device = "CPU"
  package var parallelism = Parallelism(cores: ProcessorCount.available)
  package var precision = RecognitionPrecision.auto

  /// Text of each window: fluent speech has 150 words a minute, and a word is 1.3 tokens.
  package static let tokensPerWindow = 100

  package init(model: FilePath, voiceActivity: FilePath) {
    self.model = model
    self.voiceActivity = voiceActivity
  }

  /// Loads the model and measures, on one worker and then on all: some ten seconds for a small model.
  package func run() async throws -> RecognitionBenchmarkReport {
    let clock = ContinuousClock()
    let start = clock.now
    let runtime = try Runtime()
    let detector = try VoiceActivityDetector.compile(voiceActivity, runtime: runtime)
    let model = try WhisperModel(
      directory: model, runtime: runtime, device: device, parallelism: parallelism, precision: precision)
    let load = clock.now - start
    // What was asked for may not fit into the memory.
    let chosen = model.parallelism
    let choice = RecognitionBenchmarkReport.Choice(
      processor: try runtime.property("FULL_DEVICE_NAME", of: device),
      cores: ProcessorCount.available, openVINO: Runtime.version, device: device,
      capabilities: model.precision.capabilities, arithmetic: model.arithmetic,
      bytesPerWeight: model.bytesPerWeight,
      decoderArithmetic: model.decoderArithmetic,
      cache: ElementType.int8.rawValue, weights: ElementType.int8.rawValue,
      workers: chosen.streams, coresPerWorker: max(1, chosen.threads / chosen.streams), batchSize: chosen.batchSize)

    let (workers, batchSize) = (chosen.streams, chosen.batchSize)
    let sounds = (0..<batchSize).map { Self.sound(model.windowLength, seed: UInt64($0)) }
    let rounds = try (0..<workers).map { _ in try Round(model, detector, sounds) }
    // The first run of a graph makes its kernels.
    _ = try await onThread { try rounds[0].run(windows: 1, tokens: 8) }
    let single = try await onThread { try rounds[0].run(windows: batchSize, tokens: Self.tokensPerWindow) }
    let machineStart = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for round in rounds {
        group.addTask {
          _ = try await onThread { try round.run(windows: batchSize, tokens: Self.tokensPerWindow) }
        }
      }
      try await group.waitForAll()
    }
    let machine = (clock.now - machineStart) / .seconds(1)
    let soundSeconds = Double(batchSize * model.windowLength) / Double(LogMelSpectrogram.sampleRate)
    return RecognitionBenchmarkReport(
      choice: choice,
      measured: .init(
        single, tokensPerWindow: Self.tokensPerWindow, loadSeconds: load / .seconds(1), soundSeconds: soundSeconds,
        timesRealTime: soundSeconds * Double(workers) / machine, peakMemoryBytes: Self.peakMemory()),
      roofline: device == "CPU" && choice.coresPerWorker == 1 && Roofline.isKnown(for: model.arithmetic)
        ? try await onThread { Roofline(model.sizes, single) } : nil)
  }

  /// Runs `body` away from Swift's task pool, which long calls must not block.
  private func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "surtitle.benchmark").async {
        continuation.resume(with: Swift.Result { try body() })
      }
    }
  }

  /// Tones that come and go four times a second, as syllables do, in noise.
  private static func sound(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SplitMix64(state: seed)
    return (0..<count).map { index in
      let time = Double(index) / Double(LogMelSpectrogram.sampleRate)
      let syllable = max(0, sin(2 * .pi * 4 * time))
      let tone = sin(2 * .pi * (140 + 10 * Double(seed % 8)) * time) + 0.5 * sin(2 * .pi * 700 * time)
      return Float(0.2 * syllable * tone + Double.random(in: -0.01...0.01, using: &generator))
    }
  }

  private static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

/// Batches of one worker through all stages.
///
/// SAFETY: run on one thread at a time.
private final class Round: @unchecked Sendable {
  private let model: WhisperModel
  private let sounds: [[Float]]
  private let voice: VoiceActivityDetector
  private let tools: RecognitionTools
  private let prompt: [Int]

  init(_ model: WhisperModel, _ detector: CompiledGraph, _ sounds: [[Float]]) throws {
    self.model = model
    self.sounds = sounds
    voice = try VoiceActivityDetector(detector)
    tools = try RecognitionTools(model, capacity: sounds.count, width: 1)
    prompt = try model.prompt(language: "en", translate: false, usesTimestamps: false)
  }

  func run(windows: Int, tokens: Int) throws -> RecognitionStatistics {
    var statistics = RecognitionStatistics()
    let firstStep = tools.decoder.steps
    for (row, sound) in sounds.prefix(windows).enumerated() {
      _ = try statistics.measure(.voiceActivity) { try voice.probabilities(sound) }
      statistics.measure(.features) { tools.listener.prepare(sound) }
      try statistics.measure(.encoder) { try tools.listener.hear(window: row) }
    }
    let texts = try statistics.measure(.decoder) { try write(windows: windows, tokens: tokens) }
    for text in texts {
      statistics.measure(.alignment) {
        _ = WindowAligner(tokenizer: model.tokenizer).words(text, sampleCount: model.windowLength, language: "en")
      }
    }
    statistics.windows = windows
    statistics.steps = tools.decoder.steps - firstStep
    statistics.tokens = texts.reduce(0) { $0 + $1.tokens.count }
    return statistics
  }

  /// Writes texts of one length, whatever the model makes of the sound.
  private func write(windows: Int, tokens: Int) throws -> [Hypothesis] {
    let end = model.tokenizer.endOfText
    let chooser = TokenChooser(rules: TokenRules(model, usesTimestamps: false))
    let trace = AttentionTrace(
      heads: model.configuration.alignmentHeads.count, positions: model.sizes.audioPositions)
    var texts = (0..<windows).map { _ in Hypothesis(attention: trace) }
    for count in 0..<tokens {
      let feeds = texts.enumerated().map { row, text in
        TextFeed(
          slot: row, window: row, position: count == 0 ? 0 : prompt.count + count - 1,
          tokens: text.tokens.last.map { [$0] } ?? prompt)
      }
      let step = try tools.decoder.step(feeds)
      for row in texts.indices {
        texts[row].attention.append(step.attention(row, positions: model.sizes.audioPositions))
        step.logits(row)[end] = -.infinity
        guard let choice = chooser.likeliest(1, step.logits(row), after: texts[row].tokens).first else { continue }
        texts[row].tokens.append(choice.token)
        texts[row].logProbabilities.append(choice.logProbability)
      }
    }
    return texts
  }
}
