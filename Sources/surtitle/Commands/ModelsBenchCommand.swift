internal import ArgumentParser
internal import Foundation
internal import Models
internal import PluginHost
internal import PluginKit
internal import Speech
internal import SystemPackage
internal import WhisperCost
internal import WhisperRecognizer

extension RecognitionPrecision: ExpressibleByArgument {}

extension ModelsCommand {
  struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure what recognition costs on this machine, and show what was chosen for it.",
      discussion: """
        The sound is made up and every window gets \(RecognitionBenchmark.tokensPerWindow) tokens of text, so that \
        machines, models and settings can be compared. Let nothing else run meanwhile. Without --workers and --batch \
        the result is kept for “surtitle models list”.
        """)

    @Argument(help: "A speech model that is installed.")
    var name = WhisperRecognizerConfiguration().model

    @Option(help: ArgumentHelp("What to compute in.", valueName: "precision"))
    var precision = RecognitionPrecision.auto

    @Option(help: ArgumentHelp("Windows side by side; without it as the cores and memory allow.", valueName: "n"))
    var workers: Int?

    @Option(help: ArgumentHelp("Windows decoded together by each worker; without it as memory allows.", valueName: "n"))
    var batch: Int?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      if let batch, !(1...64).contains(batch) { throw ValidationError("--batch must be within 1…64") }
      if let workers, !(1...256).contains(workers) { throw ValidationError("--workers must be within 1…256") }
    }

    func run() async throws {
      let store = ModelStore(directory: ModelStore.defaultDirectory())
      let installed = store.installed()
      func find(_ name: String) throws -> InstalledModel {
        guard let model = installed.first(where: { $0.name == name }) else {
          throw MissingModelError(model: name, directory: store.directory.string)
        }
        return model
      }
      let model = try find(store.resolve(name))
      let voiceActivity = try find(WhisperRecognizerConfiguration().voiceActivityModel).folder
      var benchmark = RecognitionBenchmark(
        model: model.folder, voiceActivity: voiceActivity.appending("silero_vad_16k.safetensors"))
      benchmark.precision = precision
      if let workers { benchmark.parallelism = Parallelism(workers: workers) }
      if let batch { benchmark.parallelism.batchSize = batch }
      benchmark.parallelism.isAsked = workers != nil || batch != nil
      let ready = benchmark
      let report = try await Interruption.cancelling { try await ready.run() }
      // What recognition chooses by itself is what a list of models should show.
      if workers == nil, batch == nil {
        MeasurementFile().record(ModelMeasurement(report, of: model, precision: precision))
      }
      guard !json else {
        let named = JSONValue.object(["model": .string(model.name)])
        return try StandardOutput.write(JSONValue(encoding: report).merged(with: named).pretty + "\n")
      }
      try StandardOutput.write(Self.text(report, model: model.name))
    }

    private static func text(_ report: RecognitionBenchmarkReport, model: String) -> String {
      let (choice, measured) = (report.choice, report.measured)
      let worker = choice.coresPerWorker == 1 ? "one core" : "one worker"
      func per(_ stage: String) -> String { fixed(1000 * measured.secondsPerWindow[stage, default: 0], 1) + " ms" }
      let rows =
        [
          ("model", model),
          ("processor", "\(choice.processor), \(choice.cores == 1 ? "1 core" : "\(choice.cores) cores")"),
          ("OpenVINO", "\(choice.openVINO), device \(choice.device): \(choice.capabilities.joined(separator: " "))"),
          (
            "arithmetic",
            "encoder \(choice.arithmetic), decoder \(choice.decoderArithmetic), weights \(choice.weights), cached sound \(choice.cache)"
          ),
          (
            "workers",
            "\(choice.workers), each on \(choice.coresPerWorker == 1 ? "a core" : "\(choice.coresPerWorker) cores") and "
              + "decoding \(choice.batchSize) windows at once"
          ),
          ("", ""),
          ("load", "\(fixed(measured.loadSeconds, 2)) s"),
          ("voice activity", "\(per("voiceActivity")) for a window of 30 s, on \(worker)"),
          ("features", per("features")),
          ("encoder", per("encoder")),
          (
            "decoder",
            "\(per("decoder")): \(fixed(measured.decoderMillisecondsPerStep, 2)) ms a step, "
              + "\(fixed(measured.decoderMillisecondsPerToken, 2)) ms a token"
          ),
          ("alignment", per("alignment")),
          (
            "speed",
            "\(fixed(measured.timesRealTimePerWorker, 1))× real time on \(worker), \(fixed(measured.timesRealTime, 1))× on all"
          ),
          ("peak memory", Int64(measured.peakMemoryBytes).formattedByteCount),
        ] + (report.roofline.map(rows) ?? [])
      return rows.map { "\($0.0.padded(to: 16)) \($0.1)".trimmingTrailingSpaces + "\n" }.joined()
    }

    private static func rows(_ roofline: Roofline) -> [(String, String)] {
      func percent(_ share: Double) -> String { fixed(100 * share, 0) + " %" }
      return [
        (
          "roofline",
          "encoder \(percent(roofline.encoder)), decoder \(percent(roofline.decoder)), with all else "
            + "\(percent(roofline.all)) of what a core can do:"
        ),
        (
          "",
          "\(fixed(roofline.multiplicationsPerSecond / 1e9, 0)) G multiplications a second, "
            + "\(fixed(roofline.bytesPerSecond / 1e9, 1)) GB/s"
        ),
      ]
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
  }
}
