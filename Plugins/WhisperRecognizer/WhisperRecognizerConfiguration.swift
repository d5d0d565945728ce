public import PluginKit

/// Settings of the Whisper recogniser.
public struct WhisperRecognizerConfiguration: PluginConfiguration {
  /// The model's name in the catalogue, or the name that a folder was imported under. `base` knows 99 languages and
  /// needs 150 MB.
  public var model = "base"
  /// The voice activity model that decides what the recogniser hears at all.
  public var voiceActivityModel = "silero-vad"
  /// The OpenVINO device that runs the encoder, the largest part of the work: `CPU`, `GPU`, `NPU`. The CPU is
  /// everywhere.
  public var device = "CPU"
  /// What to compute in: `int8`, `bfloat16`, `float16`, `float32`. `auto` takes bytes for the encoder where that is
  /// fastest, else half-width numbers where the device computes with them, and 32 bits elsewhere: a word changes now and
  /// then for an equally likely one.
  public var precision = "auto"
  /// Workers side by side, each on one core; 0 chooses by the cores, at most 4. With the model `base` one takes 600 MB
  /// of memory, two 810 MB, four 900 MB, eight 1.1 GB; with larger models more.
  public var workers = 0
  /// Windows decoded together by each worker; 0 gives each eight, and lets more than two share sixteen. More reads each
  /// weight for more windows.
  public var batchSize = 0

  public init() {}
}
