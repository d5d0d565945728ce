import Foundation
package import SystemPackage

/// The files of a Whisper model, in one of the layouts that are read.
package struct WhisperFiles: Hashable, Sendable {
  package enum Layout: Hashable, Sendable {
    /// `model.bin`, `config.json`, `tokenizer.json`: what faster-whisper uses.
    case cTranslate2
    /// `model.safetensors`, in one piece or with an index, `config.json`, `generation_config.json`, and `tokenizer.json`
    /// or `vocab.json` with `added_tokens.json`: what fine-tuning writes.
    case huggingFace
  }

  package let directory: FilePath
  package let layout: Layout
  /// The weights, or the index that names their files.
  package let weights: FilePath

  private static let weightsFiles: [(String, Layout)] = [
    ("model.bin", .cTranslate2), ("model.safetensors", .huggingFace), (SafetensorsIndex.fileName, .huggingFace),
  ]

  /// Nil where `directory` has no weights.
  package init?(in directory: FilePath) {
    let present = Self.weightsFiles.first { Self.exists(directory.appending($0.0)) }
    guard let (name, layout) = present else { return nil }
    self.init(directory, layout, weights: name)
  }

  /// - Throws: `WeightsError` where `directory` has no weights.
  package init(_ directory: FilePath) throws {
    guard let files = Self(in: directory) else {
      let names = Self.weightsFiles.map(\.0).joined(separator: ", ")
      throw WeightsError(path: directory.string, message: "there are no weights in it: none of \(names)")
    }
    self = files
  }

  /// The files in `directory` whether they are there or not.
  package init(_ directory: FilePath, _ layout: Layout, weights: String) {
    (self.directory, self.layout, self.weights) = (directory, layout, directory.appending(weights))
  }

  package var configuration: FilePath { directory.appending("config.json") }
  /// What fine-tuning writes apart from `config.json`: older models have no such file.
  var generation: FilePath { directory.appending("generation_config.json") }

  /// The file that names alignment heads and languages.
  var decoding: FilePath { layout == .huggingFace && Self.exists(generation) ? generation : configuration }

  /// The vocabulary: of CTranslate2 `vocabulary.txt`, which is read fastest, else `tokenizer.json`; of Hugging Face this
  /// one, else `vocab.json`.
  package var tokenizer: FilePath {
    let whole = directory.appending("tokenizer.json")
    let lines = directory.appending("vocabulary.txt")
    if layout == .cTranslate2, Self.exists(lines) { return lines }
    let vocabulary = directory.appending("vocab.json")
    return layout == .huggingFace && !Self.exists(whole) && Self.exists(vocabulary) ? vocabulary : whole
  }

  /// Whether a file of this name holds weights. Of several, `model-00001-of-00002.safetensors` is the first.
  package func isWeights(_ name: String) -> Bool {
    let own = weights.lastComponent?.string
    return own == SafetensorsIndex.fileName ? name.hasPrefix("model-") && name.hasSuffix(".safetensors") : name == own
  }

  static func exists(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }
}
