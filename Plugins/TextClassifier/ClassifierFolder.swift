internal import Foundation
internal import PluginKit
internal import SystemPackage
internal import Tokenizers

/// What lies in the folder of a classifier beside its weights.
struct ClassifierFolder {
  private struct Description: Decodable {
    var id2label: [String: String]?
    var problem_type: String?
    var max_position_embeddings: Int?
    var model_type: String?
    var pad_token_id: Int?
  }

  /// The network.
  let network: FilePath
  let tokenizer: TextTokenizer
  /// In the order of the network's output.
  let labels: [String]
  /// Whether labels do not exclude each other; nil where the description does not say.
  let isMultiLabel: Bool?
  /// Places that the network knows; nil where that is not said.
  let places: Int?
  let padding: Int

  /// - Throws: `EnvironmentError` that names the file.
  init(_ folder: FilePath) throws {
    let files = ["model.onnx", "model.xml"].map { folder.appending($0) }
    guard let network = files.first(where: { FileManager.default.fileExists(atPath: $0.string) }) else {
      throw EnvironmentError("there is no classifier in \(folder): neither model.onnx nor model.xml")
    }
    self.network = network
    func contents(_ name: String) throws -> Data {
      do { return try Data(contentsOf: URL(filePath: folder.appending(name).string)) } catch {
        throw EnvironmentError(
          "\(folder.appending(name)) cannot be read, which a classifier needs: \(error.localizedDescription)")
      }
    }
    do { tokenizer = try TextTokenizer(json: contents("tokenizer.json")) } catch let error as TokenizerError {
      throw EnvironmentError("\(folder.appending("tokenizer.json")) cannot be used: \(error)")
    }
    let file = try contents("config.json")
    guard let description = try? JSONDecoder().decode(Description.self, from: file) else {
      throw EnvironmentError("\(folder.appending("config.json")) is no description of a network in JSON")
    }
    guard let labels = description.id2label, !labels.isEmpty else {
      throw EnvironmentError("\(folder.appending("config.json")) does not name the labels: id2label is missing")
    }
    self.labels = try (0..<labels.count).map { index in
      guard let label = labels[String(index)] else {
        throw EnvironmentError("\(folder.appending("config.json")) has no label \(index) of \(labels.count)")
      }
      return label
    }
    isMultiLabel = description.problem_type.map { $0 == "multi_label_classification" }
    let padding = description.pad_token_id ?? tokenizer.padding
    self.padding = padding
    // The positions of these begin after that of padding.
    let isShifted = description.model_type.map { $0.contains("roberta") || $0 == "camembert" } ?? false
    guard (0...1_000_000).contains(padding),
      description.max_position_embeddings.map({ (8 + padding...1_000_000 + padding).contains($0) }) ?? true
    else {
      throw EnvironmentError(
        "\(folder.appending("config.json")) has a pad_token_id or max_position_embeddings that cannot be")
    }
    places = description.max_position_embeddings.map { isShifted ? $0 - padding - 1 : $0 }
  }
}
