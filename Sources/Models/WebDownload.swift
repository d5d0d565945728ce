import Foundation
import SystemPackage

/// Fetches one file of a model from a web folder, continuing what an earlier attempt left.
struct WebDownload {
  /// A transfer that breaks after it brought something is continued this often.
  static let continuations = 3

  var file: ModelFile
  var base: String
  /// Grows while the transfer runs; kept when it breaks, removed when its bytes are wrong.
  var partial: FilePath
  var limits: WebLimits

  /// Returns when `partial` holds exactly the file of the catalogue.
  func run(onBytes: @escaping @Sendable (Int64) -> Void, onVerify: () -> Void) async throws {
    guard let address = URL(string: "\(base)/\(file.name)") else {
      throw ModelError(.sourceFailed, "\(base)/\(file.name) is not a web address")
    }
    while true {
      let start = try existingByteCount()
      if start < file.byteCount {
        try await fill(from: address, onBytes: onBytes)
      }
      onVerify()
      let digest = try await sha256(of: partial)
      if digest == file.sha256 { return }
      try removeItem(partial)
      guard start > 0 else {
        throw ModelError(
          .digestMismatch, "\(file.name) has sha256 \(digest.prefix(12))…, expected \(file.sha256.prefix(12))…")
      }
    }
  }

  private func existingByteCount() throws(ModelError) -> Int64 {
    let count = byteCount(of: partial) ?? 0
    guard count > file.byteCount else { return count }
    try removeItem(partial)
    return 0
  }

  private func fill(from address: URL, onBytes: @escaping @Sendable (Int64) -> Void) async throws {
    if address.isFileURL {
      _ = try await sha256(of: FilePath(address.path(percentEncoded: false)), copyingTo: partial)
      return
    }
    var left = Self.continuations
    while true {
      let before = byteCount(of: partial) ?? 0
      do {
        return try await transfer(from: address, offset: before, onBytes: onBytes)
      } catch WebTransfer.Outcome.rangeRefused where before > 0 {
        try removeItem(partial)
      } catch WebTransfer.Outcome.rangeRefused {
        throw ModelError(.sourceFailed, "\(file.name): the server sends a range that was not asked for")
      } catch WebTransfer.Outcome.cannotWrite(let reason) {
        throw ModelError(
          .fileSystem,
          "cannot write \(partial): \(reason); mend that and run the same command again (what has arrived is kept)")
      } catch WebTransfer.Outcome.failed(let reason) {
        let progressed = (byteCount(of: partial) ?? 0) > before
        guard progressed, left > 0 else { throw ModelError(.sourceFailed, "\(file.name): \(reason)") }
        left -= 1
        try await Task.sleep(for: limits.pause)
      }
    }
  }

  private func transfer(
    from address: URL, offset: Int64, onBytes: @escaping @Sendable (Int64) -> Void
  ) async throws {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(
        partial, .writeOnly, options: [.create, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      throw ModelError(.fileSystem, "cannot write \(partial): \(error)")
    }
    defer { try? descriptor.close() }
    let transfer = WebTransfer(file: descriptor, offset: offset, expected: file.byteCount, onBytes: onBytes)
    try await transfer.run(address, limits: limits)
    try synchronise(descriptor, partial)
  }
}
