import Foundation
import SystemPackage

/// What is written beside the files of an installed model, last, so that its presence means "complete".
struct ModelRecord: Hashable, Codable {
  static let fileName = "surtitle-model.json"

  /// Of this file's layout.
  var version = 1
  var name: String
  /// Name of the catalogue entry whose digests the files have; nil for an imported model.
  var catalogueName: String?
  var kind: ModelKind
  var licence: String?
  /// Title of the source, or the folder it was imported from.
  var source: String
  var files: [ModelFile]

  /// Whether something was installed into `folder`, even if its record cannot be read any more.
  static func exists(in folder: FilePath) -> Bool { byteCount(of: folder.appending(fileName)) != nil }

  static func read(from folder: FilePath) -> ModelRecord? {
    guard let data = try? Data(contentsOf: URL(filePath: folder.appending(fileName).string)) else { return nil }
    return try? JSONDecoder().decode(ModelRecord.self, from: data)
  }

  func write(to folder: FilePath) throws(ModelError) {
    let path = folder.appending(Self.fileName)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      var data = try encoder.encode(self)
      data.append(0x0A)
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      try file.closeAfter {
        _ = try data.withUnsafeBytes { try file.writeAll($0) }
        try synchronise(file, path)
      }
    } catch let error as ModelError {
      throw error
    } catch {
      throw ModelError(.fileSystem, "cannot write \(path): \(error)")
    }
  }
}
