import SystemPackage

extension ModelStore {
  /// Hashes every file of an installed model and compares with the catalogue, or with the day of its import.
  public func verify(
    _ name: String, progress: @escaping @Sendable (ModelEvent) -> Void = { _ in }
  ) async throws -> ModelVerification {
    try Self.checkName(name)
    let folder = self.folder(of: name)
    guard let record = ModelRecord.read(from: folder) else {
      _ = try model(named: name)
      guard !ModelRecord.exists(in: folder) else {
        throw ModelError(
          .notInstalled, "\(folder)/\(ModelRecord.fileName) cannot be read; run: \(remedy(for: name))")
      }
      throw ModelError(
        .notInstalled,
        "no digests are known for \(folder), which was put there by hand; to note those of today "
          + "run: surtitle models import \(folder) --as \(name) --replace")
    }
    var verification = ModelVerification(model: name, files: [], remedy: remedy(for: name))
    for file in expectedFiles(record) {
      progress(.verifying(file: file.name))
      let path = folder.appending(file.name)
      var state = ModelVerification.State.missing
      if byteCount(of: path) != nil {
        let digest = try await sha256(of: path)
        state = digest == file.sha256 ? .intact : .altered(sha256: digest)
      }
      verification.files.append(.init(name: file.name, state: state))
    }
    return verification
  }

  /// The catalogue's word counts for its models: the record lies beside the files and could have been changed too.
  private func expectedFiles(_ record: ModelRecord) -> [ModelFile] {
    catalogue.entries.first { $0.name == record.catalogueName }?.files ?? record.files
  }
}
