extension ModelCatalogue {
  /// What this version of the program offers.
  public static let standard = ModelCatalogue(entries: [
    whisperTinyEnglish, whisperBase, whisperSmall, whisperMedium, whisperLarge, whisperTurbo, whisperDistilled,
    sileroVoiceActivity,
  ])

  /// Fetched by `make setup`.
  public static let defaultNames = ["base", "silero-vad"]

  static let sileroVoiceActivity = ModelEntry(
    name: "silero-vad",
    kind: .voiceActivity,
    summary: "Silero voice activity detection 6.2.3, 16 kHz",
    languages: ["*"],
    licence: "MIT",
    files: [
      ModelFile(
        name: "silero_vad_16k.safetensors",
        sha256: "c59271c284ae9c8335d795d60e0bfdb71aaaceec578d9bd9ffc1b8153c319ea1", byteCount: 1_239_748)
    ],
    sources: [
      .web(
        title: "GitHub, snakers4/silero-vad",
        base: "https://raw.githubusercontent.com/snakers4/silero-vad/d5b52843f79c97810940534f3433e162470af83d"
          + "/src/silero_vad/data"),
      .packages([
        ModelPackage(
          name: "silero-vad", version: "6.2.3",
          sha256: "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8",
          pieces: [.init(file: "silero_vad_16k.safetensors", member: "silero_vad/data/silero_vad_16k.safetensors")])
      ]),
    ])
}
