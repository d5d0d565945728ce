public import SystemPackage

extension ModelStore {
  /// Copies a folder into the store, so that a machine without network can have models too.
  ///
  /// A folder with the bytes of a catalogue entry is recorded as that model. Any other is accepted after a look at
  /// its headers and recorded as the user's own, with the digests it has now.
  ///
  /// - Parameters:
  ///   - source: is only read.
  ///   - name: nil: the catalogue's name where the bytes match, else the folder's name.
  ///   - replacing: put it in the place of a model of this name.
  @discardableResult
  public func importFolder(
    _ source: FilePath, as name: String? = nil, replacing: Bool = false,
    progress: @escaping @Sendable (ModelEvent) -> Void = { _ in }
  ) async throws -> InstalledModel {
    let inspection = try ModelInspection(of: source)
    let match = try await catalogueEntry(like: source)
    let name = name ?? match?.name ?? source.lastComponent?.string ?? ""
    try Self.checkName(name)
    if match == nil, catalogue.entries.contains(where: { $0.name == name }) {
      throw ModelError(
        .digestMismatch,
        "\(source) is not the catalogue's \(name): its bytes differ; import it under another name with --as NAME")
    }
    return try await withLock(on: name, whenBusy: { progress(.waiting) }) {
      if !replacing, case .complete(let existing) = state(of: name) {
        if let match, existing.files == match.files {
          progress(.alreadyInstalled)
          return existing
        }
        throw ModelError(
          .alreadyExists, "there is already a model \(name) in \(directory): choose another name with --as NAME")
      }
      let staging = stagingFolder(of: name)
      try removeItem(staging)
      try makeFolder(staging)
      var files: [ModelFile] = []
      for file in match?.files.map(\.name) ?? inspection.files {
        progress(.verifying(file: file))
        let copy = staging.appending(file)
        let digest = try await sha256(of: source.appending(file), copyingTo: copy)
        files.append(ModelFile(name: file, sha256: digest, byteCount: byteCount(of: copy) ?? 0))
      }
      if let match, files != match.files {
        throw ModelError(.digestMismatch, "\(source) changed while it was copied; try again")
      }
      let model = try publish(
        ModelRecord(
          name: name, catalogueName: match?.name, kind: inspection.kind, licence: match?.licence,
          source: source.string, files: files))
      progress(.installed)
      return model
    }
  }

  /// The entry whose files are all in `folder`, byte for byte; sizes are compared before anything is hashed.
  private func catalogueEntry(like folder: FilePath) async throws -> ModelEntry? {
    for entry in catalogue.entries {
      guard entry.files.allSatisfy({ byteCount(of: folder.appending($0.name)) == $0.byteCount }) else { continue }
      var found: [ModelFile] = []
      for file in entry.files {
        let digest = try await sha256(of: folder.appending(file.name))
        found.append(ModelFile(name: file.name, sha256: digest, byteCount: file.byteCount))
      }
      if let match = ModelCatalogue(entries: [entry]).entry(matching: found) { return match }
    }
    return nil
  }
}
