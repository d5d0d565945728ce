package import Foundation
import PluginKit
import Synchronization
package import SystemPackage

/// What is remembered of plug-ins from run to run: what the user grants, and which are left alone.
///
/// A file of JSON that people may read and edit. Several programs may change it at once: the last one counts.
package final class PluginRecords: Sendable {
  /// How often a plug-in failed, one time after the other.
  package struct Trouble: Hashable, Sendable, Codable {
    /// Of the plug-in: another one starts with a clean slate.
    package var version: String
    package var crashes: Int
    /// Why, the last time.
    package var reason: String
    package var since: Date

    /// After so many it is not started any more.
    package static let mostCrashes = 3
  }

  private struct Contents: Codable {
    var granted: [String: PluginManifest.Permissions] = [:]
    var troubles: [String: Trouble] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      granted = try container.decodeIfPresent([String: PluginManifest.Permissions].self, forKey: .granted) ?? [:]
      troubles = try container.decodeIfPresent([String: Trouble].self, forKey: .troubles) ?? [:]
    }
  }

  private let file: FilePath?
  private let contents: Mutex<Contents>

  /// - Parameter file: read where it is there, made when there is something to remember; nil remembers nothing.
  /// - Throws: `ConfigurationDiagnostics` where the file cannot be read.
  package init(file: FilePath?) throws {
    self.file = file
    guard let file, let data = FileManager.default.contents(atPath: file.string) else {
      contents = Mutex(Contents())
      return
    }
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      contents = Mutex(try decoder.decode(Contents.self, from: data))
    } catch {
      throw ConfigurationDiagnostics([
        ConfigurationDiagnostic("", "\(file) cannot be read (\(error)); mend it, or remove it and trust plug-ins anew")
      ])
    }
  }

  package func granted(_ plugin: String) -> PluginManifest.Permissions {
    contents.withLock { $0.granted[plugin] } ?? PluginManifest.Permissions()
  }

  /// Grants what a plug-in asks for, and lets it start again.
  package func trust(_ manifest: PluginManifest) throws {
    try change { contents in
      contents.granted[manifest.descriptor.id] = manifest.permissions
      contents.troubles[manifest.descriptor.id] = nil
    }
  }

  /// Takes back what was granted.
  package func distrust(_ plugin: String) throws {
    try change { $0.granted[plugin] = nil }
  }

  /// Nil for a plug-in that may start.
  package func quarantine(of manifest: PluginManifest) -> Trouble? {
    trouble(with: manifest).flatMap { $0.crashes >= Trouble.mostCrashes ? $0 : nil }
  }

  /// Failures since it last did what it was asked; nil for none.
  package func trouble(with manifest: PluginManifest) -> Trouble? {
    let found = contents.withLock { $0.troubles[manifest.descriptor.id] }
    return found?.version == manifest.descriptor.version ? found : nil
  }

  /// Counts a failure.
  func note(_ reason: String, of manifest: PluginManifest) throws {
    let crashes = (trouble(with: manifest)?.crashes ?? 0) + 1
    try change {
      $0.troubles[manifest.descriptor.id] = Trouble(
        version: manifest.descriptor.version, crashes: crashes, reason: reason, since: .now)
    }
  }

  /// Forgets failures: it did what it was asked.
  package func clear(_ plugin: String) throws {
    guard contents.withLock({ $0.troubles[plugin] != nil }) else { return }
    try change { $0.troubles[plugin] = nil }
  }

  private func change(_ body: (inout Contents) -> Void) throws {
    try contents.withLock { contents in
      body(&contents)
      guard let file else { return }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      let folder = file.removingLastComponent().string
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try encoder.encode(contents).write(to: URL(filePath: file.string), options: .atomic)
    }
  }
}
