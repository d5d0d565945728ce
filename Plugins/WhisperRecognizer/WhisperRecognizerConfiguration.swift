public import PluginKit

/// Settings of the Whisper recogniser.
public struct WhisperRecognizerConfiguration: PluginConfiguration {
  /// The model's name in the catalogue, or the name that a folder was imported under. `base` knows 99 languages and
  /// needs 150 MB.
  public var model = "base"
  /// The voice activity model that decides what the recogniser hears at all.
  public var voiceActivityModel = "silero-vad"
  /// An OpenVINO device: `CPU`, `GPU`, `NPU`. The CPU is everywhere.
  public var device = "CPU"
  /// What to compute in: `bfloat16`, `float16`, `float32`. `auto` takes half-width numbers where the device computes
  /// with them, which is faster and changes a word now and then for an equally likely one, and 32 bits elsewhere.
  public var precision = "auto"
  /// Windows recognised side by side, each on one core; 0 chooses by the cores, at most 4: each takes 300 MB.
  public var workers = 0
  /// Windows decoded together by each worker; 0 chooses by the workers, so that all stay under 1 GB. More reads each
  /// weight for more windows.
  public var batchSize = 0

  public init() {}
}
