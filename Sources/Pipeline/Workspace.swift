package import Library
internal import SystemPackage

/// What is remembered between runs, opened.
package struct Workspace: Sendable {
  package let state: StateDirectory
  package let catalogue: Catalogue
  package let layers: LayerStore
  /// What people decided about findings.
  package let reviews: ReviewStore
  /// Of all that is said.
  package let index: IndexHandle
  package let work: WorkDirectory

  /// Opens the state directory, making what is missing and clearing what a crash left.
  package init(_ state: StateDirectory) throws {
    self.state = state
    try state.prepare()
    catalogue = try Catalogue(path: state.catalogue)
    layers = LayerStore(root: state.layers)
    reviews = ReviewStore(path: state.reviews)
    index = IndexHandle(folder: state.index)
    var hasBuried = false
    work = try state.makeWorkDirectory { [catalogue] run, end in
      try JobJournal.bury(run, end, in: catalogue)
      hasBuried = true
    }
    // Also those whose folder somebody removed.
    for run in try catalogue.runsWithWork() where !WorkDirectory.isAlive(run, in: state.work) {
      try JobJournal.bury(run, .unknown, in: catalogue)
    }
    if hasBuried { layers.removeLeftovers() }
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
