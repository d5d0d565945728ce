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
    work = try state.makeWorkDirectory()
  }
}

extension Catalogue: OutputOwners {}
