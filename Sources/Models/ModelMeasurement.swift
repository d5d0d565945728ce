/// What recognition with a model cost on a machine, with the settings that are chosen for it.
public struct ModelMeasurement: Hashable, Sendable, Codable {
  public var model: String
  /// Of the model's files: another model of the same name is not what was measured.
  public var byteCount: Int64
  public var machine: Machine
  /// The setting, `auto` where nothing else was asked for.
  public var precision: String
  /// Windows of 30 s that were in memory together.
  public var windows: Int
  /// What one worker needs for a window.
  public var encoderSeconds: Double
  public var decoderSeconds: Double
  /// All that does not depend on the model.
  public var otherSeconds: Double
  /// Seconds of sound recognised in a second, by all workers together.
  public var timesRealTime: Double
  public var peakMemoryBytes: Int64
  /// Of the encoder, 1, 2 or 4; nil in measurements of earlier versions.
  public var bytesPerWeight: Int?

  public init(
    model: String, byteCount: Int64, machine: Machine, precision: String, windows: Int, encoderSeconds: Double,
    decoderSeconds: Double, otherSeconds: Double, timesRealTime: Double, peakMemoryBytes: Int64,
    bytesPerWeight: Int? = nil
  ) {
    self.model = model
    self.byteCount = byteCount
    self.machine = machine
    self.precision = precision
    self.windows = windows
    self.encoderSeconds = encoderSeconds
    self.decoderSeconds = decoderSeconds
    self.otherSeconds = otherSeconds
    self.timesRealTime = timesRealTime
    self.peakMemoryBytes = peakMemoryBytes
    self.bytesPerWeight = bytesPerWeight
  }

  /// Whether an estimate can be made from it: the file may have been edited.
  var isPlausible: Bool {
    let times = [encoderSeconds, decoderSeconds, timesRealTime]
    return times.allSatisfy { $0 > 0 && $0 < 1e6 } && (0..<1e6).contains(otherSeconds)
      && (1...10_000).contains(windows)
      && [1, 2, 4].contains(bytesPerWeight ?? 1) && (1...(1 << 48)).contains(peakMemoryBytes)
  }
}
