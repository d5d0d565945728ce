internal import Crypto
internal import Foundation

/// Everything that decides what a stage makes of a file. Its hash is the key of the result.
package struct Recipe: Hashable, Sendable, Codable {
  package var media: Fingerprint
  /// `recognise`, `deliver.subrip`, …
  package var stage: String
  /// Id and the part of the version that makes results stale: `org.surtitle.whisper 1.0`.
  package var plugin: String
  /// The settings that shape the result, in canonical form: JSON with sorted keys.
  package var configuration: String
  /// The layers that it is made from.
  package var inputs: [LayerKey]

  package init(media: Fingerprint, stage: String, plugin: String, configuration: String, inputs: [LayerKey]) {
    self.media = media
    self.stage = stage
    self.plugin = plugin
    self.configuration = configuration
    self.inputs = inputs
  }

  /// SHA-256 over the fields, each preceded by its length so that no two recipes spell the same bytes.
  package var key: LayerKey {
    var hash = SHA256()
    for field in [media.description, stage, plugin, configuration, String(inputs.count)] + inputs.map(\.hexadecimal) {
      let bytes = Array(field.utf8)
      hash.update(data: Array("\(bytes.count):".utf8))
      hash.update(data: bytes)
    }
    return LayerKey(hexadecimal: hash.finalize().hexadecimal)
  }

  /// What is different now from when `old` was made, for people: the reason why a result is stale.
  package func reasonForChange(since old: Recipe) -> String? {
    if media != old.media { return "the media file changed" }
    if plugin != old.plugin { return "\(old.plugin) was replaced by \(plugin)" }
    if configuration != old.configuration { return "settings changed" }
    if inputs != old.inputs { return "an earlier stage changed" }
    return nil
  }
}

/// The name of a stored result.
package struct LayerKey: Hashable, Sendable, Codable, CustomStringConvertible {
  /// 64 digits.
  package let hexadecimal: String
  package var description: String { hexadecimal }
}
