package import Library
internal import SystemPackage

/// What is remembered between runs, opened.
package struct Workspace: Sendable {
  package let state: StateDirectory
  package let catalogue: Catalogue
  package let layers: LayerStore
  package let work: WorkDirectory

  /// Opens the state directory, making what is missing and clearing what a crash left.
  package init(_ state: StateDirectory) throws {
    self.state = state
    try state.prepare()
    catalogue = try Catalogue(path: state.catalogue)
    layers = LayerStore(root: state.layers)
    var ended: [(run: String, signal: Int32?)] = []
    work = try state.makeWorkDirectory { ended.append(($0, $1)) }
    for (run, signal) in ended { try JobJournal.bury(run, signal: signal, in: catalogue) }
  }

  /// The digests of `models`, as `current` tells them or, for those that are not there now, as they were last seen.
  func digests(of models: [String], _ current: (String) -> String?) throws -> [String: String] {
    var digests: [String: String] = [:]
    for model in models {
      if let digest = current(model) {
        try catalogue.record(material: model, digest: digest)
        digests[model] = digest
      } else {
        digests[model] = try catalogue.material(model)
      }
    }
    return digests
  }
}

extension Catalogue: OutputOwners {}
