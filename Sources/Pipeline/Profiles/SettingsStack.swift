internal import PluginHost

/// The settings of a profile, one layer over the other, and where each layer was written.
struct SettingsStack: Sendable {
  struct Layer: Sendable {
    var settings: JSONValue
    /// Where the settings begin in their document: `/profiles/subtitles`; empty for a file of one profile.
    var base: String
    /// Nil for what is built in.
    var file: SettingsFile?
    /// Instead of a file: `command line`.
    var origin: String?
  }

  /// The last comes before all others.
  private(set) var layers: [Layer]
  /// Where the profile itself is written: for what is wrong with all of it.
  private let home: Layer?

  init(_ layers: [Layer]) {
    self.layers = layers
    home = layers.last
  }

  mutating func add(_ layer: Layer) { layers.append(layer) }

  var merged: JSONValue { layers.reduce(.emptyObject) { $0.merged(with: $1.settings) } }

  /// `diagnostic`, whose pointer leads into the merged settings, as one of the layer that is to blame: the uppermost
  /// one that says something there.
  func located(_ diagnostic: ConfigurationDiagnostic) -> ConfigurationDiagnostic {
    var pointer: String? = diagnostic.pointer
    while let place = pointer, !place.isEmpty {
      if let layer = layers.last(where: { $0.settings[pointer: place] != nil }) {
        return layer.located(diagnostic)
      }
      pointer = place.parentPointer
    }
    return home?.located(diagnostic) ?? diagnostic
  }
}

extension SettingsStack.Layer {
  fileprivate func located(_ diagnostic: ConfigurationDiagnostic) -> ConfigurationDiagnostic {
    let pointer = base + diagnostic.pointer
    return ConfigurationDiagnostic(pointer, diagnostic.message, in: file?.place(of: pointer) ?? origin)
  }
}
