import Foundation
import SystemPackage

/// A first look into a folder: is it a model that this program can read, and of which kind?
///
/// Headers only, and whether the weights are as long as theirs say; the engine checks every tensor when it loads the
/// model.
struct ModelInspection {
  let kind: ModelKind
  /// Names of the regular files at the top of the folder, hidden ones left out, sorted.
  let files: [String]

  /// Weights as older versions of `transformers` wrote them: programs in Python's pickle format.
  private static let pickles: Set = ["pytorch_model.bin", "pytorch_model.bin.index.json"]

  init(of folder: FilePath) throws(ModelError) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
    } catch {
      throw ModelError(.fileSystem, "cannot read folder \(folder): \(error.localizedDescription)")
    }
    files = names.filter {
      !$0.hasPrefix(".") && $0 != ModelRecord.fileName && byteCount(of: folder.appending($0)) != nil
    }.sorted()

    if files.contains("model.bin") {
      try WeightsExtent.checkCTranslate2(folder.appending("model.bin"))
      try Self.require(["config.json", "tokenizer.json"], of: files, in: folder)
      kind = .speechRecogniser
    } else if files.contains("model.safetensors") || files.contains(Self.index) {
      try Self.checkHuggingFace(folder, files)
      kind = .speechRecogniser
    } else if files.contains(where: Self.pickles.contains) {
      throw ModelError(
        .notAModel,
        "the weights in \(folder) are a Python pickle, which this program does not read: save them as safetensors, or "
          + "convert the model with ct2-transformers-converter")
    } else if let name = files.first(where: { $0.hasPrefix("silero_vad") && $0.hasSuffix(".safetensors") }) {
      try WeightsExtent.checkSafetensors(folder.appending(name))
      kind = .voiceActivity
    } else if files.contains("model.onnx"), !files.contains("config.json") {
      kind = .sentenceEncoder
    } else {
      throw ModelError(
        .notAModel,
        "\(folder) holds no model: expected model.bin (CTranslate2) or model.safetensors (Hugging Face) with "
          + "config.json and tokenizer.json, or silero_vad_16k.safetensors")
    }
  }

  private static let index = "model.safetensors.index.json"

  /// Weights in one file or in several that an index names, and what describes them.
  private static func checkHuggingFace(_ folder: FilePath, _ files: [String]) throws(ModelError) {
    let isSplit = !files.contains("model.safetensors")
    var weights: Set = ["model.safetensors"]
    if isSplit {
      guard let map = object(folder.appending(index))?["weight_map"] as? [String: String], !map.isEmpty else {
        throw ModelError(.notAModel, "\(folder)/\(index) is not an index of safetensors files")
      }
      weights = Set(map.values)
    }
    for name in weights.sorted() {
      guard files.contains(name) else { throw ModelError(.notAModel, "\(folder) lacks \(name), which its index names") }
      try WeightsExtent.checkSafetensors(folder.appending(name))
    }
    try require(["config.json"], of: files, in: folder)
    guard object(folder.appending("config.json"))?["model_type"] as? String ?? "whisper" == "whisper" else {
      throw ModelError(.notAModel, "\(folder)/config.json is not of a Whisper model")
    }
    let hasParts = !files.contains("tokenizer.json") && files.contains("vocab.json")
    try require(hasParts ? ["vocab.json", "added_tokens.json"] : ["tokenizer.json"], of: files, in: folder)
  }

  private static func require(_ names: [String], of files: [String], in folder: FilePath) throws(ModelError) {
    for name in names {
      guard files.contains(name) else { throw ModelError(.notAModel, "\(folder) lacks \(name)") }
      guard object(folder.appending(name)) != nil else {
        throw ModelError(.notAModel, "\(folder)/\(name) is not a JSON object")
      }
    }
  }

  private static func object(_ path: FilePath) -> [String: Any]? {
    guard let data = try? Data(contentsOf: URL(filePath: path.string)) else { return nil }
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
  }
}
