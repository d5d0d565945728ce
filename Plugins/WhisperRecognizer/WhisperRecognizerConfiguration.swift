public import PluginKit
internal import Speech

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
  /// What to compute in: `int8`, `bfloat16`, `float16`, `float32`. `auto` takes bytes where the processor
  /// multiplies them best, else half-width numbers where the device computes with them, and 32 bits elsewhere: a word changes now and
  /// then for an equally likely one.
  public var precision = "auto"
  /// Workers side by side, each on one core; 0 chooses by the cores, at most 4. With the model `base` one takes 410 MB
  /// of memory, two 560 MB, four 750 MB; with larger models more.
  public var workers = 0
  /// Windows decoded together by each worker; 0 gives each eight, and lets more than four share 32. More reads each
  /// weight for more windows.
  public var batchSize = 0
  /// Memory that recognition may take, such as `900MB` or `2GB`: there are fewer windows and workers then. Empty for half
  /// of what the machine, or the container, has, and for models up to the size of `base` at most 900 MB, unless workers or
  /// batches are set here.
  public var memory = ""
  /// Languages that may be spoken, such as `["en", "fr"]`; empty for all that the model knows.
  public var languages: [String] = []
  /// Whether each stretch of speech is written in the language that it sounds like, for media that change it; not where
  /// the profile names a language. It takes a third more time, and short sentences may be taken for another language.
  public var multilingual = false
  /// Texts that are followed at the same time, 1…10. Five make some errors fewer, for twice the decoder's time; one takes
  /// the likeliest token each time.
  public var beamSize = 1
  /// So many times `beamSize` texts must come to their end before the best is taken, 1…4.
  public var patience = 1.0
  /// Samples of each attempt when the likeliest text is not believed, 1…10.
  public var bestOf = 5
  /// Other readings that each segment gets, 0…10.
  public var alternatives = 0
  /// Names and terms that are likelier than the model believes.
  public var hotwords: [String] = []
  /// What each token of a hotword gains, in nats, 0…10. Too much makes them out of anything.
  public var hotwordBonus = 2.0
  /// A text that comes before every window as if it had been said: its names and its style become likelier.
  public var initialPrompt = ""
  /// Whether each window's text starts from that of the window before: names are written alike, but a mistake is repeated
  /// as well. Windows are heard one after the other then, on one core.
  public var conditionOnPreviousText = false
  /// How numbers are written: `model` as the model does, `digits` in figures (25%, $5, 1999), `words` as they are said.
  public var numerals = "model"
  /// `written` with the marks that the model sets, `none` without: as search and scoring want it. Subtitles are divided
  /// at marks, so theirs are better with them.
  public var punctuation = "written"
  /// `written` with the capitals that the model sets, or `lower`.
  public var casing = "written"

  public init() {}

  public static let choices = [
    "precision": RecognitionPrecision.allCases.map(\.rawValue),
    "numerals": TextForm.Numerals.allCases.map(\.rawValue),
    "punctuation": TextForm.Punctuation.allCases.map(\.rawValue),
    "casing": TextForm.Casing.allCases.map(\.rawValue),
  ]

  /// - Throws: `ConfigurationError` for a number out of its range, and for a choice that there is none.
  func validate() throws {
    guard memory.isEmpty || ByteSize(memory) != nil else {
      throw ConfigurationError("/memory", "“\(memory)” is no size; write it as 900MB or 2GB")
    }
    for (pointer, value, range) in [
      ("/workers", workers, 0...256), ("/batchSize", batchSize, 0...64), ("/beamSize", beamSize, 1...10),
      ("/bestOf", bestOf, 1...10), ("/alternatives", alternatives, 0...10),
    ] where !range.contains(value) {
      throw ConfigurationError(pointer, "\(value) is not within \(range.lowerBound)…\(range.upperBound)")
    }
    for (name, value) in [
      ("precision", precision), ("numerals", numerals), ("punctuation", punctuation), ("casing", casing),
    ] {
      guard let choices = Self.choices[name], !choices.contains(value) else { continue }
      throw ConfigurationError("/\(name)", "“\(value)” is none of \(choices.joined(separator: ", "))")
    }
    for (pointer, value, range) in [("/patience", patience, 1.0...4.0), ("/hotwordBonus", hotwordBonus, 0...10)]
    where !range.contains(value) {
      throw ConfigurationError(pointer, "\(value) is not within \(range.lowerBound)…\(range.upperBound)")
    }
  }
}
