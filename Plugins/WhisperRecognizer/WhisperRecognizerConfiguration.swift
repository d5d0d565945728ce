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
  /// Windows recognised side by side, each on one core; 0 takes one for each core.
  public var workers = 0
  /// Windows decoded together by each worker. 8 reads each weight once for 8 windows and stays under 1 GB.
  public var batchSize = 8

  public init() {}
}
