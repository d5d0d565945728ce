import Foundation
import SystemPackage

/// The models of the user who runs the tests, as `make setup` brings them.
enum UserModels {
  static var folder: FilePath {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["SURTITLE_MODELS"], !folder.isEmpty { return FilePath(folder) }
    if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") {
      return FilePath(folder).appending("surtitle/models")
    }
    return FilePath(environment["HOME"] ?? NSHomeDirectory()).appending(".local/share/surtitle/models")
  }

  static var areAvailable: Bool {
    ["base/model.bin", "silero-vad/silero_vad_16k.safetensors"].allSatisfy {
      FileManager.default.fileExists(atPath: folder.pushing(FilePath($0)).string)
    }
  }
}
