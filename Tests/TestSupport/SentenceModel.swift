import Foundation
package import SystemPackage

/// The model of the sentence encoder.
package enum SentenceModel {
  /// Where the program looks for it.
  package static let folder: FilePath = {
    let environment = ProcessInfo.processInfo.environment
    func named(_ variable: String) -> FilePath? { environment[variable].flatMap { $0.isEmpty ? nil : FilePath($0) } }
    let models =
      named("SURTITLE_MODELS") ?? named("XDG_DATA_HOME")?.appending("surtitle/models")
      ?? FilePath(NSHomeDirectory()).appending(".local/share/surtitle/models")
    return models.appending("minilm")
  }()
}
