import SystemPackage

/// Weights in several `.safetensors` files, and the index that says which tensor is in which: models of more than some
/// gigabytes come so.
struct SafetensorsIndex {
  static let fileName = "model.safetensors.index.json"

  let tensors: [String: WeightTensor]
  let files: [MappedFile]

  init(_ path: FilePath) throws {
    let index = try JSONFile.decode(Index.self, from: path, what: "no index of safetensors files")
    let directory = path.removingLastComponent()
    var shards: [String: SafetensorsFile] = [:]
    var tensors: [String: WeightTensor] = [:]
    for (tensor, name) in index.weight_map.sorted(by: { $0.key < $1.key }) {
      if shards[name] == nil {
        guard let component = FilePath.Component(name), component.kind == .regular, component.string == name else {
          throw WeightsError(path: path.string, message: "“\(tensor)” is to be in “\(name)”, which is no file name")
        }
        let shard = directory.appending(component)
        guard WhisperFiles.exists(shard) else {
          throw WeightsError(path: shard.string, message: "the file is missing; it is to hold “\(tensor)” and more")
        }
        shards[name] = try SafetensorsFile(shard)
      }
      guard let found = shards[name]?.tensors[tensor] else {
        throw WeightsError(
          path: directory.appending(name).string, message: "“\(tensor)” is missing; the index says that it is here")
      }
      tensors[tensor] = found
    }
    self.tensors = tensors
    files = shards.values.map(\.file)
  }

  private struct Index: Decodable {
    var weight_map: [String: String]
  }
}
