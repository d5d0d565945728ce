import Foundation
import SystemPackage

/// JSON files of a model.
enum JSONFile {
  /// - Parameter what: the kind of file that is expected, for the message: “no Whisper config.json”.
  /// - Throws: `WeightsError`.
  static func decode<Value: Decodable>(_ type: Value.Type, from path: FilePath, what: String) throws -> Value {
    let file = try MappedFile(path)
    let data = try file.withBytes(offset: 0, count: file.count) { Data($0) }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw WeightsError(path: file.path, message: "this is \(what): \(error)")
    }
  }
}
