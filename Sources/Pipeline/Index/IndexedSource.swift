internal import Foundation
internal import Library
package import Media
package import Moderation
package import PluginKit
package import SystemPackage
package import Transcript

/// What is stored of a file that is in the index: what its rows are made of, and what is exported of it.
package struct IndexedSource: Sendable {
  package var path: FilePath
  package var media: MediaInfo
  /// As the filters left it.
  package var transcript: Transcript
  /// With the indices that words have in `transcript`.
  package var annotations: Annotations
  /// As it was recognised, and what that means.
  var heard: Transcript
  var meanings: SpanEmbeddings?
  /// When the file was changed last, in seconds since 1970.
  var modified: Int64
  /// How its rows are made.
  var recipe: Recipe

  /// Of `transcript`; nil where there are none, and where a filter changed what was said.
  package var embeddings: SpanEmbeddings? { heard.words.map(\.text) == transcript.words.map(\.text) ? meanings : nil }

  /// What tells the file from all with other contents.
  package var identity: String { recipe.media.description }
}

/// Reads what is stored of files that are in the index.
struct IndexedSources {
  let workspace: Workspace

  /// Nil where a layer is missing or damaged: the run that makes it indexes the file.
  func source(of path: FilePath, _ recipe: Recipe) throws -> IndexedSource? {
    guard let layers = IndexRecipe(recipe).layers, let transcript = layer(Transcript.self, layers.transcript),
      let audio = layer(AudioRecord.self, layers.audio),
      let heard = layers.heard == layers.transcript ? transcript : layer(Transcript.self, layers.heard),
      let modified = try workspace.catalogue.identity(of: path)?.modified
    else { return nil }
    var found: [Annotations] = []
    for key in layers.annotations {
      guard let annotations = layer(Annotations.self, key) else { return nil }
      found.append(annotations)
    }
    let meanings = layers.embeddings.flatMap { layer(SpanEmbeddings.self, $0) }
    guard meanings != nil || layers.embeddings == nil else { return nil }
    return IndexedSource(
      path: path, media: audio.media, transcript: transcript,
      annotations: Annotations(merging: found).moved(from: heard, to: transcript), heard: heard, meanings: meanings,
      modified: modified / 1_000_000_000, recipe: recipe)
  }

  private func layer<Value: Decodable>(_ type: Value.Type, _ key: LayerKey) -> Value? {
    workspace.layers.read(key).flatMap { try? JSONDecoder().decode(type, from: $0) }
  }
}
