import Foundation
import WhisperCost

/// What to expect of a model on this machine.
public struct ModelPerformance: Hashable, Sendable, Encodable {
  public enum Basis: String, Hashable, Sendable, Encodable {
    case measured
    /// By its sizes, from what another model cost.
    case estimated
  }

  public var basis: Basis
  /// The model that was measured.
  public var from: String
  /// Seconds of sound recognised in a second.
  public var timesRealTime: Double
  public var peakMemoryBytes: Int64

  init(_ measurement: ModelMeasurement) {
    basis = .measured
    from = measurement.model
    timesRealTime = measurement.timesRealTime
    peakMemoryBytes = measurement.peakMemoryBytes
  }

  /// The encoder's time grows with its multiplications, the decoder's with those of a token, the rest not at all; memory
  /// grows as recognition's own estimate, for as many windows: where it would be too much there will be fewer.
  ///
  /// With models of random weights in the shapes of the catalogue, on two busy cores of an AMD EPYC and from base, speed
  /// was within a third of what was then measured; how near memory is, `RecognitionMemory` says.
  init(of shape: WhisperShape, from measurement: ModelMeasurement, of reference: WhisperShape) {
    basis = .estimated
    from = measurement.model
    let before = measurement.encoderSeconds + measurement.decoderSeconds + measurement.otherSeconds
    let after =
      measurement.encoderSeconds * shape.encoderOperations / reference.encoderOperations
      + measurement.decoderSeconds * shape.decoderOperations / reference.decoderOperations
      + measurement.otherSeconds
    timesRealTime = measurement.timesRealTime * before / after
    func memory(_ shape: WhisperShape) -> Double {
      let workers = min(measurement.windows, Parallelism(cores: measurement.machine.cores).streams)
      let need = RecognitionMemory(shape, bytesPerWeight: measurement.bytesPerWeight ?? 1, texts: .init(samples: 0))
      return Double(need.total(workers: workers, batchSize: measurement.windows / workers))
    }
    peakMemoryBytes = Int64(Double(measurement.peakMemoryBytes) * memory(shape) / memory(reference))
  }
}

extension ModelPerformance {
  private var mark: String { basis == .estimated ? "~" : "" }

  /// `31×`, or `~6.2×` where estimated.
  public var speedText: String { "\(mark)\(Self.rounded(timesRealTime))×" }

  /// `590 MB`, or `~1.3 GB` where estimated.
  public var memoryText: String {
    let megabytes = Double(peakMemoryBytes) / 1e6
    return mark + (megabytes < 999.5 ? Self.rounded(megabytes) + " MB" : Self.rounded(megabytes / 1_000) + " GB")
  }

  /// Two digits that count, or as many as there are before the point.
  private static func rounded(_ value: Double) -> String {
    if value < 9.95 { return String(format: "%.1f", value) }
    guard value >= 99.5 else { return String(format: "%.0f", value) }
    return String(format: "%.0f", (value / 10).rounded() * 10)
  }
}
